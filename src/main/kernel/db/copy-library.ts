import { closeSync, constants, copyFileSync, openSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { syncFile, syncFolder } from '../atomic-file.ts'
import { applicationId } from './migrate.ts'
import { mapSqliteError } from './sqlite-errors.ts'

/** What a check of a library file found. `problems` holds SQLite's words, at most ten. */
export type CheckResult = { isSound: boolean; schemaVersion: number; problems: string[] }

/** How far a copy is, in pages. */
export type CopyProgress = { done: number; total: number }

/** Pages copied between two looks at the abort flag: 16 MB, some 20 ms. */
const pagesAtOnce = 4_096
const spareBytes = 16 * 1024 * 1024

/** Removes a SQLite file and what SQLite may have left beside it. */
export function removeDatabaseFiles(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true })
}

/** Removes what a copy to `target` left when it was ended. */
export function removePartialCopy(target: string): void {
  removeDatabaseFiles(`${target}.partial`)
}

/** Throws `disk-full` when `bytes` would not fit beside `target`; says nothing where the system cannot tell. */
function assertRoomFor(bytes: number, target: string): void {
  const { bavail, bsize, blocks } = statfsSync(dirname(target))
  if (blocks === 0 || bavail * bsize > bytes + spareBytes) return
  throw new AppError('disk-full', say`There is no room for a copy of the library in ${dirname(target)}: ${Math.ceil(bytes / 1e6)} MB are needed. The library is intact. Free some space, or choose another folder for backups.`, {
    data: { folder: dirname(target), bytes },
  })
}

/** Writes to a temporary file beside `target` and renames it when it is whole and on the disk. */
async function appearWhole(target: string, write: (temporary: string) => Promise<void> | void): Promise<void> {
  const temporary = `${target}.partial`
  removePartialCopy(target)
  try {
    await write(temporary)
    syncFile(temporary)
    renameSync(temporary, target)
    syncFolder(dirname(target))
  } catch (error) {
    removePartialCopy(target)
    throw mapSqliteError(error, target)
  }
}

/**
 * Copies a library that may be in use, as of one moment, to one self-contained file. `holdsSnapshot` keeps writers from
 * restarting the copy; it must be false where there is no WAL, because there it would hold them up.
 */
export async function copyLibrary(source: string, target: string, holdsSnapshot: boolean, onProgress?: (progress: CopyProgress) => void): Promise<void> {
  await appearWhole(target, async (temporary) => {
    const from = new SqliteDatabase(source, { readonly: true, fileMustExist: true, timeout: 5_000 })
    try {
      if (holdsSnapshot) {
        from.exec('BEGIN')
        from.prepare('SELECT count(*) FROM sqlite_schema').get()
      }
      assertRoomFor(statSync(source).size, target)
      closeSync(openSync(temporary, 'w', 0o600))
      await from.backup(temporary, {
        progress: ({ totalPages, remainingPages }) => {
          onProgress?.({ done: totalPages - remainingPages, total: totalPages })
          return pagesAtOnce
        },
      })
    } finally {
      from.close()
    }
    const copy = new SqliteDatabase(temporary)
    try {
      copy.pragma('journal_mode = DELETE')
    } finally {
      copy.close()
    }
  })
}

/** Copies a file that nothing uses. */
export async function copyClosedLibrary(source: string, target: string): Promise<void> {
  await appearWhole(target, (temporary) => {
    assertRoomFor(statSync(source).size, target)
    copyFileSync(source, temporary, constants.COPYFILE_FICLONE)
  })
}

/** Reads the whole file: every page, every index entry (`thorough`), or without the indexes (some five times faster). */
export function checkLibrary(path: string, depth: 'thorough' | 'quick'): CheckResult {
  let sqlite: SqliteDatabase.Database | undefined
  try {
    sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
    const schemaVersion = sqlite.pragma('user_version', { simple: true }) as number
    const isOurs = sqlite.pragma('application_id', { simple: true }) === applicationId
    const rows = sqlite.prepare<[], string>(`PRAGMA ${depth === 'quick' ? 'quick_check' : 'integrity_check'}(10)`).pluck().all()
    const problems = [...(isOurs ? [] : ['not a library of Sillon']), ...rows.filter((row) => row !== 'ok')]
    return { isSound: problems.length === 0, schemaVersion, problems }
  } catch (error) {
    const mapped = mapSqliteError(error, path)
    if (mapped instanceof AppError && mapped.code === 'database-damaged') return { isSound: false, schemaVersion: 0, problems: [(error as Error).message] }
    throw mapped
  } finally {
    sqlite?.close()
  }
}
