import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { silentLog } from '#main/kernel/log.ts'
import { rawName, storedName } from '#main/domains/library/scan/disk-name.ts'
import type { StoredName } from '#main/domains/library/scan/disk-name.ts'
import type { ScanReport } from '#main/domains/library/scan/progress.ts'
import { readForLibrary } from '#main/domains/library/scan/read-for-library.ts'
import { scanLibrary } from '#main/domains/library/scan/scan.ts'
import type { ScanDeps, ScanRequest, ScanResult } from '#main/domains/library/scan/scan.ts'
import type { TagPool } from '#main/domains/library/scan/tag-pool.ts'
import { manualClock, openTestLibrary, temporaryFolder } from './library.ts'
import type { ManualClock } from './library.ts'

/** Reads tags on the calling thread. */
export const inlinePool: TagPool = { size: 1, read: (files) => Promise.all(files.map(readForLibrary)), close: () => undefined }

/** A library with one music folder, and a scanner over it on this thread. */
export type ScanBench = {
  db: WriteDb & { path: string }
  clock: ManualClock
  /** The music folder; it exists. */
  music: string
  addFolder(path: string): number
  /** Scans all folders, or as told; a minute passes before. */
  scan(request?: Partial<ScanRequest>, deps?: Partial<ScanDeps>): Promise<ScanResult>
  /** Rows of any query. */
  all<Row = Record<string, unknown>>(sql: string, ...values: (string | number | null)[]): Row[]
}

/** Opens a library and its music folder, both gone after the test. */
export function openScanBench(): ScanBench {
  const folder = temporaryFolder()
  const db = openTestLibrary()
  const clock = manualClock()
  const music = join(folder, 'Music')
  mkdirSync(music)
  const addFolder = (path: string): number => Number(db.prepare<[StoredName, number], never>('INSERT INTO library_folders (path, addedAt) VALUES (?, ?)').run(storedName(Buffer.from(path).toString('latin1')), clock.now()).lastInsertRowid)
  addFolder(music)
  const controller = new AbortController()
  onTestFinished(() => controller.abort())
  return {
    db,
    clock,
    music,
    addFolder,
    scan: (request = {}, deps = {}) => {
      clock.advance(60_000)
      const folderIds = request.folderIds ?? db.prepare<[], number>('SELECT id FROM library_folders ORDER BY id').pluck().all()
      return scanLibrary(
        { db, clock, log: silentLog, pool: inlinePool, throwIfAborted: () => controller.signal.throwIfAborted(), onProgress: () => undefined, onWritten: () => undefined, ...deps },
        { isFull: false, ...request, folderIds },
      )
    },
    all: <Row>(sql: string, ...values: (string | number | null)[]) => db.prepare<(string | number | null)[], Row>(sql).all(...values),
  }
}

/** What a scan told, phase by phase. */
export function recordReports(): { reports: ScanReport[]; onProgress: (report: ScanReport) => void } {
  const reports: ScanReport[] = []
  return { reports, onProgress: (report) => reports.push(report) }
}

type Grouped = { path: StoredName; name: StoredName; trackId: number; editionId: number | null; albumId: number | null }

/** Which files lie together, without ids: the files of each album, edition and track, by their paths. */
export function groupingOf(db: WriteDb): { albums: string[][]; editions: string[][]; tracks: string[][] } {
  const rows = db
    .prepare<[], Grouped>('SELECT d.path, f.name, f.trackId, f.editionId, t.albumId FROM files f JOIN directories d ON d.id = f.directoryId LEFT JOIN tracks t ON t.id = f.trackId')
    .all()
  const groups = (idOf: (row: Grouped) => number | null): string[][] =>
    [...Map.groupBy(rows.filter((row) => idOf(row) !== null), idOf).values()].map((group) => group.map(({ path, name }) => `${rawName(path)}/${rawName(name)}`).sort()).sort((one, other) => (one.join() < other.join() ? -1 : 1))
  return { albums: groups(({ albumId }) => albumId), editions: groups(({ editionId }) => editionId), tracks: groups(({ trackId }) => trackId) }
}

/** What only holds once a scan has come to its end. */
const tidyAtTheEnd = ['directories that are empty', 'directories that wait for grouping']

/**
 * Everything that is derived, counted again the slow way; empty when every stored figure is right. While a scan runs, or
 * after it was interrupted, directories may be there whose files are not yet.
 */
