import { z } from 'zod'
import { importOptionsSchema } from '#shared/contract/imports.contract.ts'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { isAbort } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { AppContext } from '#main/context.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { JobOutcome, JobRun } from '#main/kernel/jobs/job-definition.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import type { WorkerChannel } from '#main/kernel/workers/worker-channel.ts'
import { libraryVersion } from '../catalogue/catalogue.service.ts'
import { endImport, findImport, resumeImport } from './imports.repo.ts'
import type { ImportsApi, ImportsData } from './imports.worker.ts'
import type { RunProgress } from './run/import-run.ts'
import { chosenFiles, copyPath, removeUploads } from './uploads.ts'

/** What an import was asked for, as its row keeps it. */
export const importRequestSchema = z.object({ paths: z.array(z.string()), options: importOptionsSchema })
export type ImportRequest = z.infer<typeof importRequestSchema>

type JobContext = Pick<AppContext, 'db' | 'clock' | 'events' | 'paths' | 'workers'>

const graceMs = 2_000
const idleMs = 10_000
/** A batch of rows and what SQLite holds is a tenth of this, however large the file. */
const heap = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 }
/** Open pages ask again for what they show each time. */
const announceMs = 2_000

/** Imports one after the other: they would only wait for each other's transactions. */
export function defineImportJobs(ctx: JobContext, { dayStartsAt, journal }: { dayStartsAt: () => number; journal: 'wal' | 'delete' }) {
  const { db, clock, events, paths, workers } = ctx

  function announce(): void {
    events.publishSoon({ type: 'plays.changed' })
    events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
    events.publishSoon({ type: 'imports.changed' })
  }

  function follow({ progress }: JobRun<unknown>, phase: string, changesPlays: boolean): (report: RunProgress) => void {
    const begun = performance.now()
    let announcedAt = begun
    return ({ done, total, path }) => {
      const now = performance.now()
      const ratePerSecond = now > begun ? Math.round(done / ((now - begun) / 1000)) : null
      const remainingMs = total !== null && ratePerSecond ? Math.round(((total - done) / ratePerSecond) * 1000) : null
      progress({ phase, done, total, ratePerSecond, remainingMs, detail: path || null } satisfies JobProgress)
      if (!changesPlays || now - announcedAt < announceMs) return
      announcedAt = now
      announce()
    }
  }

  let channel: WorkerChannel<ImportsApi> | null = null
  let idle: NodeJS.Timeout | undefined

  async function inWorker<Result>({ log, signal }: JobRun<unknown>, call: (channel: WorkerChannel<ImportsApi>, dayStartsAt: number) => Promise<Result>): Promise<Result> {
    clearTimeout(idle)
    const workerData: ImportsData = { library: paths.library, journal }
    const current = (channel ??= startWorker<ImportsApi>(workers('domains/imports/imports.worker'), { workerData, log, resourceLimits: heap }))
    const end = async (): Promise<void> => {
      channel = null
      await current.terminate(graceMs)
    }
    try {
      return await call(current, dayStartsAt())
    } finally {
      // Whoever looked at an import does it next.
      if (signal.aborted) await end()
      else idle = setTimeout(() => void end(), idleMs).unref()
    }
  }

  const pathsOf = (names: readonly string[]): string[] => names.flatMap((name) => chosenFiles(paths, name))

  const lane = 'imports'
  const run = defineJob({
    type: 'imports.run',
    lane,
    payload: z.object({ importId: z.number() }),
    maxAttempts: 3,
    run: async (job): Promise<JobOutcome> => {
      const { importId } = job.payload
      const stored = findImport(db, importId)
      if (!stored || stored.state === 'undone') return { kind: 'skipped', why: say`That import was taken back.` }
      const request = importRequestSchema.parse(JSON.parse(stored.optionsJson))
      db.transaction(() => resumeImport(db, importId))
      try {
        const report = await inWorker(job, (channel, dayStartsAt) => channel.call('run', { importId, dayStartsAt, paths: pathsOf(request.paths), options: request.options }, { signal: job.signal, onEvent: follow(job, 'importing', true) }))
        removeUploads(paths, request.paths)
        return { kind: 'done', result: report.counts }
      } catch (error) {
        if (!isAbort(error)) db.transaction(() => endImport(db, importId, 'failed', clock.now()))
        throw error
      } finally {
        announce()
      }
    },
  })
  const dryRun = defineJob({
    type: 'imports.dryRun',
    lane,
    payload: importRequestSchema,
    maxAttempts: 1,
    run: async (job): Promise<JobOutcome> => {
      const copy = copyPath(paths, job.id)
      const { options } = job.payload
      const result = await inWorker(job, (channel, dayStartsAt) => channel.call('dryRun', { copy, dayStartsAt, paths: pathsOf(job.payload.paths), options }, { signal: job.signal, onEvent: follow(job, 'counting', false) }))
      return { kind: 'done', result }
    },
  })
  const undo = defineJob({
    type: 'imports.undo',
    lane,
    payload: z.object({ importId: z.number() }),
    run: async (job): Promise<JobOutcome> => {
      try {
        const result = await inWorker(job, (channel, dayStartsAt) => channel.call('undo', { ...job.payload, dayStartsAt }, { signal: job.signal, onEvent: follow(job, 'removing', true) }))
        return { kind: 'done', result }
      } finally {
        announce()
      }
    },
  })
  return { run, dryRun, undo }
}

export type ImportJobs = ReturnType<typeof defineImportJobs>
