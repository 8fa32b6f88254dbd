import { expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { manualClock, openTestLibrary } from '#tests/factories/library.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { addAlbum, addFile, addFolder, addTrack } from '#tests/factories/tracks.ts'
import { fillPlays } from './fill-plays.ts'

const request = { folder: '/demo/music', zone: 'Europe/Paris', dayStartsAt: 0 }
const nothing = (): void => {}

/** Thirty albums of ten tracks with files, and a track of somebody's own. */
function fillLibrary(db: WriteDb): { own: number } {
  const directoryId = addFolder(db, '/demo/music')
  const elsewhere = addFolder(db, '/own')
  for (let album = 0; album < 30; album++) {
    const artist = `Artist ${album % 20}`
    const albumId = addAlbum(db, { title: `Album ${album}`, artist })
    for (let trackNumber = 1; trackNumber <= 10; trackNumber++) {
      const trackId = addTrack(db, { title: `Song ${album} ${trackNumber}`, artist, albumId, trackNumber, durationMs: 140_000 })
      addFile(db, { directoryId, trackId, name: `${album} ${trackNumber}.mp3` })
    }
  }
  const own = addTrack(db, { title: 'Mine', artist: 'Me' })
  addFile(db, { directoryId: elsewhere, trackId: own, name: 'mine.mp3' })
  return { own }
}

function one<Row>(db: WriteDb, sql: string): Row {
  return db.prepare<[], Row>(sql).get() as Row
}

test('Every planned play is written with its witness, and every counter is exact', async () => {
  const db = openTestLibrary()
  const { own } = fillLibrary(db)
  const { plays } = await fillPlays(db, manualClock(), request, nothing, nothing)
  expect(plays).toBeGreaterThan(18_000)
  expect(one(db, 'SELECT count(*) AS plays, (SELECT count(*) FROM play_witnesses) AS witnesses FROM listening_history')).toEqual({ plays, witnesses: plays })
  expect(wrongCounts(db)).toEqual([])
  expect(one(db, `SELECT plays FROM tracks WHERE id = ${own}`)).toEqual({ plays: 0 })
  expect(one(db, 'SELECT count(*) AS wrong FROM listening_history WHERE heartbeatAt IS NOT NULL OR localDay NOT BETWEEN 20231201 AND 20260101')).toEqual({ wrong: 0 })
})

test('A fill that was stopped goes on where it was, a day later and without doubles', async () => {
  const whole = openTestLibrary()
  fillLibrary(whole)
  await fillPlays(whole, manualClock(), request, nothing, nothing)

  const db = openTestLibrary()
  fillLibrary(db)
  const clock = manualClock()
  let chunks = 0
  const stopSoon = (): void => {
    if (++chunks === 5) throw new DOMException('This operation was aborted', 'AbortError')
  }
  await expect(fillPlays(db, clock, request, nothing, stopSoon)).rejects.toMatchObject({ name: 'AbortError' })
  clock.advance(86_400_000)
  await fillPlays(db, clock, request, nothing, nothing)
  const listed = 'SELECT pinnedTrackId, startedAt, listening_history.heardMs FROM listening_history JOIN heard_texts ON heard_texts.id = heardTextId ORDER BY startedAt, listening_history.id'
  expect(db.prepare(listed).all()).toEqual(whole.prepare(listed).all())
  expect(wrongCounts(db)).toEqual([])
})

test('A second fill writes nothing', async () => {
  const db = openTestLibrary()
  fillLibrary(db)
  const clock = manualClock()
  await fillPlays(db, clock, request, nothing, nothing)
  clock.advance(30 * 86_400_000)
  expect(await fillPlays(db, clock, request, nothing, nothing)).toEqual({ plays: 0 })
})

test('Albums were added before they were first played', async () => {
  const db = openTestLibrary()
  fillLibrary(db)
  await fillPlays(db, manualClock(), request, nothing, nothing)
  expect(one(db, 'SELECT count(*) AS wrong FROM albums WHERE addedAt = 0 OR addedAt >= coalesce(firstPlayedAt, addedAt + 1)')).toEqual({ wrong: 0 })
  expect(one(db, "SELECT count(*) AS wrong FROM tracks AS t JOIN albums AS a ON a.id = t.albumId WHERE t.addedAt <> a.addedAt")).toEqual({ wrong: 0 })
})

test('Nothing is written while nothing was scanned, so that a later start can', async () => {
  const db = openTestLibrary()
  expect(await fillPlays(db, manualClock(), request, nothing, nothing)).toEqual({ plays: 0 })
  fillLibrary(db)
  expect((await fillPlays(db, manualClock(), request, nothing, nothing)).plays).toBeGreaterThan(0)
})
