import { expect, test } from 'vitest'
import { testPlayback } from '#tests/factories/playback.ts'
import { report } from './deck.service.ts'
import { deckItem } from './deck-item.service.ts'
import { currentTracks, playableTracks } from './playback.reads.ts'
import { findLibraryFile } from './media/library-file.ts'

test('nothing that playing asks reads a whole table', async () => {
  const { db, playback } = testPlayback()
  const asked: string[] = []
  const prepare = db.prepare
  Object.assign(db, { prepare: (sql: string) => {
    asked.push(sql)
    return prepare(sql)
  } })
  playableTracks.run(db, [1])
  currentTracks.run(db, [1])
  findLibraryFile(db, 1)
  Object.assign(playback, { queue: { written: [{ itemId: 1, trackId: 1 }], shuffled: null } })
  await expect(deckItem(playback, { itemId: 1, isTranscoded: false })).rejects.toThrow('cannot be played')
  for (const event of ['started', 'progressed', 'ended'] as const) report(playback, { deckId: 'deck', run: 1, event, itemId: 1, trackId: 1, fileId: 1, positionMs: 0, heardMs: 40_000, zone: 'UTC' })
  const plans = asked.flatMap((sql) => db.sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: (sql.match(/\?/g) ?? []).length }, () => null)) as { detail: string }[])
  const scans = plans.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN') && !/^SCAN (?:asked|json_each|CONSTANT|play USING INDEX listening_history_open)/.test(detail))
  expect(asked.length).toBeGreaterThan(6)
  expect(scans).toEqual([])
})
