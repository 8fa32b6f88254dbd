import type { ReadDb } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import { AppError } from '#shared/errors.ts'
import { readTold, say } from '#shared/messages/say.ts'
import type { FailureReason } from '#shared/contract/library.contract.ts'
import { shownName } from './scan/disk-name.ts'
import type { StoredName } from './scan/disk-name.ts'

type Stretch = { offset: number; limit: number }
type Placed = { folder: StoredName; directory: StoredName; name: StoredName }

const placed = 'JOIN directories ON directories.id = files.directoryId JOIN library_folders ON library_folders.id = directories.folderId'
const placeColumns = 'library_folders.path AS folder, directories.path AS directory, files.name AS name'

/** A path for a person. */
export function shownPath({ folder, directory, name }: Placed): string {
  return [folder, directory, name].map(shownName).filter((part) => part !== '').join('/')
}

type FolderRow = { id: number; path: StoredName; files: number; missing: number; failures: number; addedAt: number; scannedAt: number | null; missingSince: number | null; isWatched: number; isNetwork: number; rescanMinutes: number | null }

/** The folders of the library with what lies in them. */
export const folders = defineRead('library.folders', (db, folderId: number | null) =>
  db
    .prepare<[{ folderId: number | null }], FolderRow>(
      `SELECT library_folders.id, library_folders.path, addedAt, scannedAt, missingSince, isWatched, isNetwork, rescanMinutes,
         (SELECT count(*) FROM directories JOIN files ON files.directoryId = directories.id WHERE directories.folderId = library_folders.id AND files.missingSince IS NULL) AS files,
         (SELECT count(*) FROM directories JOIN files ON files.directoryId = directories.id WHERE directories.folderId = library_folders.id AND files.missingSince IS NOT NULL) AS missing,
         (SELECT count(*) FROM directories JOIN file_failures ON file_failures.directoryId = directories.id WHERE directories.folderId = library_folders.id) AS failures
       FROM library_folders WHERE @folderId IS NULL OR library_folders.id = @folderId ORDER BY library_folders.id`,
    )
    .all({ folderId })
    .map((row) => ({ ...row, path: shownName(row.path), isWatched: row.isWatched === 1, isNetwork: row.isNetwork === 1 })),
)

/** Files that could not be read, of all folders or of some. */
export const failures = defineRead('library.failures', (db, { offset, limit, folderIds }: Stretch & { folderIds?: readonly number[] | undefined }) => {
  const only = folderIds ? JSON.stringify(folderIds) : null
  const where = 'WHERE @only IS NULL OR directories.folderId IN (SELECT value FROM json_each(@only))'
  const from = `FROM file_failures AS files ${placed} ${where}`
  const total = db.prepare<[{ only: string | null }], { count: number }>(`SELECT count(*) AS count ${from}`).get({ only })?.count ?? 0
  const items = db
    .prepare<[{ only: string | null; limit: number; offset: number }], Placed & { id: number; reason: FailureReason; toldJson: string; failedAt: number }>(
      `SELECT files.id, reason, toldJson, failedAt, ${placeColumns} ${from} ORDER BY library_folders.id, directories.path, files.name LIMIT @limit OFFSET @offset`,
    )
    .all({ only, limit, offset })
    .map((row) => ({ id: row.id, path: shownPath(row), reason: row.reason, told: readTold(row.toldJson) ?? say`The file could not be read.`, failedAt: row.failedAt }))
  return { total, items }
})

/** Files that were there and are not, newest first. */
export const missing = defineRead('library.missing', (db, { offset, limit }: Stretch) => ({
  total: db.prepare<[], { count: number }>('SELECT count(*) AS count FROM files WHERE missingSince IS NOT NULL').get()?.count ?? 0,
  items: db
    .prepare<[number, number], Placed & { id: number; title: string | null; artist: string | null; missingSince: number }>(
      `SELECT files.id, files.title, files.artistText AS artist, files.missingSince, ${placeColumns} FROM files ${placed}
       WHERE files.missingSince IS NOT NULL ORDER BY files.missingSince DESC, files.id LIMIT ? OFFSET ?`,
    )
    .all(limit, offset)
    .map((row) => ({ id: row.id, path: shownPath(row), title: row.title, artist: row.artist, missingSince: row.missingSince })),
}))

