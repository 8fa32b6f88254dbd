import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { holds, loadNaiveLibrary } from '#tests/factories/naive-rules.ts'
import type { NaiveLibrary } from '#tests/factories/naive-rules.ts'
import { ruleLeaves, ruleTreesOf } from '#tests/factories/rule-trees.ts'
import { disturb, fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { printQuery } from '#shared/model/query-print.ts'
import { parseQuery } from '#shared/model/query-syntax.ts'
import type { RuleGroup, RuleNode } from '#shared/model/rule-tree.ts'
import { ruleCondition } from './rule-sql.ts'
import { matchingIds, rebuildSearch } from './search.service.ts'

const now = Date.UTC(2026, 10, 20, 18)
let db: WriteDb
let naive: NaiveLibrary

beforeAll(() => {
  db = openTestLibrary(undefined, afterAll)
  fillSyntheticLibrary(db, { files: 2000, albums: 180, plays: 6000, seed: 11, now })
  disturb(db)
  Array.from(rebuildSearch(db))
  naive = loadNaiveLibrary(db)
})

const idOf = ({ row }: { row: Record<string, unknown> }): number => Number(row.id)

function naiveIds(subject: 'tracks' | 'albums' | 'artists', where: RuleNode): number[] {
  if (subject === 'tracks') return naive.tracks.filter((of) => holds(where, { kind: 'track', of }, now)).map(idOf)
  if (subject === 'albums') return naive.albums.filter((of) => holds(where, { kind: 'album', of }, now)).map(idOf)
  return naive.artists.filter((of) => holds(where, { kind: 'artist', of }, now)).map(idOf)
}

const sorted = (ids: Iterable<number>): number[] => [...ids].sort((one, other) => one - other)
const all = (...rules: RuleNode[]): RuleGroup => ({ match: 'all', rules })

test.each(['tracks', 'albums', 'artists'] as const)('any tree finds the %s that a look at every row finds', (subject) => {
  fc.assert(
    fc.property(fc.oneof(ruleTreesOf(180), ruleLeaves(180).map((leaf) => all(leaf))), (where) => {
      expect(sorted(matchingIds(db, subject, where, now))).toEqual(sorted(naiveIds(subject, where)))
    }),
    { numRuns: subject === 'tracks' ? 300 : 150 },
  )
})

test('a tree that was printed and read again finds the same tracks', () => {
  fc.assert(
    fc.property(ruleTreesOf(180), (where) => {
      expect(naiveIds('tracks', parseQuery(printQuery(where)).where)).toEqual(naiveIds('tracks', where))
    }),
    { numRuns: 150 },
  )
})

test('values never become part of the SQL', () => {
  const { text, values } = ruleCondition('tracks', all({ field: 'title', op: 'contains', value: `'); DROP TABLE tracks; --"` }, { field: 'format', op: 'is', value: 'flac' }), { now })
  expect(text).not.toMatch(/DROP|flac/)
  expect(values).toHaveLength(2)
})

test('a tree without end is refused in words', () => {
  const deep = Array.from({ length: 60 }).reduce<RuleGroup>((inner) => ({ match: 'all', rules: [inner] }), all())
  expect(() => matchingIds(db, 'tracks', deep, now)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  expect(() => matchingIds(db, 'tracks', { match: 'any', rules: Array.from({ length: 1200 }, () => all()) }, now)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
})
