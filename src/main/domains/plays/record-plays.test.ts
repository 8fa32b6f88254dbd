import { array, assert, boolean, integer, property, record as recordOf, shuffledSubarray, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { addTrack } from '#tests/factories/tracks.ts'
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

test('equal rows of one reading are as many plays, told apart by their number', () => {
  const db = openTestLibrary()
  expect(record(db, 'lastfm', { at: 0 }, { at: 0, ordinal: 1 })).toEqual(['added 1', 'added 2'])
  expect(record(db, 'lastfm', { at: 0, ordinal: 1 }, { at: 0 })).toEqual(['duplicate 2', 'duplicate 1'])
  expect(record(db, 'listenbrainz', { at: 2 }, { at: 2, ordinal: 1 })).toEqual(['attached 1', 'attached 2'])
})

test('two accounts see one play, one account never sees one play twice', () => {
  const db = openTestLibrary()
  for (const service of ['lastfm', 'listenbrainz']) db.prepare('INSERT INTO accounts (service, userName, addedAt) VALUES (?, ?, 0)').run(service, 'ana')
  const told = [seen({ at: 0 }), seen({ at: 10 })]
  const of = (accountId: number) => db.transaction(() => recordPlays(db, told, { source: 'lastfm', accountId, importId: null }, time)).map(({ outcome, playId }) => `${outcome} ${playId}`)
  expect(of(1)).toEqual(['added 1', 'added 2'])
  expect(of(2)).toEqual(['attached 1', 'attached 2'])
  expect(of(2)).toEqual(['duplicate 1', 'duplicate 2'])
})

test('what is near but not the same stays two, and is offered once', () => {
  const db = openTestLibrary()
  record(db, 'lastfm', { at: 0 })
  expect(record(db, 'listenbrainz', { at: 120 })).toEqual(['added 2'])
  record(db, 'listenbrainz', { at: 120 })
  expect(db.prepare('SELECT * FROM doubtful_plays').all()).toEqual([{ playId: 1, otherId: 2, isRejected: 0 }])
})

test('other spellings of a song meet, other songs do not', () => {
  const db = openTestLibrary()
  record(db, 'lastfm', { at: 0, artist: 'The Tin Cartographers', title: 'Soundings (2011 Remaster)' }, { at: 0, title: 'Salt' })
  expect(record(db, 'listenbrainz', { at: 3, artist: 'tin cartographers feat. Ana Ray', title: 'Soundings' }, { at: 3, title: 'Low Tide' })).toEqual(['attached 1', 'added 3'])
})

test('a play told in minutes becomes exact when somebody knows the second', () => {
  const db = openTestLibrary()
  record(db, 'lastfm-csv', { at: 0, precisionMs: 60_000 })
  record(db, 'listenbrainz', { at: 47, zone: 'Asia/Tokyo', album: 'Blue Room', heardMs: 180_000 })
  expect(db.prepare('SELECT startedAt, zone, localDay, listening_history.heardMs, albumText FROM listening_history JOIN heard_texts ON heard_texts.id = heardTextId').all()).toEqual([
    { startedAt: noon + 47_000, zone: 'Asia/Tokyo', localDay: 20260501, heardMs: 180_000, albumText: 'Blue Room' },
  ])
  expect(wrongCounts(db)).toEqual([])
})

test('a play that was taken back stays so when another source tells it', () => {
  const db = openTestLibrary()
  record(db, 'lastfm', { at: 0 })
  db.prepare('UPDATE listening_history SET deletedAt = 1, wasCounted = isCounted, isCounted = 0').run()
  expect(record(db, 'lastfm', { at: 0 })).toEqual(['duplicate 1'])
  expect(record(db, 'listenbrainz', { at: 5, heardMs: 1000 })).toEqual(['attached 1'])
  expect(db.prepare('SELECT isCounted, wasCounted, heardMs FROM listening_history').all()).toEqual([{ isCounted: 0, wasCounted: 1, heardMs: 1000 }])
})

test('rows of a transaction that was taken back are written anew', () => {
  const db = openTestLibrary()
  expect(() => db.transaction(() => {
    recordPlays(db, [seen({ at: 0 })], { source: 'lastfm', accountId: null, importId: null }, time)
    throw new Error('no')
  })).toThrow('no')
  expect(record(db, 'lastfm', { at: 0, title: 'Salt' }, { at: 0 })).toEqual(['added 1', 'added 2'])
  expect(db.prepare('SELECT titleText FROM heard_texts ORDER BY id').pluck().all()).toEqual(['Salt', 'Low Tide'])
})

test('whether a track is on disk is told with every outcome', () => {
  const db = openTestLibrary()
  addTrack(db, { title: 'Low Tide', artist: 'Ana Ray' })
  const told = (source: string) => db.transaction(() => recordPlays(db, [seen({ at: 0 }), seen({ at: 0, title: 'Salt' })], { source, accountId: null, importId: null }, time)).map(({ outcome, isMatched }) => [outcome, isMatched])
  expect(told('lastfm')).toEqual([['added', true], ['added', false]])
  expect(told('lastfm')).toEqual([['duplicate', true], ['duplicate', false]])
  expect(told('listenbrainz')).toEqual([['attached', true], ['attached', false]])
})

test('the order in which sources are read does not change what was heard', () => {
  const heard = 'SELECT titleText, startedAt, zone, localDay, listening_history.heardMs, durationMs, how, isCounted FROM listening_history JOIN heard_texts ON heard_texts.id = heardTextId ORDER BY titleText, startedAt'
  const songs = ['Low Tide', 'Salt', 'Glass']
  const sources = ['lastfm', 'listenbrainz', 'spotify-extended']
  // Songs follow each other after more than ten minutes at least; each source is some seconds off, and misses some.
  const offset = integer({ min: 0, max: 15 })
  const play = recordOf({ song: integer({ min: 0, max: 2 }), offsets: tuple(offset, offset, offset), isMissed: tuple(boolean(), boolean(), boolean()), heardMs: integer({ min: 31_000, max: 300_000 }) })
  const life = array(play, { minLength: 1, maxLength: 12 })
  assert(property(life, shuffledSubarray(sources, { minLength: 3 }), (plays, order) => {
    const [straight, shuffled] = [openTestLibrary(), openTestLibrary()]
    const tell = (source: string): Told[] =>
      plays.flatMap(({ song, offsets, isMissed, heardMs }, index) => {
        const place = sources.indexOf(source)
        return isMissed[place] ? [] : [{ at: index * 700 + (offsets[place] ?? 0), title: songs[song] ?? '', ...(place === 2 && { heardMs, how: 'stream' as const }), ...(place === 1 && { zone: 'Asia/Tokyo' }) }]
      })
    for (const source of sources) record(straight, source, ...tell(source))
    for (const source of order) record(shuffled, source, ...tell(source))
    expect(shuffled.prepare(heard).all()).toEqual(straight.prepare(heard).all())
  }), { numRuns: 30 })
})