/** New files that could be missing ones. */
export const moveCandidates = defineRead('library.moveCandidates', (db, { offset, limit }: Stretch) => {
  const place = (fileId: number) => db.prepare<[number], Placed>(`SELECT ${placeColumns} FROM files ${placed} WHERE files.id = ?`).get(fileId)
  const items = db
    .prepare<[number, number], { newFileId: number; missingFileId: number; title: string | null; artist: string | null }>(
      `SELECT newFileId, missingFileId, files.title, files.artistText AS artist FROM move_candidates JOIN files ON files.id = newFileId
       WHERE isRejected = 0 ORDER BY newFileId, missingFileId LIMIT ? OFFSET ?`,
    )
    .all(limit, offset)
    .flatMap((row) => {
      const fresh = place(row.newFileId)
      const gone = place(row.missingFileId)
      return fresh && gone ? [{ ...row, newPath: shownPath(fresh), missingPath: shownPath(gone) }] : []
    })
  return { total: db.prepare<[], { count: number }>('SELECT count(*) AS count FROM move_candidates WHERE isRejected = 0').get()?.count ?? 0, items }
})

type DirectoryRow = { id: number; parentId: number | null; folderId: number; path: StoredName; folder: StoredName }

function pathTo(db: ReadDb, directory: DirectoryRow): { id: number; name: string }[] {
  const steps: { id: number; name: string }[] = []
  const find = db.prepare<[number], DirectoryRow>('SELECT directories.id, parentId, folderId, directories.path, library_folders.path AS folder FROM directories JOIN library_folders ON library_folders.id = folderId WHERE directories.id = ?')
  for (let at: DirectoryRow | undefined = directory; at; at = at.parentId === null ? undefined : find.get(at.parentId)) {
    const path = shownName(at.path)
    steps.unshift({ id: at.id, name: path === '' ? shownName(at.folder) : path.slice(path.lastIndexOf('/') + 1) })
  }
  return steps
}

// All of a directory's files come from the index alone; the missing ones, which are few, are found by their own and taken away.
const withCounts = `WITH RECURSIVE
    below (id, top) AS (
      SELECT id, id FROM directories WHERE parentId IS @parentId
      UNION ALL SELECT directories.id, below.top FROM below CROSS JOIN directories ON directories.parentId = below.id
    ),
    gone (directoryId, count) AS MATERIALIZED (SELECT directoryId, count(*) FROM files INDEXED BY files_missing WHERE missingSince IS NOT NULL GROUP BY directoryId),
    counts (id, files) AS MATERIALIZED (
      SELECT top, sum((SELECT count(*) FROM files WHERE files.directoryId = below.id) - coalesce(gone.count, 0))
      FROM below LEFT JOIN gone ON gone.directoryId = below.id GROUP BY top
    )`

/** The directories right below one, or the library folders, each with all the files below it. */
function directoriesIn(db: ReadDb, parentId: number | null): { id: number; name: string; directories: number; files: number }[] {
  return db
    .prepare<[{ parentId: number | null }], { id: number; path: StoredName; folder: StoredName; directories: number; files: number }>(
      `${withCounts}
       SELECT directories.id, directories.path, library_folders.path AS folder, counts.files,
         (SELECT count(*) FROM directories AS inner WHERE inner.parentId = directories.id) AS directories
       FROM counts JOIN directories ON directories.id = counts.id JOIN library_folders ON library_folders.id = directories.folderId
       ORDER BY library_folders.path, directories.path`,
    )
    .all({ parentId })
    .map(({ path, folder, ...row }) => ({ ...row, name: shownName(path).replace(/^.*\//s, '') || shownName(folder) }))
}

/** What lies in a directory; without one, the folders of the library. */
export const browse = defineRead('library.browse', (db, { directoryId, offset, limit }: Stretch & { directoryId?: number | undefined }) => {
  if (directoryId === undefined) return { path: [], directories: directoriesIn(db, null), totalFiles: 0, files: [] }
  const directory = db
    .prepare<[number], DirectoryRow>('SELECT directories.id, parentId, folderId, directories.path, library_folders.path AS folder FROM directories JOIN library_folders ON library_folders.id = folderId WHERE directories.id = ?')
    .get(directoryId)
  if (!directory) throw new AppError('not-found', say`This folder is not in the library any more.`)
  const present = 'FROM files WHERE directoryId = ? AND missingSince IS NULL'
  const files = db
    .prepare<[number, number, number], { fileId: number; trackId: number | null; name: StoredName; title: string | null; artist: string | null; durationMs: number | null; codec: string; bitrate: number | null; size: number }>(
      `SELECT id AS fileId, trackId, name, title, artistText AS artist, durationMs, codec, bitrate, size ${present} ORDER BY name LIMIT ? OFFSET ?`,
    )
    .all(directoryId, limit, offset)
    .map((file) => ({ ...file, name: shownName(file.name) }))
  const totalFiles = db.prepare<[number], number>(`SELECT count(*) ${present}`).pluck().get(directoryId) ?? 0
  return { path: pathTo(db, directory), directories: directoriesIn(db, directoryId), totalFiles, files }
})
