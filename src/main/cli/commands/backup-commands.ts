import { AppError } from '#shared/errors.ts'
import type { Backup } from '#shared/contract/backups.contract.ts'
import { iso, writeCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'

function lineOf(backup: Backup) {
  return { name: backup.name, path: backup.path, bytes: backup.bytes, createdAt: iso(backup.createdAt), reason: backup.reason, isSound: backup.isSound }
}

function nameOf(words: string[]): string {
  const [name] = words
  if (!name) throw new AppError('invalid-input', 'Say the name of a backup; `backup list` shows them.')
  return name
}

/** Copies of the library. */
export const backupCommands: readonly Command[] = [
  writeCommand({
    name: 'backup create',
    usage: '',
    summary: 'copy the library',
    run: async (app, { signal }) => {
      const { jobId } = await app.client.backups.create()
      const { state, errorMessage } = await app.context.jobs.wait(jobId, signal)
      if (state !== 'done') throw new AppError('unavailable', errorMessage ?? 'The backup was not made.')
      const [newest] = await app.client.backups.list()
      if (!newest) throw new AppError('unavailable', 'The backup was made and is gone again.')
      return lineOf(newest)
    },
    print: ({ path }) => path,
  }),
  writeCommand({
    name: 'backup list',
    usage: '',
    summary: 'the copies there are, newest first',
    run: async (app) => (await app.client.backups.list()).map(lineOf),
    print: (backups) => table(backups, ['name', 'createdAt', 'bytes', 'reason', 'isSound']),
  }),
  writeCommand({
    name: 'backup verify',
    usage: '<name>',
    summary: 'check that a copy is whole',
    run: async (app, { words, signal }) => {
      const name = nameOf(words)
      const { jobId } = await app.client.backups.verify({ name })
      const { state, errorMessage } = await app.context.jobs.wait(jobId, signal)
      if (state !== 'done') throw new AppError('database-damaged', errorMessage ?? 'The backup could not be checked.')
      const backup = (await app.client.backups.list()).find((other) => other.name === name)
      return { name, isSound: backup?.isSound ?? false }
    },
    print: ({ name, isSound }) => `${name} is ${isSound ? 'sound' : 'damaged'}.`,
  }),
  writeCommand({
    name: 'backup restore',
    usage: '<name>',
    summary: 'go back to a copy; the present library is kept as one first',
    run: async (app, { words }) => {
      const name = nameOf(words)
      await app.client.backups.restore({ name })
      return { name }
    },
    print: ({ name }) => `${name} is in place from the next start on.`,
  }),
]
