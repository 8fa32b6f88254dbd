import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { StoredName } from './scan/disk-name.ts'

export function listFolderPaths(db: ReadDb): { id: number; path: StoredName }[] {
  return db.prepare<[], { id: number; path: StoredName }>('SELECT id, path FROM library_folders ORDER BY id').all()
}

export function insertFolder(db: WriteDb, folder: { path: StoredName; isNetwork: boolean; addedAt: number }): number {
  const { lastInsertRowid } = db
    .prepare<[StoredName, number, number, number], never>('INSERT INTO library_folders (path, addedAt, isNetwork, isWatched) VALUES (?, ?, ?, ?)')
    .run(folder.path, folder.addedAt, Number(folder.isNetwork), Number(!folder.isNetwork))
  return Number(lastInsertRowid)
}

export function updateFolderPath(db: WriteDb, id: number, path: StoredName): void {
  db.prepare<[StoredName, number], never>('UPDATE library_folders SET path = ?, missingSince = NULL WHERE id = ?').run(path, id)
}

export function updateFolderWatching(db: WriteDb, id: number, { isWatched, rescanMinutes }: { isWatched?: boolean | undefined; rescanMinutes?: number | null | undefined }): void {
  if (isWatched !== undefined) db.prepare<[number, number], never>('UPDATE library_folders SET isWatched = ? WHERE id = ?').run(Number(isWatched), id)
  if (rescanMinutes !== undefined) db.prepare<[number | null, number], never>('UPDATE library_folders SET rescanMinutes = ? WHERE id = ?').run(rescanMinutes, id)
}

/** Files spread over a folder, for looking whether they lie at another place. */
export function sampleFiles(db: ReadDb, folderId: number, count: number): { directory: StoredName; name: StoredName; size: number }[] {
  return db
    .prepare<[number, number], { directory: StoredName; name: StoredName; size: number }>(
      'SELECT directories.path AS directory, files.name, files.size FROM directories JOIN files ON files.directoryId = directories.id WHERE directories.folderId = ? ORDER BY (files.id * 2654435761) % 4294967296 LIMIT ?',
    )
    .all(folderId, count)
}
