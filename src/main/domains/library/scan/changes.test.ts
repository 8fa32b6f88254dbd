import { copyFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { albumFiles, writeMusic } from '#tests/factories/audio-files.ts'
import { addPlay } from '#tests/factories/plays.ts'
import { openScanBench, wrongFigures } from '#tests/factories/scan.ts'

const own = { artist: 'Ana Ray', album: 'Blue Room' }
const six = ['Low Tide', 'Salt', 'Harbour', 'Night Ferry', 'Lantern', 'Home']
const six2 = ['Glass', 'Smoke', 'Wire', 'Rust', 'Bone', 'Ash']
const ids = 'SELECT f.id, f.trackId, t.albumId, f.editionId FROM files f JOIN tracks t ON t.id = f.trackId ORDER BY f.id'

async function shelf() {
  const bench = openScanBench()
  writeMusic(bench.music, { ...albumFiles('Ana Ray/Blue Room', own, six), ...albumFiles('Ana Ray/Second', { ...own, album: 'Second' }, six2) })
  await bench.scan()
  return { ...bench, at: (...parts: string[]) => join(bench.music, ...parts) }
}

test('only what has another size or time is read', async () => {
  const { db, scan, at, all } = await shelf()
  const before = all('SELECT id, readAt FROM files ORDER BY id')
  utimesSync(at('Ana Ray/Blue Room/01 Low Tide.flac'), 1_000, 1_000.123456)
  expect(await scan()).toMatchObject({ files: 12, updated: 1, unchanged: 11 })
  expect(all('SELECT id, readAt FROM files ORDER BY id').filter((row, index) => row.readAt !== before[index]?.readAt)).toHaveLength(1)
  expect(all("SELECT mtimeUs FROM files WHERE name = '01 Low Tide.flac'")).toEqual([{ mtimeUs: 1_000_123_456 }])
  expect(await scan({ isFull: true })).toMatchObject({ updated: 12, unchanged: 0 })
  expect(wrongFigures(db)).toEqual([])
})

test('files that are gone are missing, not deleted, and come back as they were', async () => {
  const { db, music, scan, at, all } = await shelf()
  const before = all(ids)
  renameSync(at('Ana Ray/Blue Room'), `${music} aside`)
  expect(await scan()).toMatchObject({ files: 6, unchanged: 6, missing: 6 })
  expect(all(ids)).toEqual(before)
  expect(all('SELECT title, trackCount FROM albums ORDER BY title')).toEqual([{ title: 'Blue Room', trackCount: 0 }, { title: 'Second', trackCount: 6 }])
  expect(all('SELECT albumCount, trackCount FROM artists')).toEqual([{ albumCount: 1, trackCount: 6 }])
  expect(wrongFigures(db)).toEqual([])
  renameSync(`${music} aside`, at('Ana Ray/Blue Room'))
  expect(await scan()).toMatchObject({ files: 12, updated: 6, unchanged: 6, missing: 0 })
  expect(all(ids)).toEqual(before)
  expect(wrongFigures(db)).toEqual([])
})

test.each(['gone', 'empty', 'a file'])('a library folder that is %s is missing with all its files until it is back', async (how) => {
  const { db, music, scan, all } = await shelf()
  const before = all(ids)
  renameSync(music, `${music} aside`)
  if (how === 'empty') mkdirSync(music)
  if (how === 'a file') writeFileSync(music, 'not a folder')
  expect(await scan()).toMatchObject({ files: 0, missing: 12 })
  expect(all('SELECT missingSince IS NOT NULL AS isMissing FROM library_folders')).toEqual([{ isMissing: 1 }])
  expect(all('SELECT count(*) AS n FROM tracks WHERE isOnDisk = 1')).toEqual([{ n: 0 }])
  expect(await scan()).toMatchObject({ missing: 12 })
  rmSync(music, { recursive: true, force: true })
  renameSync(`${music} aside`, music)
  expect(await scan()).toMatchObject({ files: 12, updated: 12, missing: 0 })
  expect(all('SELECT missingSince FROM library_folders')).toEqual([{ missingSince: null }])
  expect(all(ids)).toEqual(before)
  expect(wrongFigures(db)).toEqual([])
})

test('a moved and renamed file keeps its row, its track and its plays', async () => {
  const { db, scan, at, all } = await shelf()
  const before = all(ids)
  const [salt] = all<{ id: number; bestFileId: number }>("SELECT id, bestFileId FROM tracks WHERE title = 'Salt'")
  addPlay(db, { trackId: salt?.id ?? 0, fileId: salt?.bestFileId ?? 0, startedAt: 1 })
  mkdirSync(at('Elsewhere'))
  renameSync(at('Ana Ray/Blue Room/02 Salt.flac'), at('Elsewhere/another name.flac'))
  renameSync(at('Ana Ray/Second'), at('Second, moved'))
  expect(await scan()).toMatchObject({ files: 12, added: 0, updated: 7, unchanged: 5, missing: 0 })
  expect(all(ids)).toEqual(before)
  expect(all("SELECT name FROM files WHERE id = (SELECT fileId FROM listening_history) AND trackId = (SELECT trackId FROM heard_texts)")).toEqual([{ name: 'another name.flac' }])
  expect(all("SELECT plays FROM tracks WHERE title = 'Salt'")).toEqual([{ plays: 1 }])
  expect(all("SELECT path FROM directories ORDER BY path")).toEqual(['', 'Ana Ray', 'Ana Ray/Blue Room', 'Elsewhere', 'Second, moved'].map((path) => ({ path })))
  expect(wrongFigures(db)).toEqual([])
})

test('a file without tags keeps its track when it moves, although its name was its title', async () => {
  const { db, music, scan, at, all } = await shelf()
  writeMusic(music, { 'untagged.flac': { sound: 99 } })
  await scan()
  const [before] = all('SELECT id, trackId FROM files WHERE name = ?', 'untagged.flac')
  renameSync(at('untagged.flac'), at('Ana Ray/renamed.flac'))
  await scan()
  expect(all('SELECT f.id, f.trackId, t.title FROM files f JOIN tracks t ON t.id = f.trackId WHERE name = ?', 'renamed.flac')).toEqual([{ ...before, title: 'renamed' }])
  expect(wrongFigures(db)).toEqual([])
})

test('a copy of a file that is still there is no move', async () => {
  const { db, scan, at, all } = await shelf()
  const before = all(ids)
  copyFileSync(at('Ana Ray/Blue Room/02 Salt.flac'), at('Ana Ray/copy.flac'))
  expect(await scan()).toMatchObject({ files: 13, added: 1, unchanged: 12 })
  expect(all(ids).slice(0, 12)).toEqual(before)
  expect(all("SELECT count(*) AS n FROM files WHERE trackId = (SELECT id FROM tracks WHERE title = 'Salt')")).toEqual([{ n: 2 }])
  expect(wrongFigures(db)).toEqual([])
})

test('what could be one of several is offered, not joined, and a refusal is remembered', async () => {
  const { db, scan, at, all } = await shelf()
  copyFileSync(at('Ana Ray/Blue Room/02 Salt.flac'), at('Ana Ray/twin.flac'))
  await scan()
  rmSync(at('Ana Ray/twin.flac'))
  renameSync(at('Ana Ray/Blue Room/02 Salt.flac'), at('moved.flac'))
  expect(await scan()).toMatchObject({ added: 1, missing: 2 })
  expect(all('SELECT count(*) AS n FROM move_candidates')).toEqual([{ n: 2 }])
  db.prepare('UPDATE move_candidates SET isRejected = 1').run()
  await scan()
  expect(all('SELECT count(*) AS n FROM move_candidates WHERE isRejected = 0')).toEqual([{ n: 0 }])
  expect(wrongFigures(db)).toEqual([])
})

test('names that differ only in case or composition are the same file and the same folder', async () => {
  const { db, music, scan, at, all } = openBench()
  writeMusic(music, albumFiles('Sigur Rós', { artist: 'Sigur Rós', album: 'Blue Room' }, ['Ágætis', 'Salt']))
  await scan()
  const before = all(ids)
  renameSync(at('Sigur Rós'), at('sigur rós'.normalize('NFD')))
  renameSync(at('sigur rós'.normalize('NFD'), '01 Ágætis.flac'), at('sigur rós'.normalize('NFD'), '01 ÁGÆTIS.flac'.normalize('NFD')))
  expect(await scan()).toMatchObject({ files: 2, added: 0, updated: 1, unchanged: 1, missing: 0 })
  expect(all(ids)).toEqual(before)
  expect(all('SELECT d.path, f.name FROM files f JOIN directories d ON d.id = f.directoryId ORDER BY f.id')).toEqual([
    { path: 'sigur rós'.normalize('NFD'), name: '01 ÁGÆTIS.flac'.normalize('NFD') }, { path: 'sigur rós'.normalize('NFD'), name: '02 Salt.flac' },
  ])
  expect(wrongFigures(db)).toEqual([])
})

function openBench() {
  const bench = openScanBench()
  return { ...bench, at: (...parts: string[]) => join(bench.music, ...parts) }
}

test('a folder that lies elsewhere now keeps every id', async () => {
  const { db, music, scan, all } = await shelf()
  const before = all(ids)
  renameSync(music, `${music} on another drive`)
  db.prepare('UPDATE library_folders SET path = ?').run(`${music} on another drive`)
  expect(await scan()).toMatchObject({ files: 12, unchanged: 12, missing: 0 })
  expect(all(ids)).toEqual(before)
})

test('only touched directories are looked at when a scan is told so, new folders in them whole', async () => {
  const { db, music, scan, at, all } = await shelf()
  writeMusic(music, { ...albumFiles('Ana Ray/Third/CD1', { ...own, album: 'Third', disc: 1 }, six), ...albumFiles('Other/Album', { ...own, album: 'Other' }, six), 'Ana Ray/loose.flac': { title: 'Loose' } })
  rmSync(at('Ana Ray/Second/01 Glass.flac'))
  expect(await scan({ folderIds: [1], only: [{ folderId: 1, directories: ['Ana Ray'], trees: [] }] })).toMatchObject({ added: 7, missing: 0 })
  expect(all('SELECT title FROM albums ORDER BY title')).toEqual([{ title: 'Blue Room' }, { title: 'Second' }, { title: 'Third' }])
  expect(await scan({ folderIds: [1], only: [{ folderId: 1, directories: ['Ana Ray/Second'], trees: [] }] })).toMatchObject({ added: 0, missing: 1 })
  renameSync(at('Ana Ray/Blue Room'), at('Renamed'))
  expect(await scan({ folderIds: [1], only: [{ folderId: 1, directories: ['', 'Ana Ray'], trees: [] }] })).toMatchObject({ missing: 1 })
  expect(all("SELECT title, trackCount FROM albums WHERE title IN ('Blue Room', 'Other') ORDER BY title")).toEqual([{ title: 'Blue Room', trackCount: 6 }, { title: 'Other', trackCount: 6 }])
  expect(wrongFigures(db)).toEqual([])
})
