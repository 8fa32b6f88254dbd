import { expect, test } from 'vitest'
import { hear, meet, own, words } from '#tests/factories/heard.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { openMeanings } from './meaning.ts'

function library() {
  const db = openTestLibrary()
  return { db, of: (...told: Parameters<typeof words>) => db.transaction(() => openMeanings(db).of(words(...told))) }
}

test('words mean the track on disk of that title and artist, under the names it has there', () => {
  const { db, of } = library()
  const id = own(db, { artist: 'Sigur Rós', title: 'Hoppípolla', album: 'Takk…' })
  meet(db)
  expect(of('sigur ros', 'HOPPIPOLLA', { album: 'takk' })).toMatchObject({ trackId: id, artistName: 'Sigur Rós', titleName: 'Hoppípolla', albumName: 'Takk…', matchedBy: 'exact' })
})

test('of several the one on the album told is meant, whatever its edition is called', () => {
  const { db, of } = library()
  const first = own(db, { artist: 'Low Tide', title: 'Intro', album: 'Red', year: 1999 })
  const second = own(db, { artist: 'Low Tide', title: 'Intro', album: 'Blue', year: 2001 })
  meet(db)
  expect(of('Low Tide', 'Intro', { album: 'Blue (Deluxe Edition)' }).trackId).toBe(second)
  expect(of('Low Tide', 'Intro', { album: 'Red - Remastered' }).trackId).toBe(first)
  expect(of('Low Tide', 'Intro').trackId).toBe(first)
  expect(of('Low Tide', 'Intro', { album: 'Greatest Hits' })).toMatchObject({ trackId: first, albumName: 'Red' })
})

test('without an album an own album goes before a compilation', () => {
  const { db, of } = library()
  own(db, { artist: 'Low Tide', title: 'Foam', album: 'Hits of 1990', isCompilation: true, year: 1990 })
  const album = own(db, { artist: 'Low Tide', title: 'Foam', album: 'Red', year: 1999 })
  meet(db)
  expect(of('Low Tide', 'Foam').trackId).toBe(album)
})

test('a recording id goes before names', () => {
  const { db, of } = library()
  own(db, { artist: 'Low Tide', title: 'Foam' })
  const other = own(db, { artist: 'Low Tide', title: 'Foam (Live)', recordingMbid: 'b1' })
  meet(db)
  expect(of('Low Tide', 'Foam', { recordingMbid: 'b1' })).toMatchObject({ trackId: other, matchedBy: 'id' })
})

test('a pinned track is meant whatever the words are', () => {
  const { db, of } = library()
  const id = own(db, { artist: 'Low Tide', title: 'Foam' })
  expect(of('Nobody', 'Nothing', { pinnedTrackId: id })).toMatchObject({ trackId: id, artistName: 'Low Tide', matchedBy: 'pinned' })
  expect(of('Nobody', 'Nothing', { pinnedTrackId: 999 })).toMatchObject({ artistName: 'Nobody', matchedBy: 'heard' })
})

test('near titles are met where nothing bears exactly that one', () => {
  const { db, of } = library()
  const plain = own(db, { artist: 'The Low Tides', title: 'Foam', album: 'Red' })
  const two = own(db, { artist: 'Thirty Birds', title: 'Two Weeks (Radio Edit)' })
  meet(db)
  expect(of('Low Tides', 'Foam - Radio Edit')).toMatchObject({ trackId: plain, matchedBy: 'near' })
  expect(of('Low Tides', 'The Foam (Mono)')).toMatchObject({ trackId: plain, matchedBy: 'near' })
  expect(of('30 Birds', '2 Weeks')).toMatchObject({ trackId: two, matchedBy: 'near' })
})

test('a live recording is another recording, unless the whole album is live', () => {
  const { db, of } = library()
  const studio = own(db, { artist: 'Low Tide', title: 'Foam', album: 'Red' })
  const live = own(db, { artist: 'Low Tide', title: 'Spray', album: 'Live at Home', kind: 'live' })
  meet(db)
  expect(of('Low Tide', 'Foam (Live)', { album: 'Red' }).trackId).not.toBe(studio)
  expect(of('Low Tide', 'Foam (Demo)', { album: 'Red (Deluxe)' }).trackId).not.toBe(studio)
  expect(of('Low Tide', 'Spray (Live at Home)', { album: 'Live at Home' })).toMatchObject({ trackId: live, matchedBy: 'near' })
})

test('two tracks that are both there are never taken for each other', () => {
  const { db, of } = library()
  const plain = own(db, { artist: 'Low Tide', title: 'Foam' })
  const edit = own(db, { artist: 'Low Tide', title: 'Foam (Radio Edit)' })
  meet(db)
  expect(of('Low Tide', 'Foam (Radio Edit)').trackId).toBe(edit)
  expect(of('Low Tide', 'Foam').trackId).toBe(plain)
})

