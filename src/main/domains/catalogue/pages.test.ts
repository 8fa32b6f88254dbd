import { expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { openNamedLibrary } from '#tests/factories/named-library.ts'
import { addPlay } from '#tests/factories/plays.ts'
import { query } from '#main/kernel/db/query.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { albumPage } from './album-page.reads.ts'
import { artistPage } from './artist-page.reads.ts'
import { home } from './home.reads.ts'
import { trackDetail, trackIdsOf } from './lists.reads.ts'
import { findLyrics, summarise } from './track-detail.repo.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 20, 12)

function library() {
  const db = openTestLibrary()
  return { db, ...openNamedLibrary(db) }
}

function play(db: WriteDb, trackId: number, at: number): void {
  addPlay(db, { trackId, startedAt: at })
}

test('an album shows its sides from the printed positions, its discs with their subtitles, and plays over all editions', () => {
  const { db, add } = library()
  const album = { artist: 'Low Tide Ministry', album: 'Harbour Arithmetic', year: 1978, genres: ['Jazz'] }
  const first = add({ ...album, title: 'Pilot Boat', number: 1, position: 'A1' })
  add({ ...album, title: 'Soundings', guests: ['Maren Oskvold'], number: 2, position: 'A2' })
  add({ ...album, title: 'Bollard', number: 3, position: 'B1' })
  add({ ...album, title: 'Outtake', disc: 2, number: 1 })
  db.run(query.updateTable('edition_tracks').set({ discSubtitle: 'The Sessions' }).where('discNumber', '=', 2))
  play(db, first, now - 40 * day)
  play(db, first, now - day)

  const page = albumPage.run(db, { id: 1, now })
  expect(page).toMatchObject({ title: 'Harbour Arithmetic', year: 1978, genres: [{ name: 'Jazz' }], onDisk: { tracks: 4, of: 4, missing: 0 }, copies: 0, heard: { plays: 2, firstAt: now - 40 * day, lastAt: now - day } })
  expect(page.discs.map(({ number, side, subtitle, tracks }) => [number, side, subtitle, tracks.map(({ position }) => position)])).toEqual([
    [1, 'A', null, ['A1', 'A2']],
    [1, 'B', null, ['B1']],
    [2, null, 'The Sessions', ['1']],
  ])
  expect(page.discs[0]?.tracks[1]?.credits.map(({ name, joinPhrase }) => name + joinPhrase)).toEqual(['Low Tide Ministry', 'Maren Oskvold'])
  expect(page.discs[0]?.tracks[0]).toMatchObject({ plays: 2, files: [{ path: '/music/1 Pilot Boat.mp3', isMissing: false }] })
  expect(page.heard.perMonth.filter(({ plays }) => plays > 0)).toEqual([{ month: '2026-10', plays: 1 }, { month: '2026-11', plays: 1 }])
})

test('the best edition is shown first, and another one when asked for', () => {
  const { db, add, directoryId } = library()
  const track = add({ title: 'One', artist: 'Ana', album: 'Red' })
  const better = Number(db.run(query.insertInto('editions').values({ albumId: 1, kind: 'digital', title: 'Red (24 bit)', directoryId, addedAt: 0 })).lastInsertRowid)
  db.run(query.insertInto('edition_tracks').values({ editionId: better, trackId: track, discNumber: 1, trackNumber: 1 }))
  const file = { directoryId, size: 5000, mtimeUs: 0, trackId: track, editionId: better, container: 'flac', codec: 'flac', bitsPerSample: 24, sampleRate: 96_000, isLossless: 1, tagsJson: '{}', addedAt: 0, readAt: 0 }
  db.run(query.insertInto('files').values({ ...file, name: 'one.flac' }))
  const page = albumPage.run(db, { id: 1, now })
  expect(page).toMatchObject({ editionId: better, onDisk: { quality: 'FLAC 24/96' } })
  expect(page.editions.map(({ quality }) => quality)).toEqual(['FLAC 24/96', 'MP3'])
  expect(albumPage.run(db, { id: 1, editionId: page.editions[1]?.id, now })).toMatchObject({ editionId: page.editions[1]?.id })
  expect(trackIdsOf.run(db, { kind: 'album', ids: [1], editionId: undefined })).toEqual([track])
})

test('an id of an album that was merged leads to what it became, and one that is gone says so', () => {
  const { db, add } = library()
  add({ title: 'One', artist: 'Ana', album: 'Red' })
  add({ title: 'One', artist: 'Ana', album: 'Red again' })
  db.run(query.updateTable('albums').set({ mergedIntoId: 1 }).where('id', '=', 2))
  expect(albumPage.run(db, { id: 2, now })).toMatchObject({ id: 1, title: 'Red' })
  expect(() => albumPage.run(db, { id: 77, now })).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(() => artistPage.run(db, 77)).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(() => trackDetail.run(db, 77)).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('an artist shows own albums by kind, then appearances, top and loose tracks, and who is near', () => {
  const { db, add, artistId } = library()
  const top = add({ title: 'Hit', artist: 'Ana', album: 'Red', year: 1990, genres: ['Fado'], plays: 9 })
  add({ title: 'Early', artist: 'Ana', album: 'Blue', year: 1980, genres: ['Fado'] })
  add({ title: 'Guest spot', artist: 'Ben', guests: ['Ana'], album: 'Green' })
  const loose = add({ title: 'Loose', artist: 'Ana' })
  add({ title: 'Saudade', artist: 'Clara', album: 'Lisboa', genres: ['Fado'] })
  db.run(query.updateTable('albums').set({ kind: 'live' }).where('title', '=', 'Red'))
  const page = artistPage.run(db, artistId('Ana'))
  expect(page.groups.map(({ kind, albums }) => [kind, albums.map(({ title }) => title)])).toEqual([['album', ['Blue']], ['live', ['Red']], ['appearsOn', ['Green']]])
  expect(page.topTracks.map(({ id }) => id)).toEqual([top])
  expect(page.looseTracks.map(({ id }) => id)).toEqual([loose])
  expect(page.genres.map(({ name }) => name)).toEqual(['Fado'])
  expect(page.similar.map(({ name }) => name)).toEqual(['Ben', 'Clara'])
})

test('tracks of an artist, a genre and a folder come in the order one would play them, without what is not there', () => {
  const { add, artistId, db, directoryId } = library()
  const late = add({ title: 'Late', artist: 'Ana', album: 'Zoo', year: 1999, genres: ['Fado'], number: 1 })
  const second = add({ title: 'B', artist: 'Ana', album: 'Art', year: 1980, genres: ['Fado'], number: 2 })
  const first = add({ title: 'A', artist: 'Ana', album: 'Art', year: 1980, genres: ['Fado'], number: 1 })
  add({ title: 'Gone', artist: 'Ana', album: 'Art', number: 3, isOnDisk: false })
  expect(trackIdsOf.run(db, { kind: 'artist', ids: [artistId('Ana')], editionId: undefined })).toEqual([first, second, late])
  expect(trackIdsOf.run(db, { kind: 'genre', ids: [1], editionId: undefined })).toEqual([first, second, late])
  expect(trackIdsOf.run(db, { kind: 'directory', ids: [directoryId], editionId: undefined })).toEqual([late, second, first])
  expect(summarise(db, [first, second])).toEqual({ tracks: 2, durationMs: 400_000, bytes: 2000 })
})

test('lyrics with times are preferred, and a track tells its files and palette', () => {
  const { add, db, directoryId } = library()
  const track = add({ title: 'One', artist: 'Ana', album: 'Red', lyrics: 'plain words', composer: 'Clara' })
  const other = Number(db.run(query.insertInto('files').values({ directoryId, name: 'x.flac', size: 1, mtimeUs: 0, trackId: track, container: 'flac', codec: 'flac', isLossless: 1, tagsJson: '{}', addedAt: 0, readAt: 0 })).lastInsertRowid)
  expect(findLyrics(db, track)).toEqual({ source: 'embedded', isSynced: false, text: 'plain words' })
  db.run(query.insertInto('lyrics').values({ fileId: other, source: 'sidecar', isSynced: 1, text: '[00:01.00]timed words' }))
  expect(findLyrics(db, track)).toMatchObject({ source: 'sidecar', isSynced: true })
  expect(findLyrics(db, 99)).toBeNull()
  expect(trackDetail.run(db, track)).toMatchObject({ title: 'One', composer: 'Clara', palette: null, credits: [{ name: 'Ana' }], files: [{ codec: 'flac' }, { codec: 'mp3' }] })
})

test('Home shows what came back after a rest, what was never heard, and today', () => {
  const { db, add } = library()
  const back = add({ title: 'Back', artist: 'Ana', album: 'Red' })
  const often = add({ title: 'Often', artist: 'Ben', album: 'Green' })
  add({ title: 'Never', artist: 'Clara', album: 'Blue' })
  for (const at of [now - 300 * day, now - 2 * day]) play(db, back, at)
  for (const at of [now - 300 * day, now - 50 * day, now - 3_600_000]) play(db, often, at)
  const shown = home.run(db, { now, today: 20261120 })
  expect(shown).toMatchObject({ isEmpty: false, totals: { tracks: 3, albums: 3 }, today: { plays: 1, heardMs: 200_000 } })
  expect(shown.backInRotation.map(({ title }) => title)).toEqual(['Red'])
  expect(shown.unheard.map(({ title }) => title)).toEqual(['Blue'])
  expect(shown.lastHeard.slice(0, 3).map(({ trackId }) => trackId)).toEqual([often, back, often])
  expect(home.run(openTestLibrary(), { now, today: 20261120 })).toMatchObject({ isEmpty: true })
})
