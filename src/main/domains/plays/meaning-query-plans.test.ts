import { expect, test } from 'vitest'
import { hear, meet, own, words } from '#tests/factories/heard.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { fullScans, planOf, recordStatements } from '#tests/factories/query-plans.ts'
import { makeCorrection, undoCorrection } from '#main/domains/corrections/correction-work.ts'
import { rebuildMeanings } from './rebuild-meanings.ts'

test('nothing that matching or a correction reads goes through a large table without an index', () => {
  const { db, statements } = recordStatements(openTestLibrary())
  own(db, { artist: 'Low Tide', title: 'Foam', album: 'Red', recordingMbid: 'b1' })
  meet(db)
  hear(db, words('Low Tide', 'Foam (Live)', { album: 'Blue', recordingMbid: 'b2' }), 2)
  hear(db, words('Low Tide', 'Foam (Live)'), 2)
  own(db, { artist: 'Low Tide', title: 'Foam (Live)', album: 'Blue' })
  meet(db)
  for (const correction of [
    { kind: 'rename-artist' as const, artist: 'Low Tide', to: 'High Tide' },
    { kind: 'rename-album' as const, artist: 'High Tide', album: 'Blue', to: 'Green' },
    { kind: 'rename-track' as const, artist: 'High Tide', title: 'Foam (Live)', to: 'Spray' },
  ]) undoCorrection(db, makeCorrection(db, correction, 1).id, 2)
  const beforeRebuild = new Set(statements)
  Array.from(rebuildMeanings(db))
  const slow = [...beforeRebuild].filter((sql) => /^\s*(?:SELECT|UPDATE|DELETE|INSERT)/.test(sql)).flatMap((sql) => fullScans(planOf(db, sql), ['tracks', 'track', 'files', 'heard_texts', 'listening_history', 'track_keys', 'heard_text_names', 'artists', 'albums', 'album', 'track_artists', 'album_artists']).map((step) => `${step}: ${sql}`))
  expect(slow).toEqual([])
})
