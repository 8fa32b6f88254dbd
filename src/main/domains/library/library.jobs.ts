import { z } from 'zod'
import type { AppContext } from '#main/context.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { JobOutcome } from '#main/kernel/jobs/job-definition.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import type { WorkerChannel } from '#main/kernel/workers/worker-channel.ts'
import { requestArtwork } from './artwork/artwork.jobs.ts'
import type { ArtworkJob } from './artwork/artwork.jobs.ts'
import { libraryVersion } from '../catalogue/catalogue.service.ts'
import type { ScannerApi, ScannerData, ScannerEvent } from './scanner.worker.ts'

type JobContext = Pick<AppContext, 'db' | 'events' | 'paths' | 'workers' | 'jobs'>
type Call = (channel: WorkerChannel<ScannerApi>, onEvent: (event: ScannerEvent) => void) => Promise<unknown>

/** On two cores one reader keeps up with the disk while the scanner writes. */
const tagReaders = 1
/** A worker that is asked to stop finishes the transaction it is in. */
const graceMs = 2_000

/** What changes the catalogue from the outside, one at a time: they share the lane. */
export function defineLibraryJobs(ctx: JobContext, journal: 'wal' | 'delete', artwork: ArtworkJob) {
  const { db, events, paths, workers, jobs } = ctx

  async function inScanner(call: Call, onEvent: (event: ScannerEvent) => void, log: AppContext['log']): Promise<unknown> {
    const workerData: ScannerData = { library: paths.library, journal, tagsWorker: workers('domains/library/tags.worker').href, readers: tagReaders }
    const channel = startWorker<ScannerApi>(workers('domains/library/scanner.worker'), { workerData, log })
    try {
      return await call(channel, (event) => {
        onEvent(event)
        if (event.kind === 'written') events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
      })
    } finally {
      await channel.terminate(graceMs)
      requestArtwork(jobs, artwork)
      events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
      events.publishSoon({ type: 'folders.changed' })
    }
  }

  const lane = 'library'
  const scan = defineJob({
    type: 'library.scan',
    lane,
    payload: z.object({ folderIds: z.array(z.number()), isFull: z.boolean(), only: z.array(z.object({ folderId: z.number(), directories: z.array(z.string()), trees: z.array(z.string()) })).optional() }),
    maxAttempts: 3,
    run: async ({ id, payload, signal, log, progress }): Promise<JobOutcome> => {
      const { only, ...request } = payload
      const result = await inScanner(
        (channel, onEvent) => channel.call('scan', { ...request, ...(only && { only }) }, { signal, onEvent }),
        (event) => {
          if (event.kind !== 'progress') {
            requestArtwork(jobs, artwork)
            return
          }
          progress(event.report)
          events.publishSoon({ type: 'scan.progressed', progress: { ...event.report, jobId: id } })
        },
        log,
      )
      return { kind: 'done', result }
    },
  })
  const removeFolder = defineJob({
    type: 'library.removeFolder',
    lane,
    payload: z.object({ folderId: z.number() }),
    run: async ({ payload, signal, log, progress }): Promise<JobOutcome> => {
      const result = await inScanner(
        (channel, onEvent) => channel.call('removeFolder', payload, { signal, onEvent }),
        (event) => event.kind === 'written' && progress({ phase: 'removing', done: event.done, total: null, ratePerSecond: null, remainingMs: null, detail: null }),
        log,
      )
      return { kind: 'done', result }
    },
  })
  return { scan, removeFolder, inScanner }
}

export type LibraryJobs = ReturnType<typeof defineLibraryJobs>
