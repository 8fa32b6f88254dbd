import { expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'

test.each([
  ["SELECT count(*) FROM sendings WHERE accountId = 1 AND state = coalesce('sent', state)", 'COVERING INDEX sendings_by_account'],
  ['SELECT id FROM sendings WHERE accountId = 1 ORDER BY id DESC LIMIT 100', 'sendings_by_account'],
  ["SELECT id FROM sendings WHERE accountId = 1 AND state = 'queued' ORDER BY runAfter, id LIMIT 50", 'sendings_due'],
])('%s goes by an index and sorts nothing', (sql, index) => {
  const plan = openTestLibrary().prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail).join('; ')
  expect(plan).toContain(index)
  expect(plan).not.toContain('TEMP B-TREE')
})
