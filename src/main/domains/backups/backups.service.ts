import { accessSync, constants, mkdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import type { AppContext } from '#main/context.ts'
import { backupFolders, readLibraryState, updateLibraryState } from '#main/kernel/db/library-state.ts'
import { listBackups, newBackupName, removeBackup as deleteBackup, writeCheck } from '#main/kernel/db/backup-file.ts'
import { removeDatabaseFiles } from '#main/kernel/db/copy-library.ts'
import type { CheckResult, CopyProgress } from '#main/kernel/db/copy-library.ts'
import { damagedError } from '#main/kernel/db/library-files.ts'
import type { LibraryFiles } from '#main/kernel/db/library-files.ts'
import { newerLibraryError } from '#main/kernel/db/migrate.ts'
import { completeRestore, decideRestore, stagedLibrary } from '#main/kernel/db/restore-library.ts'
import type { Restore } from '#main/kernel/db/restore-library.ts'
import type { Backup } from '#shared/contract/backups.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { expendableBackups } from './backups.rules.ts'

/** What backups ask of the library's file and of other domains. */
export type BackupSources = {
  files: LibraryFiles
  settings: () => Pick<Settings, 'backupsKept' | 'backupFolder'>
  /** How the library is journalled; see open-library.ts. */
  journal: 'wal' | 'delete'
  /** The newest schema this Sillon knows. */
  latestVersion: number
}

export type Backups = {
  readonly ctx: Pick<AppContext, 'paths' | 'events' | 'clock' | 'log' | 'host'>
  readonly sources: BackupSources
  /** One restore at a time: they share the place where a backup is prepared. */
  isRestoring: boolean
}

type Following = { signal?: AbortSignal | undefined; onProgress?: (progress: CopyProgress) => void }

/** Long enough for the answer to reach the window that asked. */
const restartDelayMs = 300

/** Notes where backups go, where it can be read before the library is open, and follows the setting. */
export function openBackups(ctx: Backups['ctx'], sources: BackupSources): Backups {
  const follow = (folder: string): void => {
    const backupFolder = folder === '' ? null : folder
    if (readLibraryState(ctx.paths).backupFolder === backupFolder) return
    updateLibraryState(ctx.paths, { backupFolder })
    if (backupFolder !== null && !canWrite(backupFolder)) warnOfFolder(ctx, backupFolder)
    ctx.events.publish({ type: 'backups.changed' })
  }
  follow(sources.settings().backupFolder)
  ctx.events.subscribe((event) => event.type === 'settings.changed' && follow(event.settings.backupFolder))
  return { ctx, sources, isRestoring: false }
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return isAbsolute(folder)
  } catch {
    // Not there, not a folder, or not ours: all the same for a backup.
    return false
  }
}

function warnOfFolder({ events, paths }: Pick<AppContext, 'events' | 'paths'>, folder: string): void {
  events.publish({ type: 'notice.raised', level: 'warning', code: 'backup-folder', told: say`${folder} cannot be written to. Backups go to ${paths.backups} until it can.` })
}

/** The chosen folder, or the data folder's own while that one is gone. */
function writableFolder({ ctx }: Backups): string {
  const [chosen = ctx.paths.backups] = backupFolders(ctx.paths)
  if (canWrite(chosen)) return chosen
  if (chosen !== ctx.paths.backups) warnOfFolder(ctx, chosen)
  mkdirSync(ctx.paths.backups, { recursive: true, mode: 0o700 })
  return ctx.paths.backups
}

export function listAllBackups({ ctx }: Backups): Backup[] {
  return listBackups(backupFolders(ctx.paths))
}

function getBackup({ paths }: Pick<AppContext, 'paths'>, name: string): Backup {
  const backup = listBackups(backupFolders(paths)).find((candidate) => candidate.name === name)
  if (!backup) throw new AppError('not-found', say`There is no backup called ${name} any more.`)
  return backup
}

/** A copy has every page of its original, so a damaged copy means a damaged library. */
function reportDamage({ ctx }: Backups, { problems }: CheckResult): AppError {
  updateLibraryState(ctx.paths, { isSuspect: true })
  const told = say`The library file is damaged. It stays in use until you quit; at the next start it is put aside, never deleted, and the newest good backup is offered.`
  ctx.log.error('the library is damaged', { problems })
  ctx.events.publish({ type: 'notice.raised', level: 'error', code: 'library-suspect', told })
  return new AppError('database-damaged', told, { data: { problems } })
}

