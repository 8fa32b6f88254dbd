import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { albumFiles, flacFile, writeMusic } from '#tests/factories/audio-files.ts'
import { asOrdinaryUser, hasOrdinaryUsers } from '#tests/factories/processes.ts'
import { inlinePool, openScanBench, wrongFigures } from '#tests/factories/scan.ts'
import type { ReadRequest } from './read-for-library.ts'

const own = { artist: 'Ana Ray', album: 'Blue Room' }
const six = ['Low Tide', 'Salt', 'Harbour', 'Night Ferry', 'Lantern', 'Home']
const failuresIn = 'SELECT name, reason FROM file_failures ORDER BY name'

/** A pool that notes what it was asked for. */
function watchedPool() {
  const asked: string[] = []
  const read = (files: ReadRequest[]): ReturnType<typeof inlinePool.read> => {
    asked.push(...files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)))
    return inlinePool.read(files)
  }
  return { asked, pool: { ...inlinePool, read } }
}

test('bad files are listed with the reason, and do not stop the others', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albumFiles('A', own, six))
  writeFileSync(join(music, 'A', 'empty.mp3'), '')
  writeFileSync(join(music, 'A', 'essay.flac'), 'Once upon a time there was no music in this file at all, only words.')
  writeFileSync(join(music, 'A', 'song.mid'), 'MThd')
  writeFileSync(join(music, 'A', 'old.caf'), Buffer.concat([Buffer.from('caff\0\x01\0\0', 'latin1'), Buffer.alloc(64)]))
  writeFileSync(join(music, 'A', 'notes.doc'), 'no music promised')
  writeFileSync(join(music, 'A', '._01 Low Tide.flac'), 'left by another system')
  symlinkSync(join(music, 'nowhere.mp3'), join(music, 'A', 'broken link.mp3'))
  const result = await scan()
  expect(result).toMatchObject({ files: 10, added: 6, failed: 4 })
  expect(all(failuresIn)).toEqual([
    { name: 'broken link.mp3', reason: 'unreadable' }, { name: 'empty.mp3', reason: 'empty' }, { name: 'essay.flac', reason: 'not-audio' }, { name: 'old.caf', reason: 'unsupported' },
  ])
  expect(wrongFigures(db)).toEqual([])
})

test('a failure is not read again until the file changes, and leaves the list when it is mended or gone', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albumFiles('A', own, six))
  for (const name of ['one.mp3', 'two.mp3']) writeFileSync(join(music, 'A', name), 'words')
  await scan()
  const second = watchedPool()
  expect(await scan({}, { pool: second.pool })).toMatchObject({ files: 8, unchanged: 6, failed: 2 })
  expect(second.asked).toEqual([])
  writeFileSync(join(music, 'A', 'one.mp3'), flacFile({ ...own, title: 'Mended' }))
  rmSync(join(music, 'A', 'two.mp3'))
  const third = watchedPool()
  expect(await scan({}, { pool: third.pool })).toMatchObject({ files: 7, added: 1, unchanged: 6, failed: 0 })
  expect(third.asked).toEqual(['one.mp3'])
  expect(all(failuresIn)).toEqual([])
  expect(wrongFigures(db)).toEqual([])
})

test('a track whose file can no longer be read is kept as missing, with the reason, and is back when it can', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albumFiles('A', own, six))
  await scan()
  const [track] = all<{ id: number }>("SELECT id FROM tracks WHERE title = 'Salt'")
  writeFileSync(join(music, 'A', '02 Salt.flac'), '')
  expect(await scan()).toMatchObject({ files: 6, unchanged: 5, failed: 1, missing: 1 })
  expect(all("SELECT id, isOnDisk FROM tracks WHERE title = 'Salt'")).toEqual([{ id: track?.id, isOnDisk: 0 }])
  expect(await scan()).toMatchObject({ failed: 1, missing: 1 })
  writeMusic(music, albumFiles('A', own, six))
  expect(await scan()).toMatchObject({ failed: 0, missing: 0 })
  expect(all("SELECT id, isOnDisk FROM tracks WHERE title = 'Salt'")).toEqual([{ id: track?.id, isOnDisk: 1 }])
  expect(wrongFigures(db)).toEqual([])
})

