import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { albumFiles, uuid, writeMusic } from '#tests/factories/audio-files.ts'
import { addPlay } from '#tests/factories/plays.ts'
import type { MusicTags } from '#tests/factories/audio-files.ts'
import { groupingOf, openScanBench, wrongFigures } from '#tests/factories/scan.ts'

const six = ['Low Tide', 'Salt', 'Harbour', 'Night Ferry', 'Lantern', 'Home']
const others = ['Glass', 'Smoke', 'Wire', 'Rust', 'Bone', 'Ash']

/** Scans files and gives the albums as `artist: title (tracks, editions)`. */
async function shelve(files: Record<string, MusicTags>) {
  const bench = openScanBench()
  writeMusic(bench.music, files)
  await bench.scan()
  expect(wrongFigures(bench.db)).toEqual([])
  return {
    ...bench,
    albums: bench.all<{ line: string }>("SELECT artistText || ': ' || title || ' (' || trackCount || ', ' || editionCount || ')' AS line FROM albums ORDER BY line").map(({ line }) => line),
    tracks: bench.all<{ line: string }>("SELECT title || ' x' || (SELECT count(*) FROM files WHERE trackId = tracks.id) AS line FROM tracks ORDER BY albumSort, title").map(({ line }) => line),
  }
}

const own = { artist: 'Ana Ray', album: 'Blue Room' }

test('guests do not break an album, whether an album artist is tagged or not', async () => {
  const withGuests = six.map((title, index): MusicTags => ({ title, artist: index % 2 ? `Ana Ray feat. Guest ${index}` : 'Ana Ray' }))
  expect((await shelve(albumFiles('A', own, withGuests))).albums).toEqual(['Ana Ray: Blue Room (6, 1)'])
  const partners = six.map((title, index): MusicTags => ({ title, artist: index === 2 ? 'Ana Ray & Low Tide' : index === 4 ? 'Somebody Else' : 'Ana Ray' }))
  expect((await shelve(albumFiles('A', own, partners))).albums).toEqual(['Ana Ray: Blue Room (6, 1)'])
  expect((await shelve(albumFiles('A', { ...own, albumArtist: 'The Band' }, withGuests))).albums).toEqual(['The Band: Blue Room (6, 1)'])
})

test('an album of many artists is one, without an album artist and under any name for many', async () => {
  const many = six.map((title, index): MusicTags => ({ title, artist: `Artist ${index}` }))
  const { albums, all } = await shelve({ ...albumFiles('A', { album: 'Sampler' }, many), ...albumFiles('B', { album: 'Second Sampler', albumArtist: 'V.A.' }, many) })
  expect(albums).toEqual(['Various Artists: Sampler (6, 1)', 'Various Artists: Second Sampler (6, 1)'])
  expect(all('SELECT isCompilation, kind FROM albums')).toEqual([{ isCompilation: 1, kind: 'compilation' }, { isCompilation: 1, kind: 'compilation' }])
  expect(all("SELECT count(*) AS n FROM artists WHERE nameKey = 'various artists'")).toEqual([{ n: 1 }])
})

test('albums of one title in one folder of everything stay apart by artist; a flagged compilation stays whole', async () => {
  const { albums } = await shelve({
    ...albumFiles('All', { artist: 'Ana Ray', album: 'Greatest Hits' }, six),
    ...albumFiles('All', { artist: 'The Band', album: 'Greatest Hits' }, others),
    ...albumFiles('All', { album: 'Sampler', isCompilation: true }, ['One', 'Two', 'Three'].map((title) => ({ title, artist: `By ${title}` }))),
    ...albumFiles('All', { artist: 'Ana Ray', album: 'Blue Room' }, ['Single']),
  })
  expect(albums).toEqual(['Ana Ray: Blue Room (1, 1)', 'Ana Ray: Greatest Hits (6, 1)', 'The Band: Greatest Hits (6, 1)', 'Various Artists: Sampler (3, 1)'])
})

test('two different albums of one artist and one title stay two', async () => {
  expect((await shelve({ ...albumFiles('Weezer 1994', { artist: 'Weezer', album: 'Weezer', year: 1994 }, six), ...albumFiles('Weezer 2001', { artist: 'Weezer', album: 'Weezer', year: 2001 }, others) })).albums).toEqual([
    'Weezer: Weezer (6, 1)', 'Weezer: Weezer (6, 1)',
  ])
})