/** Makes a backup, checks it, and lets older ones go. */
export async function makeBackup(backups: Backups, reason: Backup['reason'], following: Following): Promise<Backup> {
  const { ctx, sources } = backups
  const folder = writableFolder(backups)
  const name = newBackupName(folder, ctx.clock.now(), reason)
  const target = join(folder, name)
  const check = await sources.files.copy({ source: ctx.paths.library, target, journal: sources.journal }, following)
  writeCheck(target, check.isSound)
  if (check.isSound) rotate(backups)
  ctx.events.publish({ type: 'backups.changed' })
  if (!check.isSound) throw reportDamage(backups, check)
  return getBackup(ctx, name)
}

function rotate(backups: Backups): void {
  const { ctx, sources } = backups
  for (const backup of expendableBackups(listAllBackups(backups), sources.settings().backupsKept, ctx.clock.now())) {
    deleteBackup(backup)
    ctx.log.info('old backup removed', { name: backup.name })
  }
}

/** Reads a whole backup and remembers what it found. */
export async function checkBackup(backups: Backups, name: string, following: Following): Promise<CheckResult> {
  const { path } = getBackup(backups.ctx, name)
  const check = await backups.sources.files.check(path, 'thorough', following)
  writeCheck(path, check.isSound)
  backups.ctx.events.publish({ type: 'backups.changed' })
  return check
}

/** Reads the whole library while it is in use. Throws `database-damaged`, and remembers it for the next start. */
export async function checkLibraryInUse(backups: Backups, following: Following): Promise<void> {
  const check = await backups.sources.files.check(backups.ctx.paths.library, 'quick', following)
  if (!check.isSound) throw reportDamage(backups, check)
}

type RestoreSources = Pick<BackupSources, 'files' | 'latestVersion'>

async function stage({ paths, clock }: Pick<AppContext, 'paths' | 'clock'>, { files, latestVersion }: RestoreSources, name: string): Promise<Restore> {
  const { path, schemaVersion } = getBackup({ paths }, name)
  if (schemaVersion > latestVersion) throw newerLibraryError(schemaVersion, latestVersion)
  const staged = stagedLibrary(paths)
  const check = await files.stage({ source: path, target: staged })
  if (check.isSound) return decideRestore(paths, name, clock.now())
  removeDatabaseFiles(staged)
  writeCheck(path, false)
  throw damagedError(name, check)
}

/**
 * Copies and checks a backup, then decides that it takes the library's place at the next start, which keeps the present
 * library as a backup. Until it has decided nothing has changed.
 */
export async function chooseRestore(backups: Backups, name: string): Promise<Restore> {
  if (backups.isRestoring) throw new AppError('conflict', say`A backup is being restored already. Wait until that is done.`)
  backups.isRestoring = true
  try {
    return await stage(backups.ctx, backups.sources, name)
  } finally {
    backups.isRestoring = false
    backups.ctx.events.publish({ type: 'backups.changed' })
  }
}

/**
 * Restores at once while nothing has the library open: the way back from one that is damaged or of a newer Sillon. The
 * caller owns the data folder.
 */
export async function restoreClosedLibrary(ctx: Pick<AppContext, 'paths' | 'clock'>, sources: RestoreSources, name: string): Promise<void> {
  await stage(ctx, sources, name)
  completeRestore(ctx.paths)
}

/** Restores at once where the host can start the core again, else at the next start. */
export async function restoreBackup(backups: Backups, name: string): Promise<{ isRestarting: boolean }> {
  const { host, events } = backups.ctx
  await chooseRestore(backups, name)
  if (host.restart) {
    const restart = host.restart
    setTimeout(() => void restart(), restartDelayMs)
    return { isRestarting: true }
  }
  events.publish({ type: 'notice.raised', level: 'info', code: 'restore-decided', told: say`The backup takes the place of the library when Sillon starts again. Until then nothing has changed; what is done meanwhile is kept with the present library.` })
  return { isRestarting: false }
}

export function removeBackup(backups: Backups, name: string): void {
  deleteBackup(getBackup(backups.ctx, name))
  backups.ctx.events.publish({ type: 'backups.changed' })
}
