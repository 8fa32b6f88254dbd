import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '#main/kernel/db/database.ts'
import { mapSqliteError } from '#main/kernel/db/sqlite-errors.ts'
import { expect, onTestFinished, test } from 'vitest'
import { albumFiles, writeMusic } from '#tests/factories/audio-files.ts'
import type { MusicTags } from '#tests/factories/audio-files.ts'
import { inlinePool, openScanBench, recordReports, wrongFigures } from '#tests/factories/scan.ts'
import type { TagPool } from './tag-pool.ts'

const songs = Array.from({ length: 10 }, (_, index) => `Song ${index}`)
const albums = (count: number): Record<string, MusicTags> =>
  Object.assign({}, ...Array.from({ length: count }, (_, index) => albumFiles(`Artist ${index % 7}/Album ${String(index).padStart(3, '0')}`, { artist: `Artist ${index % 7}`, album: `Album ${index}`, genre: [`Genre ${index % 5}`] }, songs))) as Record<string, MusicTags>

/** Does something once so many files have been asked for. */
function interrupted(after: number, act: () => void): TagPool {
  let asked = 0
  return {
    ...inlinePool,
    read: (files) => {
      const before = asked
      asked += files.length
      if (before < after && asked >= after) act()
      return inlinePool.read(files)
    },
  }
}

test('albums appear whole while it runs, and every figure is right after every transaction', async () => {
  const { db, music, scan } = openScanBench()
  writeMusic(music, albums(40))
  const beside = openDatabase({ path: db.path, isReadOnly: true })
  onTestFinished(() => beside.close())
  const seen: { albums: number; files: number }[] = []
  const wrong: string[] = []
  await scan({}, {
    onWritten: () => {
      const { albums: found, files } = beside.sqlite.prepare<[], { albums: number; files: number }>('SELECT (SELECT count(*) FROM albums WHERE trackCount = 10) AS albums, (SELECT count(*) FROM files) AS files').get() ?? { albums: 0, files: 0 }
      seen.push({ albums: found, files })
      if (seen.length % 5 === 0) wrong.push(...wrongFigures(db, { isInterrupted: true }))
    },
  })
  expect(wrong).toEqual([])
  expect(seen.some((each) => each.albums > 0 && each.albums < 40)).toBe(true)
  expect(seen.at(-1)).toEqual({ albums: 40, files: 400 })
})

test('whoever waits for the library gets to write between two of its transactions', async () => {
  const { db, music, scan } = openScanBench()
  writeMusic(music, albums(40))
  const other = openDatabase({ path: db.path })
  onTestFinished(() => other.close())
  const turns: string[] = []
  const write = (): void => {
    other.transaction(() => other.prepare('UPDATE library_folders SET rescanMinutes = coalesce(rescanMinutes, 0) + 1').run())
    turns.push('other')
  }
  // Who waits looks again a millisecond later.
  const waiting: Promise<void>[] = []
  await scan({}, { onWritten: () => (turns.push('scan'), void waiting.push(wait(1).then(write))) })
  await Promise.all(waiting)
  expect(turns.length).toBeGreaterThan(8)
  // Once may be: a timer that an earlier scan left can end the first pause.
  expect(turns.filter((turn, index) => turn === 'scan' && turns[index + 1] === 'scan').length).toBeLessThan(2)
})

test('it tells what it does: phases in order, counts that grow, the total once everything was counted, a rate and the time left', async () => {
  const { music, scan } = openScanBench()
  writeMusic(music, albums(60))
  const { reports, onProgress } = recordReports()
  let readings = 0
  // Slow enough for a rate to be measured, without waiting for the clock.
  const slow: TagPool = { ...inlinePool, read: async (files) => { for (const until = performance.now() + 12; performance.now() < until; ); readings++; return inlinePool.read(files) } }
  await scan({}, { onProgress, pool: slow })
  expect(readings).toBeGreaterThan(10)
  const phases = reports.map(({ phase }) => phase)
  expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual(['counting', 'reading', 'removing', 'finishing'])
  const reading = reports.filter(({ phase }) => phase === 'reading')
  expect(reading.every(({ total }) => total === 600)).toBe(true)
  expect(reading.some(({ ratePerSecond, remainingMs, done }) => (ratePerSecond ?? 0) > 0 && remainingMs !== null && done < 600)).toBe(true)
  expect(reports.map(({ added }) => added)).toEqual(reports.map(({ added }) => added).toSorted((one, other) => one - other))
})