test('ids of release groups decide over titles in both ways', async () => {
  const apart = { ...albumFiles('One', { ...own, releaseGroupId: uuid(1) }, six), ...albumFiles('Two', { ...own, releaseGroupId: uuid(2) }, six) }
  expect((await shelve(apart)).albums).toHaveLength(2)
  const together = { ...albumFiles('One', { ...own, releaseGroupId: uuid(1), releaseId: uuid(11) }, six), ...albumFiles('Two', { ...own, album: 'Chambre bleue', releaseGroupId: uuid(1), releaseId: uuid(12) }, others) }
  expect((await shelve(together)).albums).toEqual(['Ana Ray: Blue Room (12, 2)'])
  const masters = { ...albumFiles('One', { ...own, discogsMaster: 77 }, six), ...albumFiles('Two', { ...own, album: 'Chambre bleue', discogsMaster: 77 }, others) }
  expect((await shelve(masters)).albums).toHaveLength(1)
})

test('a remaster with bonus tracks joins the work as an edition; its remastered tracks are the same tracks, its live ones are not', async () => {
  const remaster = [...six.map((title) => `${title} (2011 Remaster)`), 'Low Tide (Live)', 'Demo']
  const { albums, tracks } = await shelve({ ...albumFiles('1999', { ...own, year: 1999 }, six), ...albumFiles('2011', { ...own, album: 'Blue Room (Deluxe Edition)', year: 2011 }, remaster) })
  expect(albums).toEqual(['Ana Ray: Blue Room (8, 2)'])
  expect(tracks).toEqual(['Low Tide x2', 'Salt x2', 'Harbour x2', 'Night Ferry x2', 'Lantern x2', 'Home x2', 'Low Tide (Live) x1', 'Demo x1'])
})

test('half of a tracklist is not most of it', async () => {
  expect((await shelve({ ...albumFiles('1', { ...own, year: 1999 }, six), ...albumFiles('2', { ...own, year: 2005 }, [...six.slice(0, 3), ...others.slice(0, 3)]) })).albums).toHaveLength(2)
  expect((await shelve({ ...albumFiles('1', { ...own, year: 1999 }, six), ...albumFiles('2', { ...own, year: 2005 }, [...six.slice(0, 4), ...others.slice(0, 2)]) })).albums).toEqual(['Ana Ray: Blue Room (8, 2)'])
})

test('the same songs at other lengths are other tracks', async () => {
  const { tracks } = await shelve({ ...albumFiles('1999', { ...own, year: 1999 }, six), ...albumFiles('2011', { ...own, year: 2011 }, six.map((title, index) => ({ title, seconds: index === 0 ? 320 : 203 }))) })
  expect(tracks).toEqual(['Low Tide x1', 'Low Tide x1', 'Salt x2', 'Harbour x2', 'Night Ferry x2', 'Lantern x2', 'Home x2'])
})

test('FLAC and MP3 of one edition are one track with two files, the lossless one first', async () => {
  const mp3 = albumFiles('mp3/Blue Room', { ...own, seconds: 2 }, six, 'mp3')
  const { albums, tracks, all } = await shelve({ ...albumFiles('flac/Blue Room', { ...own, seconds: 2 }, six), ...mp3 })
  expect(albums).toEqual(['Ana Ray: Blue Room (6, 1)'])
  expect(tracks).toEqual(six.map((title) => `${title} x2`))
  expect(all('SELECT DISTINCT codec, isLossless FROM tracks')).toEqual([{ codec: 'flac', isLossless: 1 }])
  const inOneFolder = await shelve({ ...albumFiles('Blue Room', { ...own, seconds: 2 }, six), ...albumFiles('Blue Room', { ...own, seconds: 2 }, six, 'mp3') })
  expect([inOneFolder.albums, inOneFolder.tracks]).toEqual([albums, tracks])
})

test('an incomplete copy belongs to the edition, a shorter edition does not', async () => {
  const copy = Object.fromEntries(Object.entries(albumFiles('copy', { ...own, seconds: 2 }, six, 'mp3')).filter(([path]) => /0[25] /.test(path)))
  expect((await shelve({ ...albumFiles('whole', { ...own, seconds: 2 }, six), ...copy })).albums).toEqual(['Ana Ray: Blue Room (6, 1)'])
  expect((await shelve({ ...albumFiles('whole', own, six), ...albumFiles('short', own, six.slice(0, 4)) })).albums).toEqual(['Ana Ray: Blue Room (6, 2)'])
})

