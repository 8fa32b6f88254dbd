import { mkdirSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { codeOf, mapSqliteError, translatingErrors } from './db/sqlite-errors.ts'
import { fileSystemOf } from './file-system.ts'
import type { Paths } from './paths.ts'

/** Proof that this process owns the data folder. */
export type DataFolderLock = { release(): void }

/** Makes the folders of a data folder that are missing, for the owner alone. Throws `permission` or `disk-full` in plain words. */
export function prepareDataFolder(paths: Paths): void {
  for (const folder of [paths.data, paths.images, paths.backups, paths.logs]) {
    translatingErrors(folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  }
}

/**
 * Takes the data folder for this process, making it if it is missing. The lock is an exclusive SQLite transaction on
 * `lock.db`: the operating system frees it however the process ends. A second owner gets `data-folder-in-use`; reading
 * the library beside a running app needs no lock. Never open `lock.db` otherwise: closing any handle on it in the
 * owning process would free it.
 */
export function lockDataFolder(paths: Paths): DataFolderLock {
  prepareDataFolder(paths)
  const sqlite = translatingErrors(paths.lock, () => new SqliteDatabase(paths.lock, { timeout: 0 }))
  try {
    sqlite.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    sqlite.close()
    throw refusal(error, paths)
  }
  return { release: () => sqlite.close() }
}

function refusal(error: unknown, paths: Paths): Error {
  const code = codeOf(error) ?? ''
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) {
    return new AppError('data-folder-in-use', say`Sillon is already running with the data folder ${paths.data}. Use that one, or choose another folder with --data.`, { data: { folder: paths.data } })
  }
  const { name, isNetwork } = fileSystemOf(paths.data)
  if (isNetwork && /^SQLITE_(?:IOERR|PROTOCOL|NOLFS)/.test(code)) {
    return new AppError('unsupported', say`The data folder ${paths.data} is on a network drive (${name}) that does not lock files, so two programs could spoil the library. Choose a folder on this computer with --data.`, {
      data: { folder: paths.data, fileSystem: name },
      cause: error,
    })
  }
  return mapSqliteError(error, paths.lock)
}
