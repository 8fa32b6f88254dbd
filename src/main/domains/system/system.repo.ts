import type { ReadDb } from '#main/kernel/db/database.ts'

type StoredName = string | Uint8Array

/** The folder, directory and name of a file as stored: text, or bytes that are no text. */
export function findFilePath(db: ReadDb, fileId: number): StoredName[] | undefined {
  const select = `SELECT folder.path AS folder, directory.path AS directory, file.name AS name
    FROM files AS file JOIN directories AS directory ON directory.id = file.directoryId JOIN library_folders AS folder ON folder.id = directory.folderId WHERE file.id = ?`
  const row = db.prepare<[number], { folder: StoredName; directory: StoredName; name: StoredName }>(select).get(fileId)
  return row && [row.folder, row.directory, row.name]
}
