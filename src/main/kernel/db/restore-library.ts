import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { z } from 'zod'
import { isAppError } from '#shared/errors.ts'
import { syncFile, syncFolder, unfinishedFile, writeFileAtomically } from '../atomic-file.ts'
import type { Paths } from '../paths.ts'
import { newBackupName } from './backup-file.ts'
import { removeDatabaseFiles, removePartialCopy } from './copy-library.ts'
import { updateLibraryState } from './library-state.ts'
import { setAsideDamaged } from './set-aside.ts'
import { codeOf, mapSqliteError, translatingErrors } from './sqlite-errors.ts'

const journalSchema = z.object({ from: z.string(), keepAs: z.string(), at: z.number() })

/** A restore that was decided: where it comes from, where the present library is kept, when (UTC ms). */
export type Restore = z.infer<typeof journalSchema>

/** Where the chosen backup is copied to, checked, before anything is decided. */
export function stagedLibrary(paths: Paths): string {
  return join(paths.data, 'library.restoring.db')
}

function journalFile(paths: Paths): string {
  return join(paths.data, 'library.restore.json')
}

/**
 * Decides a restore: from here on the staged copy becomes the library at the next start, whatever happens meanwhile.
 * Up to here a kill leaves the present library as it is.
 */
export function decideRestore(paths: Paths, from: string, at: number): Restore {
  return translatingErrors(journalFile(paths), () => {
    mkdirSync(paths.backups, { recursive: true, mode: 0o700 })
    const restore = { from, keepAs: join(paths.backups, newBackupName(paths.backups, at, 'restore')), at }
    writeFileAtomically(journalFile(paths), JSON.stringify(restore))
    return restore
  })
}

function readJournal(paths: Paths): Restore | null {
  try {
    return journalSchema.parse(JSON.parse(readFileSync(journalFile(paths), 'utf8')))
  } catch {
    // None, or spoilt, which a whole write cannot leave: without a decision the present library stays.
    return null
  }
}

/** Renames, or copies and then deletes where the two lie on different drives. A kill leaves one whole file at least. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    copyFileSync(from, `${to}.partial`)
    syncFile(`${to}.partial`)
    renameSync(`${to}.partial`, to)
    rmSync(from)
  }
  syncFolder(dirname(to))
}

/** Makes the present library one self-contained file and keeps it as a backup; one too damaged for that is put aside. */
function keepPresent(paths: Paths, restore: Restore): void {
  if (!existsSync(paths.library)) return
  try {
    const present = new SqliteDatabase(paths.library, { fileMustExist: true })
    try {
      present.pragma('journal_mode = DELETE')
    } finally {
      present.close()
    }
    moveFile(paths.library, restore.keepAs)
  } catch (error) {
    const mapped = mapSqliteError(error, paths.library)
    if (!isAppError(mapped, 'database-damaged')) throw mapped
    setAsideDamaged(paths, restore.at)
  }
}

/**
 * Completes a decided restore; called by the owner of the data folder before the library is opened. May be repeated
 * after a kill at any moment: the outcome is the present library kept whole and the chosen one in its place.
 * Returns the restore that was completed, or null when none was decided.
 */
export function completeRestore(paths: Paths): Restore | null {
  const restore = readJournal(paths)
  const staged = stagedLibrary(paths)
  if (!restore) {
    rmSync(unfinishedFile(journalFile(paths)), { force: true })
    removeDatabaseFiles(staged)
    removePartialCopy(staged)
    return null
  }
  translatingErrors(paths.library, () => {
    if (existsSync(staged)) {
      keepPresent(paths, restore)
      removeDatabaseFiles(paths.library)
      renameSync(staged, paths.library)
      syncFolder(paths.data)
    }
    updateLibraryState(paths, { isOpen: false, isSuspect: false, setAside: null })
    rmSync(journalFile(paths))
    syncFolder(paths.data)
  })
  return restore
}
