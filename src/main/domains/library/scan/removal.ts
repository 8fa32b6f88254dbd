// Takes rows of files away for good, because a person said so. What has plays or a person's marks stays without files.
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Steps } from '../identity/catalogue-writer.ts'
import { leaveAlbum, leaveEdition, leaveTrack } from '../identity/settle.ts'
import type { Touched } from '../identity/touched.ts'

type FileRow = { directoryId: number; trackId: number | null; editionId: number | null; albumId: number | null }

/** Removes one file's row with what only it needed. Returns the directory it lay in. */
export function forgetFile(db: WriteDb, fileId: number, touched: Touched): number | undefined {
  const file = db.prepare<[number], FileRow>('SELECT f.directoryId, f.trackId, f.editionId, e.albumId FROM files f LEFT JOIN editions e ON e.id = f.editionId WHERE f.id = ?').get(fileId)
  if (!file) return undefined
  db.prepare<[number], never>('DELETE FROM files WHERE id = ?').run(fileId)
  if (file.trackId !== null) {
    leaveTrack(db, file.trackId, null, touched)
    touched.trackIds.add(file.trackId)
  }
  if (file.editionId !== null) leaveEdition(db, file.editionId, touched)
  if (file.albumId !== null) leaveAlbum(db, file.albumId, null, touched)
  return file.directoryId
}

/** Every row of a library folder, the folder last: interrupted, it is still there and can be removed again. */
export function* removeFolderRows(db: WriteDb, folderId: number, touched: Touched, onStep: (done: number) => void): Steps {
  const filesIn = db.prepare<[number], number>('SELECT id FROM files WHERE directoryId = ?').pluck()
  const drop = db.prepare<[number], never>('DELETE FROM directories WHERE id = ?')
  const directories = db.prepare<[number], number>('SELECT id FROM directories WHERE folderId = ? ORDER BY length(path) DESC, id DESC').pluck().all(folderId)
  let done = 0
  for (const directoryId of directories) {
    for (const fileId of filesIn.all(directoryId)) {
      forgetFile(db, fileId, touched)
      onStep(++done)
      yield
    }
    drop.run(directoryId)
    yield
  }
  db.prepare<[number], never>('DELETE FROM library_folders WHERE id = ?').run(folderId)
}
