// Artwork of albums, whole: the job `library.artwork`, its worker, the pictures kept under images/, thumbnails, palettes.
// A scan sets albums.artworkCheckedAt to null where pictures may have changed and calls `requestArtwork` when it has written some.
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { AppContext } from '#main/context.ts'
import { libraryVersion } from '#main/domains/catalogue/catalogue.service.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { Jobs } from '#main/kernel/jobs/job-definition.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import { openAnnouncer, openMeter } from './artwork-progress.ts'
import type { ArtworkReport, ArtworkResult } from './artwork-run.ts'
import type { ArtworkApi, ArtworkRequest } from './artwork.worker.ts'
import { listDue } from './artwork.repo.ts'

const aDayMs = 24 * 60 * 60 * 1000
/** A decoder that is under way cannot be stopped; nobody waits for it. */
const graceMs = 120
const heapMegabytes = 256

/** Gives every album that is due its cover. It may be cancelled or killed at any moment; the next run goes on. */
export function defineArtworkJob({ db, events, clock, paths, workers }: Pick<AppContext, 'db' | 'events' | 'clock' | 'paths' | 'workers'>) {
  let collectedAt = -Infinity
  const hasWork = (): boolean => listDue(db, 1, new Set()).length > 0 || clock.now() - collectedAt > aDayMs
  const definition = defineJob({
    type: 'library.artwork',
    lane: 'artwork',
    payload: z.object({}),
    run: async ({ signal, log, progress }) => {
      const worker = startWorker<ArtworkApi>(workers('domains/library/artwork/artwork.worker'), { log, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } })
      const journal = db.sqlite.pragma('journal_mode', { simple: true }) === 'wal' ? 'wal' : 'delete'
      const total: ArtworkResult = { albums: 0, covers: 0, problems: 0, unreachable: [] }
      const request = (): ArtworkRequest => ({ library: paths.library, journal, folder: paths.images, except: total.unreachable })
      const announcer = openAnnouncer(() => events.publishSoon({ type: 'library.changed', version: libraryVersion(db) }))
      const meter = openMeter()

      const work = async (): Promise<void> => {
        // What became due while unused pictures were looked for, the queue took for ours.
        do {
          const before = total.albums
          const onEvent = (report: ArtworkReport): void => {
            progress(meter(before + report.done, before + report.total))
            if (report.hasNewCovers) announcer.soon()
          }
          const { unreachable, ...counts } = await worker.call('read', request(), { signal, onEvent })
          for (const key of ['albums', 'covers', 'problems'] as const) total[key] += counts[key]
          total.unreachable = unreachable
          await worker.call('collect', request(), { signal })
          collectedAt = clock.now()
        } while (listDue(db, 1, new Set(total.unreachable)).length > 0)
      }

      const working = work()
      try {
        await Promise.race([working, untilGivenUp(signal)])
      } finally {
        announcer.close()
        // Ending the thread while it decodes would leak what the decoder holds.
        void working.catch(() => undefined).then(() => worker.terminate())
      }
      return { kind: 'done', result: { ...total, unreachable: total.unreachable.length } }
    },
  })
  return { ...definition, hasWork }
}

export type ArtworkJob = ReturnType<typeof defineArtworkJob>

/** Has the artwork read that is due, beside whatever runs. Cheap to call often; null when there is nothing to do. */
export function requestArtwork(queue: Jobs, job: ArtworkJob): number | null {
  return job.hasWork() ? queue.enqueue(job, {}, { dedupeKey: 'library.artwork' }) : null
}

async function untilGivenUp(signal: AbortSignal): Promise<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await wait(graceMs)
  return signal.throwIfAborted() as never
}
