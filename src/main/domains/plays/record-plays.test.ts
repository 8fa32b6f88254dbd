import { expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { recordPlays, rowKeyOf } from './record-plays.service.ts'
import type { PlayTime, SeenPlay } from './record-plays.service.ts'

const noon = Date.UTC(2026, 4, 1, 12)
const time: PlayTime = { dayStartsAt: 0, zoneAt: () => 'Europe/Paris' }

type Told = Partial<SeenPlay> & { at: number; ordinal?: number }

/** A play of one song, `at` seconds after noon. */
function seen({ at, ordinal = 0, ...told }: Told): SeenPlay {
  const words = { artist: told.artist ?? 'Ana Ray', title: told.title ?? 'Low Tide', album: told.album ?? null }
  return { ...words, albumArtist: null, recordingMbid: null, startedAt: noon + at * 1000, precisionMs: 1000, zone: null, durationMs: null, heardMs: null, how: 'unknown', isCounted: true, rowKey: rowKeyOf(words, ordinal), rawJson: null, ...told }
}

function record(db: WriteDb, source: string, ...plays: Told[]): string[] {
  const results = db.transaction(() => recordPlays(db, plays.map(seen), { source, accountId: null, importId: null }, time))
  expect(wrongCounts(db)).toEqual([])
  return results.map(({ outcome, playId }) => `${outcome} ${playId}`)
}

const count = (db: WriteDb): unknown => db.prepare('SELECT (SELECT count(*) FROM listening_history) AS plays, (SELECT count(*) FROM play_witnesses) AS witnesses, (SELECT count(*) FROM doubtful_plays) AS doubtful').get()

test('the same rows read again are known', () => {
  const db = openTestLibrary()
  expect(record(db, 'lastfm', { at: 0 }, { at: 300 })).toEqual(['added 1', 'added 2'])
  expect(record(db, 'lastfm', { at: 300 }, { at: 0 }, { at: 900 })).toEqual(['duplicate 2', 'duplicate 1', 'added 3'])
  expect(count(db)).toEqual({ plays: 3, witnesses: 3, doubtful: 0 })
})

test('another source that saw the play is another witness of it', () => {
  const db = openTestLibrary()
  record(db, 'lastfm', { at: 0 }, { at: 300 })
  expect(record(db, 'listenbrainz', { at: 20, album: 'Blue Room' }, { at: 290 })).toEqual(['attached 1', 'attached 2'])
  expect(count(db)).toEqual({ plays: 2, witnesses: 4, doubtful: 0 })
})

test('results come in the order of the rows, whatever their times', () => {
  const db = openTestLibrary()
  expect(record(db, 'lastfm', { at: 900 }, { at: 0 }, { at: 300 })).toEqual(['added 3', 'added 1', 'added 2'])
})