test('discs join: in folders of their own, beside each other, and named in the title', async () => {
  const box = { artist: 'Ana Ray', album: 'Box' }
  const inside = { ...albumFiles('Box/CD1', { ...box, disc: 1 }, six), ...albumFiles('Box/CD2', { ...box, disc: 2 }, others) }
  expect((await shelve(inside)).albums).toEqual(['Ana Ray: Box (12, 1)'])
  const titled = { ...albumFiles('Box (Disc 1)', { ...box, album: 'Box (Disc 1)' }, six), ...albumFiles('Box (Disc 2)', { ...box, album: 'Box (Disc 2)' }, others) }
  const { albums, all } = await shelve(titled)
  expect(albums).toEqual(['Ana Ray: Box (12, 1)'])
  expect(all('SELECT DISTINCT discNumber FROM tracks ORDER BY 1')).toEqual([{ discNumber: 1 }, { discNumber: 2 }])
  const unnumbered = { ...albumFiles('Box/Disc 1', box, six), ...albumFiles('Box/Disc 2', box, others) }
  expect((await shelve(unnumbered)).albums).toEqual(['Ana Ray: Box (12, 1)'])
})

test('files without an album are loose tracks, and one song is one track wherever it lies', async () => {
  const { albums, all } = await shelve({
    'a/Low Tide.flac': { title: 'Low Tide', artist: 'Ana Ray' }, 'b/Low Tide.mp3': { title: 'Low Tide', artist: 'Ana Ray', seconds: 203 }, 'b/Low Tide live.flac': { title: 'Low Tide (Live)', artist: 'Ana Ray' },
    'c/Low Tide.flac': { title: 'Low Tide', artist: 'Somebody' }, 'd/untitled.flac': {}, 'e/untitled.flac': {},
  })
  expect(albums).toEqual([])
  expect(all('SELECT title, artistText, albumId, (SELECT count(*) FROM files WHERE trackId = tracks.id) AS files FROM tracks ORDER BY title, artistText')).toEqual([
    { title: 'Low Tide', artistText: 'Ana Ray', albumId: null, files: 2 },
    { title: 'Low Tide', artistText: 'Somebody', albumId: null, files: 1 },
    { title: 'Low Tide (Live)', artistText: 'Ana Ray', albumId: null, files: 1 },
    { title: 'untitled', artistText: '', albumId: null, files: 1 },
    { title: 'untitled', artistText: '', albumId: null, files: 1 },
  ])
})

test('two artists of one name stay two when their ids say so, and a credit without id joins the one there is', async () => {
  const { all } = await shelve({
    'a.flac': { title: 'One', artist: 'Nirvana', artistId: uuid(1) }, 'b.flac': { title: 'Two', artist: 'Nirvana', artistId: uuid(2) }, 'c.flac': { title: 'Three', artist: 'nirvana' },
    'd.flac': { title: 'Four', artist: ['Fern', 'Ledger'] }, 'e.flac': { title: 'Five', artist: 'Fern & Ledger' },
  })
  expect(all('SELECT name, trackCount FROM artists ORDER BY id')).toEqual([
    { name: 'Nirvana', trackCount: 2 }, { name: 'Nirvana', trackCount: 1 }, { name: 'Fern', trackCount: 1 }, { name: 'Ledger', trackCount: 1 }, { name: 'Fern & Ledger', trackCount: 1 },
  ])
})

test('the same recording twice on one edition is one track at two places; two songs of one title are two', async () => {
  const { all, tracks } = await shelve({
    ...albumFiles('A', { ...own, disc: 1 }, [{ title: 'Low Tide', recordingId: uuid(5) }, { title: 'Untitled', seconds: 100 }, { title: 'Untitled', seconds: 101 }]),
    ...albumFiles('A', { ...own, disc: 2, track: 9 }, [{ title: 'Low Tide (Bonus)', recordingId: uuid(5) }]),
  })
  expect(tracks).toEqual(['Low Tide x2', 'Untitled x1', 'Untitled x1'])
  expect(all("SELECT discNumber, trackNumber FROM edition_tracks JOIN tracks ON tracks.id = trackId WHERE title = 'Low Tide'  ORDER BY edition_tracks.discNumber".replace('SELECT discNumber, trackNumber', 'SELECT edition_tracks.discNumber, edition_tracks.trackNumber'))).toEqual([
    { discNumber: 1, trackNumber: 1 }, { discNumber: 2, trackNumber: 9 },
  ])
})

test('a rating in the tags is taken over once', async () => {
  const { all } = await shelve({ 'a.flac': { title: 'One', artist: 'Ana Ray', rating: 80 } })
  expect(all('SELECT rating FROM tracks')).toEqual([{ rating: 80 }])
})

