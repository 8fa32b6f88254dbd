import { AppError } from '#shared/errors.ts'
import type { Job } from '#shared/contract/jobs.contract.ts'
import { iso, readCommand, writeCommand } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'

const listed = ['id', 'type', 'state', 'subject', 'attempts', 'createdAt', 'error'] as const

type JobLine = { id: number; type: string; state: string; subject: string | null; attempts: number; runAfter: string | null; createdAt: string | null; endedAt: string | null; error: string | null }

function lineOf(job: Pick<Job, 'id' | 'type' | 'state' | 'subject' | 'attempts' | 'runAfter' | 'createdAt' | 'endedAt' | 'errorMessage'>): JobLine {
  return { id: job.id, type: job.type, state: job.state, subject: job.subject, attempts: job.attempts, runAfter: iso(job.runAfter), createdAt: iso(job.createdAt), endedAt: iso(job.endedAt), error: job.errorMessage }
}

function idOf(words: string[]): number {
  const id = Number(words[0])
  if (!Number.isInteger(id) || id < 1) throw new AppError('invalid-input', 'Say the id of a job; `jobs` lists them.')
  return id
}

/** The durable queue. */
export const jobCommands: readonly Command[] = [
  writeCommand({
    name: 'jobs run',
    usage: '',
    summary: 'do what is due, and list what waits and until when',
    run: async (app) => {
      await app.settled()
      const { items } = await app.client.jobs.list({ limit: 200 })
      return { waiting: items.filter((job) => job.state === 'queued').map(lineOf), failed: items.filter((job) => job.state === 'failed').map(lineOf) }
    },
    print: ({ waiting }) => (waiting.length === 0 ? 'Nothing waits.' : table(waiting, ['id', 'type', 'subject', 'runAfter'])),
  }),
  writeCommand({
    name: 'jobs retry',
    usage: '<id>',
    summary: 'run a failed job again',
    run: async (app, { words }) => {
      const { jobId } = await app.client.jobs.retry({ id: idOf(words) })
      await app.settled()
      return { jobId }
    },
    print: ({ jobId }) => `Job ${jobId} has run.`,
  }),
  writeCommand({
    name: 'jobs cancel',
    usage: '<id>',
    summary: 'cancel a waiting job',
    run: async (app, { words }) => app.client.jobs.cancel({ id: idOf(words) }),
    print: ({ isCancelled }) => (isCancelled ? 'Cancelled.' : 'It had ended already.'),
  }),
  readCommand({
    name: 'jobs',
    usage: '',
    summary: 'the queue, newest first',
    run: ({ db }, { limit, offset }) =>
      db
        .prepare<[number, number], Job>('SELECT id, type, state, subject, attempts, runAfter, createdAt, endedAt, errorMessage FROM jobs ORDER BY id DESC LIMIT ? OFFSET ?')
        .all(limit, offset)
        .map(lineOf),
    print: (jobs) => table(jobs, listed),
  }),
]
