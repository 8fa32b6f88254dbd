import { availableParallelism } from 'node:os'
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

const tagReaders = 2
/** A worker that is asked to stop finishes the transaction it is in. */
const graceMs = 2_000
/** Collecting garbage late would take twice the memory; what a scan holds at once is a third of this. */
const scannerHeap = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 }
/** Open pages ask again for what they show each time. */
const announceMs = 1_000
/** Covers are found beside a scan, but where cores are few a short scan has them first. */
const artworkAfterMs = availableParallelism() > 2 ? 0 : 15_000

/** What changes the catalogue from the outside, one at a time: they share the lane. */
export function defineLibraryJobs(ctx: JobContext, journal: 'wal' | 'delete', artwork: ArtworkJob) {
  const { db, events, paths, workers, jobs } = ctx

  async function inScanner(call: Call, onEvent: (event: ScannerEvent) => void, log: AppContext['log']): Promise<unknown> {
    const workerData: ScannerData = { library: paths.library, journal, tagsWorker: workers('domains/library/tags.worker').href, readers: tagReaders }
    const channel = startWorker<ScannerApi>(workers('domains/library/scanner.worker'), { workerData, log, resourceLimits: scannerHeap })
    const begun = performance.now()
    let announcedAt = begun
    let hasAsked = false
    const announce = (): void => events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
    // Once is enough: the artwork job goes on while a scan runs. Asking is a write, and waits for the scanner's.
    const afterWriting = (): void => {
      const now = performance.now()
      if (!hasAsked && now - begun > artworkAfterMs) {
        hasAsked = true
        requestArtwork(jobs, artwork)
      }
      if (now - announcedAt < announceMs) return
      announcedAt = now
      announce()
    }
    try {
      return await call(channel, (event) => {
        onEvent(event)
        if (event.kind === 'written') afterWriting()
      })
    } finally {
      await channel.terminate(graceMs)
      requestArtwork(jobs, artwork)
      announce()
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
          if (event.kind !== 'progress') return
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