test('retagged files keep their track where they are alone, move where it exists already, and leave nothing behind', async () => {
  const { db, music, scan, all } = await shelve({ ...albumFiles('A', { ...own, album: 'Blue Rom' }, six), 'loose.flac': { title: 'Low Tyde', artist: 'Ana Ray' } })
  const before = all('SELECT id, albumId, title FROM tracks WHERE albumId IS NOT NULL ORDER BY trackNumber')
  writeMusic(music, { ...albumFiles('A', own, six.map((title) => ({ title, genre: ['Folk'] }))), 'loose.flac': { title: 'Low Tide', artist: 'Ana Ray' } })
  expect(await scan()).toMatchObject({ updated: 7, added: 0 })
  expect(all('SELECT id, albumId, title FROM tracks WHERE albumId IS NOT NULL ORDER BY trackNumber')).toEqual(before)
  expect(all('SELECT title FROM albums')).toEqual([{ title: 'Blue Room' }])
  expect(all('SELECT albumText, genreText FROM tracks WHERE trackNumber = 1')).toEqual([{ albumText: 'Blue Room', genreText: 'Folk' }])
  expect(all('SELECT title FROM tracks WHERE albumId IS NULL')).toEqual([{ title: 'Low Tide' }])
  expect(wrongFigures(db)).toEqual([])
})

test('a file retagged into another album leaves its old row only while that has plays', async () => {
  const { db, music, scan, all } = await shelve({ ...albumFiles('A', own, six), ...albumFiles('B', { artist: 'Ana Ray', album: 'Second' }, others) })
  const [first] = all<{ id: number; albumId: number }>("SELECT id, albumId FROM tracks WHERE title = 'Low Tide'")
  addPlay(db, { trackId: first?.id ?? 0, startedAt: 1 })
  // Both become songs the second album has already.
  writeMusic(music, { 'A/01 Low Tide.flac': { artist: 'Ana Ray', album: 'Second', track: 1, title: 'Glass' }, 'A/02 Salt.flac': { artist: 'Ana Ray', album: 'Second', track: 2, title: 'Smoke' } })
  await scan()
  expect(all('SELECT id, isOnDisk, plays FROM tracks WHERE title IN (?, ?)', 'Low Tide', 'Salt')).toEqual([{ id: first?.id, isOnDisk: 0, plays: 1 }])
  expect(all('SELECT title, trackCount, fileCount, plays FROM albums ORDER BY id')).toEqual([{ title: 'Blue Room', trackCount: 4, fileCount: 4, plays: 1 }, { title: 'Second', trackCount: 6, fileCount: 8, plays: 0 }])
  expect(wrongFigures(db)).toEqual([])
})

test('a release that links two works makes them one: the old id leads to it, plays and ratings come along', async () => {
  const early = { artist: 'Ana Ray', album: 'Blue Room' }
  const { db, music, scan, all } = await shelve({ ...albumFiles('A', { ...early, year: 1990 }, six), ...albumFiles('B', { ...early, year: 2000 }, others) })
  const [one, two] = all<{ id: number }>('SELECT id FROM albums ORDER BY id')
  db.prepare('UPDATE albums SET rating = 80 WHERE id = ?').run(two?.id)
  writeMusic(music, albumFiles('C', { ...early, year: 2010 }, [...six, ...others]))
  await scan()
  expect(all('SELECT id, mergedIntoId, trackCount, editionCount, rating FROM albums ORDER BY id')).toEqual([
    { id: one?.id, mergedIntoId: null, trackCount: 12, editionCount: 3, rating: 80 },
    { id: two?.id, mergedIntoId: one?.id, trackCount: 0, editionCount: 0, rating: 80 },
  ])
  expect(wrongFigures(db)).toEqual([])
})

test('a whole album put back after it was forgotten finds its rows, plays and all', async () => {
  const { db, music, scan, all } = await shelve(albumFiles('A', own, six))
  const before = all('SELECT id FROM tracks ORDER BY id')
  db.prepare('UPDATE tracks SET rating = 60').run()
  db.prepare('UPDATE albums SET rating = 60').run()
  rmSync(join(music, 'A'), { recursive: true })
  writeMusic(music, { 'other.flac': { title: 'Other' } })
  await scan()
  db.prepare('DELETE FROM files WHERE missingSince IS NOT NULL').run()
  db.prepare('DELETE FROM editions').run()
  writeMusic(music, albumFiles('New place', { ...own, album: 'Blue Room' }, six))
  await scan()
  expect(all("SELECT id FROM tracks WHERE title <> 'Other' ORDER BY id")).toEqual(before)
  expect(all('SELECT count(*) AS n FROM albums')).toEqual([{ n: 1 }])
  expect(groupingOf(db).albums).toHaveLength(1)
})