test('cancelled, it stops soon, keeps what was written, and the next scan does the rest', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albums(60))
  const controller = new AbortController()
  await expect(scan({}, { pool: interrupted(200, () => controller.abort()), throwIfAborted: () => controller.signal.throwIfAborted() })).rejects.toMatchObject({ name: 'AbortError' })
  const [kept] = all<{ files: number }>('SELECT count(*) AS files FROM files')
  expect(kept?.files).toBeLessThan(600)
  expect(wrongFigures(db, { isInterrupted: true })).toEqual([])
  expect(await scan()).toMatchObject({ files: 600, unchanged: kept?.files, added: 600 - (kept?.files ?? 0) })
  expect(all('SELECT count(*) AS n FROM albums WHERE trackCount = 10')).toEqual([{ n: 60 }])
  expect(wrongFigures(db)).toEqual([])
})

test('a folder that vanishes while it is scanned is missing, and nothing in it counts as bad', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albums(40))
  await scan({}, { pool: interrupted(120, () => renameSync(music, `${music} aside`)) })
  expect(all('SELECT count(*) AS n FROM file_failures')).toEqual([{ n: 0 }])
  expect(all('SELECT count(*) AS n FROM files WHERE missingSince IS NULL')).toEqual([{ n: 0 }])
  expect(all('SELECT missingSince IS NOT NULL AS isMissing, scannedAt FROM library_folders')).toEqual([{ isMissing: 1, scannedAt: null }])
  renameSync(`${music} aside`, music)
  expect(await scan()).toMatchObject({ files: 400, failed: 0, missing: 0 })
  expect(wrongFigures(db)).toEqual([])
})

test('an album that vanishes while it is scanned is simply not there', async () => {
  const { db, music, scan } = openScanBench()
  writeMusic(music, albums(40))
  expect(await scan({}, { pool: interrupted(50, () => rmSync(join(music, 'Artist 6'), { recursive: true })) })).toMatchObject({ failed: 0, missing: 0, added: 350 })
  expect(wrongFigures(db)).toEqual([])
})

test('a full disk stops it with a clear sentence; what was written is kept and the next scan goes on', async () => {
  const { db, music, scan, all } = openScanBench()
  writeMusic(music, albums(60))
  db.sqlite.pragma(`max_page_count = ${(db.sqlite.pragma('page_count', { simple: true }) as number) + 120}`)
  const failure = await scan().then(() => undefined, (error: unknown) => mapSqliteError(error, db.path))
  expect(failure).toMatchObject({ code: 'disk-full', message: expect.stringContaining('no room') })
  const [kept] = all<{ files: number }>('SELECT count(*) AS files FROM files')
  expect(kept?.files).toBeGreaterThan(0)
  expect(db.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(wrongFigures(db, { isInterrupted: true })).toEqual([])
  db.sqlite.pragma('max_page_count = 1000000')
  expect(await scan()).toMatchObject({ files: 600, unchanged: kept?.files })
  expect(wrongFigures(db)).toEqual([])
})

test('several folders are scanned one after the other, and a file moved between them keeps its row', async () => {
  const { music, scan, all, addFolder } = openScanBench()
  const second = `${music} 2`
  mkdirSync(second)
  addFolder(second)
  writeMusic(music, { ...albums(2), 'loose.flac': { sound: 9 } })
  expect(await scan()).toMatchObject({ files: 21 })
  const before = all("SELECT id, trackId FROM files WHERE name = 'loose.flac'")
  renameSync(join(music, 'loose.flac'), join(second, 'loose.flac'))
  expect(await scan()).toMatchObject({ files: 21, updated: 1, missing: 0 })
  expect(all("SELECT f.id, f.trackId FROM files f JOIN directories d ON d.id = f.directoryId WHERE d.folderId = 2")).toEqual(before)
})
