import { restoreClosedLibrary } from '#main/domains/backups/backups.service.ts'
import type { App } from '#main/app.ts'
import { listBackups } from '#main/kernel/db/backup-file.ts'
import { systemClock } from '#main/kernel/clock.ts'
import { createLibraryFiles } from '#main/kernel/db/library-files.ts'
import { backupFolders } from '#main/kernel/db/library-state.ts'
import { readMigrations } from '#main/kernel/db/migrate.ts'
import { lockDataFolder } from '#main/kernel/lock.ts'
import { silentLog } from '#main/kernel/log.ts'
import type { Paths } from '#main/kernel/paths.ts'
import type { Backup } from '#shared/contract/backups.contract.ts'
import { AppError } from '#shared/errors.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { defineCommand, iso } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'

/** Read from the files themselves: also when the library cannot be opened. */
function backupsIn(paths: Paths) {
  return listBackups(backupFolders(paths)).map((backup: Backup) => ({ name: backup.name, path: backup.path, bytes: backup.bytes, createdAt: iso(backup.createdAt), reason: backup.reason, isSound: backup.isSound }))
}

function getBackup(paths: Paths, name: string) {
  const backup = backupsIn(paths).find((other) => other.name === name)
  if (!backup) throw new AppError('not-found', verbatim(`There is no backup called ${name}; "backup list" shows those there are.`))
  return backup
}

async function finished(app: App, jobId: number, signal: AbortSignal): Promise<unknown> {
  const { state, result, errorCode, told } = await app.context.jobs.wait(jobId, signal)
  if (state !== 'done') throw new AppError((errorCode ?? 'unavailable') as ErrorCode, told ?? verbatim('It was not done.'))
  return result
}

/** Copies of the library. */
export const backupCommands: readonly Command[] = [
  defineCommand({
    name: 'backup create',
    usage: '',
    summary: 'copy the library',
    run: (session, { signal }) =>
      session.owning(
        async (app) => {
          const { name } = (await finished(app, (await app.client.backups.create()).jobId, signal)) as { name: string }
          return getBackup(session.paths, name)
        },
        { runsJobs: true },
      ),
    print: ({ path }) => path,
  }),
  defineCommand({
    name: 'backup list',
    usage: '',
    summary: 'the copies there are, newest first',
    run: ({ paths }) => ({ items: backupsIn(paths) }),
    print: ({ items }) => table(items, ['name', 'createdAt', 'bytes', 'reason', 'isSound']),
  }),
  defineCommand({
    name: 'backup verify',
    usage: '<name>',
    summary: 'check that a copy is whole',
    run: (session, { words: [name = ''], signal }) =>
      session.owning(
        async (app) => {
          getBackup(session.paths, name)
          await finished(app, (await app.client.backups.verify({ name })).jobId, signal)
          return { name, isSound: getBackup(session.paths, name).isSound }
        },
        { runsJobs: true },
      ),
    print: ({ name, isSound }) => `${name} is ${isSound ? 'sound' : 'damaged'}.`,
  }),
  defineCommand({
    name: 'backup restore',
    usage: '<name>',
    summary: 'go back to a copy; the present library is kept as one first',
    run: async ({ paths, files }, { words: [name = ''] }) => {
      const lock = lockDataFolder(paths)
      try {
        const latestVersion = readMigrations(files.migrations).at(-1)?.version ?? 0
        await restoreClosedLibrary({ paths, clock: systemClock }, { files: createLibraryFiles({ workers: files.workers, log: silentLog }), latestVersion }, name)
        return { restored: name }
      } finally {
        lock.release()
      }
    },
    print: ({ restored }) => `${restored} is the library now. The one before it is kept.`,
  }),
]
