import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { AppError, isAppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Clock } from '../clock.ts'
import { fileSystemOf } from '../file-system.ts'
import type { Log } from '../log.ts'
import type { Paths } from '../paths.ts'
import { headerVersion, newBackupName, removePartialCopies } from './backup-file.ts'
import { checkLibrary, copyLibrary } from './copy-library.ts'
import { openDatabase } from './database.ts'
import type { OpenOptions, ReadDb, WriteDb } from './database.ts'
import { backupFolders, readLibraryState, updateLibraryState } from './library-state.ts'
import { applicationId, migrate, newerLibraryError } from './migrate.ts'
import type { Migration } from './migrate.ts'
import { completeRestore } from './restore-library.ts'
import { finishSettingAside, setAsideDamaged } from './set-aside.ts'
import { mapSqliteError } from './sqlite-errors.ts'

/** What opening needs. The caller owns the data folder (lock.ts). */
export type OpenLibraryOptions = {
  paths: Paths
  migrations: Migration[]
  clock: Clock
  log: Log
  /** True: a damaged file is put aside and a new library begun, with the newest good backup offered. False: it throws. */
  replacesDamaged: boolean
}

/** An open library. */
export type OpenLibrary = {
  db: WriteDb
  /** How every other connection must be opened. */
  journal: NonNullable<OpenOptions['journal']>
  /** The last run did not close it: check the file, in a worker, so that the start stays fast. */
  endedUncleanly: boolean
  /** The backup made before the schema was brought up to date, if it was. */
  migrationBackup: string | null
  /** Closes the connection and notes that the stop was clean. Workers must have closed theirs. */
  close(): void
}

/** Where another machine may write or the drive may vanish there is no shared memory to build a WAL on. */
function journalFor(paths: Paths): 'wal' | 'delete' {
  return fileSystemOf(paths.data).isNetwork ? 'delete' : 'wal'
}

function foreignLibrary(file: string): AppError {
  return new AppError('conflict', say`${file} belongs to another program. Nothing was changed. Move that file away, or choose another data folder with --data.`, { data: { file } })
}

/**
 * Looks at the file before anything may change it: throws `database-damaged`, `database-newer`, or `conflict` for a
 * database that is not Sillon's. Returns its schema version, 0 for a file still to be made.
 */
function inspect(file: string, migrations: readonly Migration[], isReadOnly: boolean): number {
  if (!existsSync(file) || statSync(file).size === 0) return 0
  if (headerVersion(file) === null) throw new AppError('database-damaged', say`${file} is damaged: it no longer begins like a library. It is kept as it is. Restore a backup to go on.`, { data: { file } })
  const sqlite = new SqliteDatabase(file, { readonly: isReadOnly, fileMustExist: true, timeout: 5_000 })
  try {
    const version = sqlite.pragma('user_version', { simple: true }) as number
    const owner = sqlite.pragma('application_id', { simple: true }) as number
    const isEmpty = sqlite.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
    if (owner !== applicationId && !(owner === 0 && version === 0 && isEmpty)) throw foreignLibrary(file)
    const latest = migrations.at(-1)?.version ?? 0
    if (version > latest) throw newerLibraryError(version, latest)
    return version
  } finally {
    sqlite.close()
  }
}

/** Confirms damage that a check found while the library was in use; the file is not in use now. */
function assertNotSuspect(paths: Paths): void {
  if (!readLibraryState(paths).isSuspect || !existsSync(paths.library)) return
  const { isSound, problems } = checkLibrary(paths.library, 'quick')
  if (!isSound) throw new AppError('database-damaged', say`${paths.library} is damaged. It is kept as it is. Restore a backup to go on.`, { data: { file: paths.library, problems } })
  updateLibraryState(paths, { isSuspect: false })
}

async function backUpBeforeMigrating({ paths, clock }: OpenLibraryOptions, journal: 'wal' | 'delete'): Promise<string> {
  const [folder = paths.backups] = backupFolders(paths).filter((path) => existsSync(path))
  const name = newBackupName(folder, clock.now(), 'migration')
  await copyLibrary(paths.library, join(folder, name), journal === 'wal')
  return name
}

type Opened = Pick<OpenLibrary, 'migrationBackup'> & { db: WriteDb & { close(): void } }

async function openAndMigrate(options: OpenLibraryOptions, journal: 'wal' | 'delete'): Promise<Opened> {
  const { paths, migrations, log } = options
  assertNotSuspect(paths)
  const version = inspect(paths.library, migrations, false)
  const isOutdated = version > 0 && version < (migrations.at(-1)?.version ?? 0)
  // SQLite gives its log files the mode of the library: for the owner alone, wherever the data folder lies.
  if (!existsSync(paths.library)) closeSync(openSync(paths.library, 'w', 0o600))
  const migrationBackup = isOutdated ? await backUpBeforeMigrating(options, journal) : null
  const db = openDatabase({ path: paths.library, journal })
  try {
    const steps = migrate(db, migrations)
    if (steps > 0) log.info('library migrated', { from: version, steps, backup: migrationBackup })
    return { db, migrationBackup }
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens the library, making it if there is none. Completes what a kill interrupted, refuses what it must not touch
 * (`database-newer`, `conflict`), backs up before it migrates, and never deletes a damaged file. Everything it throws is
 * an {@link AppError} fit for a person.
 */
export async function openLibrary(options: OpenLibraryOptions): Promise<OpenLibrary> {
  const { paths, clock, log } = options
  try {
    finishSettingAside(paths)
    const restore = completeRestore(paths)
    if (restore) log.info('library restored', restore)
    removePartialCopies(backupFolders(paths))
    const endedUncleanly = existsSync(paths.library) && readLibraryState(paths).isOpen
    updateLibraryState(paths, { isOpen: true })
    const journal = journalFor(paths)

    const open = (): Promise<Opened> => openAndMigrate(options, journal)
    const opened = await open().catch((error: unknown) => {
      const mapped = mapSqliteError(error, paths.library)
      if (!options.replacesDamaged || !isAppError(mapped, 'database-damaged')) throw mapped
      log.error('library put aside', { file: setAsideDamaged(paths, clock.now()), cause: mapped.cause })
      return open()
    })
    return {
      db: opened.db,
      journal,
      endedUncleanly,
      migrationBackup: opened.migrationBackup,
      close: () => {
        opened.db.close()
        // A data folder that was removed meanwhile has nothing to be noted in.
        if (existsSync(paths.data)) updateLibraryState(paths, { isOpen: false })
      },
    }
  } catch (error) {
    throw mapSqliteError(error, paths.library)
  }
}

/**
 * Opens the library to read beside a running app, or without one; needs no lock. Throws `not-found` when there is none
 * yet and `conflict` when it has to be brought up to date first.
 */
export function openLibraryForReading(paths: Paths, migrations: readonly Migration[]): ReadDb & { close(): void } {
  if (!existsSync(paths.library)) throw new AppError('not-found', say`There is no library in ${paths.data} yet. Add a folder of music first.`, { data: { folder: paths.data } })
  try {
    const version = inspect(paths.library, migrations, true)
    if (version < (migrations.at(-1)?.version ?? 0)) throw new AppError('conflict', say`This library was last opened by an older Sillon. Open it once with this version to bring it up to date.`, { data: { libraryVersion: version } })
    return openDatabase({ path: paths.library, isReadOnly: true, journal: journalFor(paths) })
  } catch (error) {
    throw mapSqliteError(error, paths.library)
  }
}
