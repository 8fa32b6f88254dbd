import { z } from 'zod'
import type { AppContext } from '#main/context.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { JobDefinition, JobOutcome, JobRun } from '#main/kernel/jobs/job-definition.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import type { WorkerChannel } from '#main/kernel/workers/worker-channel.ts'
import { libraryVersion } from '../catalogue/catalogue.service.ts'
import { countTracksToMatch, meetCatalogue, playsVersion } from './meet-catalogue.ts'
import type { MeaningsApi, MeaningsData, MeaningsProgress } from './meanings.worker.ts'

type MeaningsContext = Pick<AppContext, 'db' | 'jobs' | 'events' | 'clock' | 'paths' | 'workers'>

const graceMs = 2_000
const heap = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 }
/** A scan writes some hundred tracks a second: they are met together. */
const gatherMs = 3_000
const mostInPassing = 8

/** Keeps what was heard in line with the catalogue. */
export function openMeaningJobs({ db, jobs, events, clock, paths, workers }: MeaningsContext, journal: 'wal' | 'delete') {
  async function inWorker<Result>({ signal, log, progress }: JobRun<unknown>, call: (channel: WorkerChannel<MeaningsApi>, options: { signal: AbortSignal; onEvent: (event: MeaningsProgress) => void }) => Promise<Result>): Promise<Result> {
    const workerData: MeaningsData = { library: paths.library, journal }
    const channel = startWorker<MeaningsApi>(workers('domains/plays/meanings.worker'), { workerData, log, resourceLimits: heap })
    const onEvent = ({ phase, done, total }: MeaningsProgress): void => progress({ phase, done, total, ratePerSecond: null, remainingMs: null, detail: null })
    try {
      return await call(channel, { signal, onEvent })
    } finally {
      await channel.terminate(graceMs)
      events.publishSoon({ type: 'plays.changed' })
      events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
    }
  }

  const meet: JobDefinition<Record<string, never>> = defineJob({
    type: 'plays.matchTracks',
    // The lane of scans: two threads that write by turns would leave no turn for anyone else, and memory is shared too.
    lane: 'library',
    payload: z.object({}).strict(),
    run: async (run): Promise<JobOutcome> => {
      try {
        return { kind: 'done', result: await inWorker(run, (channel, options) => channel.call('meet', null, options)) }
      } finally {
        isAsked = false
      }
    },
  })
  const rebuild: JobDefinition<Record<string, never>> = defineJob({
    type: 'plays.rebuild',
    lane: 'plays',
    payload: z.object({}).strict(),
    run: async (run): Promise<JobOutcome> => ({ kind: 'done', result: await inWorker(run, (channel, options) => channel.call('rebuild', null, options)) }),
  })

  let isAsked = false
  /** A new song now and then is met in passing; what a scan or an import brings in a thread. */
  function ask(): void {
    if (isAsked) return
    const due = countTracksToMatch(db, mostInPassing + 1)
    if (due === 0) return
    if (due <= mostInPassing) return meetInPassing()
    isAsked = true
    jobs.enqueue(meet, {}, { dedupeKey: meet.type, runAfter: clock.now() + gatherMs })
  }

  function meetInPassing(): void {
    const before = playsVersion(db)
    for (const _step of meetCatalogue(db));
    if (playsVersion(db) !== before) events.publishSoon({ type: 'plays.changed' })
  }

  return {
    registerJobs: (engine: JobEngine): void => {
      engine.register(meet)
      engine.register(rebuild)
    },
    /** Returns the id of the job. */
    rebuild: (): number => jobs.enqueue(rebuild, {}, { dedupeKey: rebuild.type }),
    /** Follows the catalogue from now on; returns how to end that. */
    start: (): (() => void) => {
      ask()
      return events.subscribe(({ type }) => {
        if (type === 'library.changed' || type === 'plays.changed' || type === 'plays.recorded') ask()
      })
    },
  }
}

export type MeaningJobs = ReturnType<typeof openMeaningJobs>