export function wrongFigures(db: WriteDb, { isInterrupted = false } = {}): string[] {
  const checks: Record<string, string> = {
    'tracks whose presence is wrong': 'SELECT id FROM tracks t WHERE isOnDisk <> EXISTS (SELECT 1 FROM files WHERE trackId = t.id AND missingSince IS NULL)',
    'tracks whose best file is wrong': 'SELECT id FROM tracks t WHERE bestFileId IS NOT (SELECT id FROM files WHERE trackId = t.id AND missingSince IS NULL ORDER BY isLossless DESC, coalesce(bitsPerSample, 0) DESC, coalesce(sampleRate, 0) DESC, coalesce(bitrate, 0) DESC, id LIMIT 1)',
    'tracks with the quality of another file': 'SELECT t.id FROM tracks t LEFT JOIN files f ON f.id = t.bestFileId WHERE t.codec IS NOT f.codec OR t.isLossless IS NOT f.isLossless OR t.bitrate IS NOT f.bitrate',
    'albums with a wrong number of tracks': 'SELECT id FROM albums a WHERE trackCount <> (SELECT count(*) FROM tracks WHERE albumId = a.id AND isOnDisk = 1)',
    'albums with a wrong length': 'SELECT id FROM albums a WHERE durationMs <> (SELECT coalesce(sum(durationMs), 0) FROM tracks WHERE albumId = a.id AND isOnDisk = 1)',
    'albums with a wrong number of files': 'SELECT id FROM albums a WHERE (fileCount, fileBytes) <> (SELECT count(*), coalesce(sum(size), 0) FROM files f JOIN editions e ON e.id = f.editionId WHERE e.albumId = a.id AND f.missingSince IS NULL)',
    'albums with a wrong number of editions': 'SELECT id FROM albums a WHERE editionCount <> (SELECT count(*) FROM editions WHERE albumId = a.id)',
    'artists with a wrong number of tracks': 'SELECT id FROM artists a WHERE trackCount <> (SELECT count(DISTINCT t.id) FROM track_artists c JOIN tracks t ON t.id = c.trackId WHERE c.artistId = a.id AND t.isOnDisk = 1)',
    'artists with a wrong number of albums': 'SELECT id FROM artists a WHERE albumCount <> (SELECT count(DISTINCT b.id) FROM album_artists c JOIN albums b ON b.id = c.albumId WHERE c.artistId = a.id AND b.trackCount > 0)',
    'files without a track': 'SELECT id FROM files WHERE trackId IS NULL',
    'files whose edition is of another album than their track': 'SELECT f.id FROM files f JOIN tracks t ON t.id = f.trackId LEFT JOIN editions e ON e.id = f.editionId WHERE e.albumId IS NOT t.albumId',
    'tracks of an edition that has no file of theirs': "SELECT p.trackId FROM edition_tracks p JOIN editions e ON e.id = p.editionId WHERE e.kind = 'digital' AND NOT EXISTS (SELECT 1 FROM files WHERE trackId = p.trackId AND editionId = p.editionId)",
    'files their edition does not place': 'SELECT f.id FROM files f WHERE f.editionId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM edition_tracks WHERE editionId = f.editionId AND trackId = f.trackId)',
    'editions without files': "SELECT id FROM editions e WHERE kind = 'digital' AND NOT EXISTS (SELECT 1 FROM files WHERE editionId = e.id)",
    'tracks nobody needs': 'SELECT id FROM tracks t WHERE plays + skips = 0 AND rating IS NULL AND lovedAt IS NULL AND mergedIntoId IS NULL AND NOT EXISTS (SELECT 1 FROM files WHERE trackId = t.id)',
    'albums nobody needs': 'SELECT id FROM albums a WHERE plays = 0 AND rating IS NULL AND lovedAt IS NULL AND mergedIntoId IS NULL AND NOT EXISTS (SELECT 1 FROM tracks WHERE albumId = a.id)',
    'artists nobody names': 'SELECT id FROM artists a WHERE plays = 0 AND NOT EXISTS (SELECT 1 FROM track_artists WHERE artistId = a.id) AND NOT EXISTS (SELECT 1 FROM album_artists WHERE artistId = a.id)',
    'genres nobody has': 'SELECT id FROM genres g WHERE NOT EXISTS (SELECT 1 FROM track_genres WHERE genreId = g.id) AND NOT EXISTS (SELECT 1 FROM album_genres WHERE genreId = g.id)',
    'directories that are empty': "SELECT id FROM directories d WHERE path <> '' AND NOT EXISTS (SELECT 1 FROM files WHERE directoryId = d.id) AND NOT EXISTS (SELECT 1 FROM file_failures WHERE directoryId = d.id) AND NOT EXISTS (SELECT 1 FROM directories WHERE parentId = d.id)",
    'directories that wait for grouping': 'SELECT directoryId FROM directories_to_group',
  }
  return Object.entries(checks).flatMap(([what, sql]) => {
    if (isInterrupted && tidyAtTheEnd.includes(what)) return []
    const ids = db.prepare<[], number>(sql).pluck().all()
    return ids.length > 0 ? [`${what}: ${ids.slice(0, 5).join(', ')}`] : []
  })
}
