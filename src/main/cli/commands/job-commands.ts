import type { ReadDb } from '#main/kernel/db/database.ts'
import { findJob, wordsOf } from '#main/kernel/jobs/job-rows.ts'
import type { JobState } from '#shared/contract/jobs.contract.ts'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { defineCommand, iso } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'

type StoredJob = { id: number; type: string; state: JobState; subject: string | null; attempts: number; runAfter: number; createdAt: number; startedAt: number | null; endedAt: number | null; toldJson: string | null }

const columns = ['id', 'type', 'state', 'subject', 'attempts', 'createdAt', 'error'] as const

function lineOf({ runAfter, createdAt, startedAt, endedAt, toldJson, ...job }: StoredJob) {
  return { ...job, runAfter: iso(runAfter), createdAt: iso(createdAt), startedAt: iso(startedAt), endedAt: iso(endedAt), error: wordsOf({ toldJson }).errorMessage }
}

function listJobs(db: ReadDb, where: string, { limit, offset }: { limit: number; offset: number }) {
  const total = db.prepare<[], number>(`SELECT count(*) FROM jobs WHERE ${where}`).pluck().get() ?? 0
  const items = db
    .prepare<[number, number], StoredJob>(`SELECT id, type, state, subject, attempts, runAfter, createdAt, startedAt, endedAt, toldJson FROM jobs WHERE ${where} ORDER BY id DESC LIMIT ? OFFSET ?`)
    .all(limit, offset)
    .map(lineOf)
  return { total, items }
}

function idOf([word = '']: string[]): number {
  const id = Number(word)
  if (!Number.isInteger(id) || id < 1) throw new AppError('invalid-input', verbatim(`"${word}" is not the id of a job; "jobs" lists them.`))
  return id
}

/** The durable queue. */
export const jobCommands: readonly Command[] = [
  defineCommand({
    name: 'jobs',
    usage: '',
    summary: 'the queue, newest first',
    run: (session, input) => session.reading((db) => listJobs(db, 'true', input)),
    print: ({ items }) => table(items, columns),
  }),
  defineCommand({
    name: 'jobs run',
    usage: '',
    summary: 'do what is due, and list what waits and until when',
    run: (session, input) =>
      session.owning(
        async (app) => {
          app.runDueSchedules()
          await app.settled()
          return { waiting: listJobs(app.context.db, "state = 'queued'", input).items, failed: listJobs(app.context.db, "state = 'failed'", input).items }
        },
        { runsJobs: true },
      ),
    print: ({ waiting }) => (waiting.length === 0 ? 'Nothing waits.' : table(waiting, ['id', 'type', 'subject', 'runAfter'])),
  }),
  defineCommand({
    name: 'jobs retry',
    usage: '<id>',
    summary: 'run an ended job again',
    run: (session, { words, signal }) => {
      const id = idOf(words)
      return session.owning(
        async (app) => {
          const { jobId } = await app.client.jobs.retry({ id })
          const { state, errorMessage } = await app.context.jobs.wait(jobId, signal)
          return { id: jobId, state, error: errorMessage }
        },
        { runsJobs: true },
      )
    },
    print: ({ id, state, error }) => `Job ${id}: ${state}${error === null ? '' : `. ${error}`}`,
  }),
  defineCommand({
    name: 'jobs cancel',
    usage: '<id>',
    summary: 'take back a job that waits',
    run: (session, { words }) => {
      const id = idOf(words)
      return session.owning(async (app) => {
        if (!findJob(app.context.db, id)) throw new AppError('not-found', verbatim(`There is no job ${id}.`))
        return { id, ...(await app.client.jobs.cancel({ id })) }
      })
    },
    print: ({ id, isCancelled }) => (isCancelled ? `Job ${id} is cancelled.` : `Job ${id} had ended already.`),
  }),
]