test('a credit of two is met under both as one and under the first', () => {
  const { db, of } = library()
  const id = own(db, { artist: 'Ana Ray & Bo', title: 'Foam', credit: ['Ana Ray', 'Bo'] })
  meet(db)
  expect(['Ana Ray & Bo', 'Ana Ray and Bo', 'Ana Ray', 'Ana Ray feat. Bo', 'Bo'].filter((artist) => of(artist, 'Foam').trackId !== id)).toEqual([])
})

test('what nothing on disk bears gets rows of its own, once', () => {
  const { db, of } = library()
  const first = of('The Low Tides feat. Bo', 'Foam', { album: 'Red' })
  expect(first).toMatchObject({ artistName: 'The Low Tides feat. Bo', titleName: 'Foam', albumName: 'Red', matchedBy: 'heard', isHidden: false })
  expect(of('Low Tides', 'foam (2011 Remaster)', { album: 'Red (Deluxe)' })).toMatchObject({ trackId: first.trackId, albumId: first.albumId, artistId: first.artistId })
  expect(of('The Low Tides', 'Foam', { album: 'Blue' }).trackId).not.toBe(first.trackId)
  expect(db.prepare('SELECT name, addedAt FROM artists ORDER BY id').all()).toEqual([{ name: 'The Low Tides', addedAt: 0 }, { name: 'Bo', addedAt: 0 }])
  expect(db.prepare('SELECT isOnDisk, albumText FROM tracks ORDER BY id').all()).toEqual([{ isOnDisk: 0, albumText: 'Red' }, { isOnDisk: 0, albumText: 'Blue' }])
})

test('a credit is not split without evidence', () => {
  const { db, of } = library()
  of('Simon & Garfunkel', 'Foam')
  of('Earth, Wind & Fire', 'Spray')
  expect(db.prepare('SELECT name FROM artists ORDER BY id').pluck().all()).toEqual(['Simon & Garfunkel', 'Earth, Wind & Fire'])
})

test('looking writes nothing', () => {
  const { db, of } = library()
  const peek = () => openMeanings(db).peek(words('Low Tide', 'Foam'))
  expect(peek()).toBeUndefined()
  const made = of('Low Tide', 'Foam')
  expect(peek()).toEqual(made)
})

test('old plays find their track when its file comes, and the row they had made leads there', () => {
  const { db } = library()
  const { id, meaning } = hear(db, words('Low Tides', 'Foam - Remastered 2011', { album: 'Red' }), 3)
  const track = own(db, { artist: 'The Low Tides', title: 'Foam (Single Version)', album: 'Red' })
  meet(db)
  expect(db.prepare('SELECT trackId, matchedBy, plays FROM heard_texts WHERE id = ?').get(id)).toEqual({ trackId: track, matchedBy: 'near', plays: 3 })
  expect(db.prepare('SELECT mergedIntoId, plays FROM tracks WHERE id = ?').get(meaning.trackId)).toEqual({ mergedIntoId: track, plays: 0 })
  expect(db.prepare('SELECT plays FROM tracks WHERE id = ?').pluck().get(track)).toBe(3)
})

test('when the file is forgotten the plays have a track of their own again, the same as before', () => {
  const { db } = library()
  const { id, meaning } = hear(db, words('Low Tide', 'Foam - Radio Edit'), 2)
  const track = own(db, { artist: 'Low Tide', title: 'Foam' })
  meet(db)
  expect(db.prepare('SELECT trackId FROM heard_texts WHERE id = ?').pluck().get(id)).toBe(track)
  db.prepare('UPDATE tracks SET isOnDisk = 0 WHERE id = ?').run(track)
  meet(db)
  expect(db.prepare('SELECT trackId FROM heard_texts WHERE id = ?').pluck().get(id)).toBe(meaning.trackId)
  expect(db.prepare('SELECT mergedIntoId FROM tracks WHERE id = ?').pluck().get(meaning.trackId)).toBeNull()
})

test('a text without an album follows the one that was told with an album first', () => {
  const { db } = library()
  const loose = hear(db, words('Low Tide', 'Foam'), 1)
  const red = hear(db, words('Low Tide', 'Foam', { album: 'Red' }), 1)
  hear(db, words('Low Tide', 'Foam', { album: 'Blue' }), 5)
  meet(db)
  expect(db.prepare('SELECT trackId, albumName FROM heard_texts WHERE id = ?').get(loose.id)).toEqual({ trackId: red.meaning.trackId, albumName: 'Red' })
  expect(db.prepare('SELECT mergedIntoId FROM tracks WHERE id = ?').pluck().get(loose.meaning.trackId)).toBe(red.meaning.trackId)
})
