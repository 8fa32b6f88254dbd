import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { FailureReason } from '#shared/contract/library.contract.ts'
import type { Told } from '#shared/messages/say.ts'
import { refreshTracks } from '../identity/settle.ts'
import type { Touched } from '../identity/touched.ts'
import type { StoredName } from './disk-name.ts'

/** A library folder as the scanner needs it. */
export type FolderRow = { id: number; path: StoredName; scannedAt: number | null; missingSince: number | null }

export function listFolders(db: ReadDb): FolderRow[] {
  return db.prepare<[], FolderRow>('SELECT id, path, scannedAt, missingSince FROM library_folders ORDER BY id').all()
}

export function hasFiles(db: ReadDb, folderId: number): boolean {
  return db.prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM directories d JOIN files f ON f.directoryId = d.id WHERE d.folderId = ?)').pluck().get(folderId) === 1
}

export function countMissing(db: ReadDb, folderId: number): number {
  return db.prepare<[number], number>('SELECT count(*) FROM files f JOIN directories d ON d.id = f.directoryId WHERE d.folderId = ? AND f.missingSince IS NOT NULL').pluck().get(folderId) ?? 0
}

/** Present files of a directory. */
export function presentFiles(db: ReadDb, directoryId: number): number[] {
  return db.prepare<[number], number>('SELECT id FROM files WHERE directoryId = ? AND missingSince IS NULL').pluck().all(directoryId)
}

export function presentFilesOfFolder(db: ReadDb, folderId: number): number[] {
  return db.prepare<[number], number>('SELECT f.id FROM files f JOIN directories d ON d.id = f.directoryId WHERE d.folderId = ? AND f.missingSince IS NULL').pluck().all(folderId)
}

/** Directories an interrupted run left for grouping. */
export function directoriesToGroup(db: ReadDb): number[] {
  return db.prepare<[], number>('SELECT directoryId FROM directories_to_group').pluck().all()
}

/** Sets or clears `missingSince`, file by file, with what follows for its track. */
export function* setMissing(db: WriteDb, fileIds: Iterable<number>, missingSince: number | null, touched: Touched): Generator<void, void, void> {
  const update = db.prepare<[number | null, number, number | null], never>('UPDATE files SET missingSince = ? WHERE id = ? AND missingSince IS NOT ?')
  const trackOf = db.prepare<[number], number | null>('SELECT trackId FROM files WHERE id = ?').pluck()
  for (const id of fileIds) {
    if (update.run(missingSince, id, missingSince).changes === 0) continue
    const trackId = trackOf.get(id)
    if (trackId) refreshTracks(db, [trackId], touched)
    yield
  }
}

/** A file that could not be read, or a directory that could not be looked into. */
export type Failure = { directoryId: number; name: StoredName; size: number; mtimeUs: number; reason: FailureReason; told: Told }

export function writeFailure(db: WriteDb, { directoryId, name, size, mtimeUs, reason, told }: Failure, now: number): void {
  db.prepare<[number, StoredName, number, number, string, string, number], never>(
    `INSERT INTO file_failures (directoryId, name, size, mtimeUs, reason, toldJson, failedAt) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (directoryId, name) DO UPDATE SET size = excluded.size, mtimeUs = excluded.mtimeUs, reason = excluded.reason, toldJson = excluded.toldJson, failedAt = excluded.failedAt`,
  ).run(directoryId, name, size, mtimeUs, reason, JSON.stringify(told), now)
}

export function dropFailure(db: WriteDb, directoryId: number, name: StoredName): void {
  db.prepare<[number, StoredName], never>('DELETE FROM file_failures WHERE directoryId = ? AND name = ?').run(directoryId, name)
}

export function dropFailuresIn(db: WriteDb, directoryId: number): void {
  db.prepare<[number], never>('DELETE FROM file_failures WHERE directoryId = ?').run(directoryId)
}

/** Albums with files in a directory, or in disc folders in it, look for their cover again. */
export function artworkIsDue(db: WriteDb, directoryId: number): void {
  db.prepare<[{ id: number }], never>(
    'UPDATE albums SET artworkCheckedAt = NULL WHERE id IN (SELECT e.albumId FROM directories d JOIN files f ON f.directoryId = d.id JOIN editions e ON e.id = f.editionId WHERE d.id = $id OR d.parentId = $id)',
  ).run({ id: directoryId })
}

export function folderIsMissing(db: WriteDb, folderId: number, now: number): void {
  db.prepare<[number, number], never>('UPDATE library_folders SET missingSince = ? WHERE id = ? AND missingSince IS NULL').run(now, folderId)
}

export function folderIsBack(db: WriteDb, folderId: number): void {
  db.prepare<[number], never>('UPDATE library_folders SET missingSince = NULL WHERE id = ? AND missingSince IS NOT NULL').run(folderId)
}

export function folderIsScanned(db: WriteDb, folderId: number, at: number): void {
  db.prepare<[number, number], never>('UPDATE library_folders SET scannedAt = ? WHERE id = ?').run(at, folderId)
}

/** Those of these directories, and of the ones above them, that hold nothing any more. */
export function* dropEmptyDirectories(db: WriteDb, directoryIds: Iterable<number>): Generator<void, void, void> {
  const drop = db.prepare<[{ id: number }], number | null>(
    `DELETE FROM directories WHERE id = $id AND path <> '' AND NOT EXISTS (SELECT 1 FROM files WHERE directoryId = $id) AND NOT EXISTS (SELECT 1 FROM file_failures WHERE directoryId = $id)
      AND NOT EXISTS (SELECT 1 FROM directories below WHERE below.parentId = $id) RETURNING parentId`,
  ).pluck()
  for (const directoryId of directoryIds) {
    for (let id: number | null | undefined = directoryId; id; id = drop.get({ id })) yield
  }
}

export function dropUnusedGenres(db: WriteDb): void {
  db.prepare<[], never>('DELETE FROM genres WHERE NOT EXISTS (SELECT 1 FROM track_genres WHERE genreId = genres.id) AND NOT EXISTS (SELECT 1 FROM album_genres WHERE genreId = genres.id)').run()
}