test.skipIf(!hasOrdinaryUsers)(`what the system refuses is listed and tried again, for its permission leaves no other trace${hasOrdinaryUsers ? '' : ' (skipped: Windows has no such modes)'}`, async () => {
  const { db, music, scan, all } = openScanBench()
  chmodSync(dirname(music), 0o755)
  writeMusic(music, { ...albumFiles('A', own, six), ...albumFiles('Closed', { ...own, album: 'Closed' }, six) })
  chmodSync(join(music, 'A', '01 Low Tide.flac'), 0)
  chmodSync(join(music, 'Closed'), 0)
  const first = await asOrdinaryUser(() => scan())
  expect(first).toMatchObject({ added: 5, failed: 2 })
  expect(all('SELECT name, reason FROM file_failures ORDER BY name')).toEqual([{ name: '01 Low Tide.flac', reason: 'permission' }, { name: 'Closed', reason: 'permission' }])
  chmodSync(join(music, 'A', '01 Low Tide.flac'), 0o644)
  chmodSync(join(music, 'Closed'), 0o755)
  expect(await asOrdinaryUser(() => scan())).toMatchObject({ added: 7, unchanged: 5, failed: 0 })
  chmodSync(join(music, 'Closed'), 0)
  expect(await asOrdinaryUser(() => scan())).toMatchObject({ unchanged: 6, failed: 1, missing: 6 })
  chmodSync(join(music, 'Closed'), 0o755)
  expect(await asOrdinaryUser(() => scan())).toMatchObject({ updated: 6, unchanged: 6, failed: 0, missing: 0 })
  expect(wrongFigures(db)).toEqual([])
})

test('lyrics beside the music are read with it and again when they change', async () => {
  const { music, scan, all } = openScanBench()
  writeMusic(music, albumFiles('A', { ...own, lyrics: 'embedded words' }, six.slice(0, 2)))
  writeFileSync(join(music, 'A', '01 Low Tide.lrc'), '[00:01.00]First\n[00:02.00]Second')
  await scan()
  const lyrics = () => all('SELECT f.name, source, isSynced, substr(text, 1, 15) AS text FROM lyrics JOIN files f ON f.id = fileId ORDER BY f.name')
  expect(lyrics()).toEqual([
    { name: '01 Low Tide.flac', source: 'sidecar', isSynced: 1, text: '[00:01.00]First' }, { name: '02 Salt.flac', source: 'embedded', isSynced: 0, text: 'embedded words' },
  ])
  expect(await scan()).toMatchObject({ unchanged: 2, updated: 0 })
  rmSync(join(music, 'A', '01 Low Tide.lrc'))
  await scan()
  expect(lyrics()).toMatchObject([{ source: 'embedded' }, { source: 'embedded' }])
})

test('a picture that comes, changes or goes beside the music makes the cover due, in a disc folder too', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, { ...albumFiles('A', own, six), ...albumFiles('Box/CD1', { ...own, album: 'Box', disc: 1 }, six) })
  await scan()
  const looked = () => db.prepare('UPDATE albums SET artworkCheckedAt = 1').run()
  const due = () => all<{ title: string }>('SELECT title FROM albums WHERE artworkCheckedAt IS NULL ORDER BY title').map(({ title }) => title)
  looked()
  await scan()
  expect(due()).toEqual([])
  writeFileSync(join(music, 'A', 'cover.jpg'), 'one')
  writeFileSync(join(music, 'A', 'back.jpg'), 'not a front')
  mkdirSync(join(music, 'A', 'Scans'))
  await scan()
  expect(due()).toEqual(['Blue Room'])
  looked()
  const { mtime } = statSync(join(music, 'A', 'cover.jpg'))
  writeFileSync(join(music, 'A', 'cover.jpg'), 'two')
  utimesSync(join(music, 'A', 'cover.jpg'), mtime, new Date(mtime.getTime() + 5_000))
  writeFileSync(join(music, 'Box', 'folder.png'), 'three')
  await scan()
  expect(due()).toEqual(['Blue Room', 'Box'])
  looked()
  rmSync(join(music, 'Box', 'folder.png'))
  expect(await scan()).toMatchObject({ unchanged: 12, updated: 0 })
  expect(due()).toEqual(['Box'])
})
