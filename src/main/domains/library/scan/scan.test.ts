import { expect, test } from 'vitest'
import { albumFiles, writeMusic } from '#tests/factories/audio-files.ts'
import { groupingOf, openScanBench, recordReports, wrongFigures } from '#tests/factories/scan.ts'

const six = ['Low Tide', 'Salt', 'Harbour', 'Night Ferry', 'Lantern', 'Home']

test('a folder of music becomes albums, tracks, artists and genres', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albumFiles('Ana Ray/Blue Room', { artist: 'Ana Ray', albumArtist: 'Ana Ray', album: 'Blue Room', year: 1999, genre: ['Folk', 'Pop'] }, six))
  const { reports, onProgress } = recordReports()
  const result = await scan({}, { onProgress })
  expect(result).toMatchObject({ files: 6, added: 6, updated: 0, unchanged: 0, failed: 0, missing: 0 })
  expect(all('SELECT title, artistText, year, trackCount, fileCount, editionCount, durationMs FROM albums')).toEqual([{ title: 'Blue Room', artistText: 'Ana Ray', year: 1999, trackCount: 6, fileCount: 6, editionCount: 1, durationMs: 1_200_000 }])
  expect(all('SELECT title, trackNumber, discNumber, codec, isOnDisk, genreText FROM tracks ORDER BY albumSort LIMIT 2')).toEqual([
    { title: 'Low Tide', trackNumber: 1, discNumber: 1, codec: 'flac', isOnDisk: 1, genreText: 'Folk; Pop' },
    { title: 'Salt', trackNumber: 2, discNumber: 1, codec: 'flac', isOnDisk: 1, genreText: 'Folk; Pop' },
  ])
  expect(all('SELECT name, albumCount, trackCount FROM artists')).toEqual([{ name: 'Ana Ray', albumCount: 1, trackCount: 6 }])
  expect(wrongFigures(db)).toEqual([])
  expect([...new Set(reports.map(({ phase }) => phase))]).toEqual(['counting', 'reading', 'removing', 'finishing'])
  expect(groupingOf(db).albums).toHaveLength(1)
})

test('a second scan of the same files reads none and changes nothing', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albumFiles('A', { artist: 'Ana Ray', album: 'Blue Room' }, six))
  await scan()
  const before = all('SELECT id, trackId, editionId, readAt FROM files')
  const result = await scan({}, { pool: { size: 1, read: () => Promise.reject(new Error('nothing is to be read')), close: () => undefined } })
  expect(result).toMatchObject({ files: 6, unchanged: 6, added: 0, updated: 0 })
  expect(all('SELECT id, trackId, editionId, readAt FROM files')).toEqual(before)
  expect(wrongFigures(db)).toEqual([])
})
