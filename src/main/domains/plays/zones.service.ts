import { z } from 'zod'
import type { AppContext } from '#main/context.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { isZone } from '#shared/model/local-day.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { JobDefinition } from '#main/kernel/jobs/job-definition.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import type { PlayDaysWorker } from './play-days.worker.ts'
import { listZones, notePresentZone } from './play-time.service.ts'
import type { ZoneSpan } from './play-time.service.ts'

type DayStart = { dayStartsAt: number }
type ZonesContext = Pick<AppContext, 'db' | 'events' | 'clock' | 'jobs'>

export type DeriveDaysJob = JobDefinition<Record<string, never>>

export { listZones } from './play-time.service.ts'
export type { ZoneSpan } from './play-time.service.ts'

const derivedKey = 'playDaysStartAt'

/** The job that finds the days of all plays again, with the start of day that is set when it runs. */
export function defineDeriveDays({ db, events, clock, paths, workers }: Pick<AppContext, 'db' | 'events' | 'clock' | 'paths' | 'workers'>, days: () => DayStart): DeriveDaysJob {
  return defineJob({
    type: 'plays.deriveDays',
    lane: 'plays',
    payload: z.object({}).strict(),
    run: async ({ signal, progress }) => {
      const { dayStartsAt } = days()
      const zones = JSON.stringify(listZones(db))
      const journal = db.sqlite.pragma('journal_mode', { simple: true }) === 'wal' ? 'wal' : 'delete'
      const worker = startWorker<PlayDaysWorker>(workers('domains/plays/play-days.worker'))
      const onEvent = ({ done, total }: { done: number; total: number }): void => progress({ phase: 'plays', done, total, ratePerSecond: null, remainingMs: null, detail: null })
      try {
        await worker.call('derive', { library: paths.library, journal, dayStartsAt }, { signal, onEvent })
      } finally {
        await worker.terminate()
      }
      db.transaction(() =>
        db.prepare('INSERT INTO settings (key, valueJson, updatedAt) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET valueJson = excluded.valueJson, updatedAt = excluded.updatedAt').run(derivedKey, JSON.stringify(dayStartsAt), clock.now()),
      )
      events.publish({ type: 'plays.changed' })
      // What was changed while it ran counts as well.
      const isCurrent = days().dayStartsAt === dayStartsAt && JSON.stringify(listZones(db)) === zones
      return isCurrent ? { kind: 'done' } : { kind: 'again', at: clock.now() }
    },
  })
}

function enqueue({ jobs }: Pick<ZonesContext, 'jobs'>, job: DeriveDaysJob): number {
  return jobs.enqueue(job, {}, { dedupeKey: job.type })
}

/** Replaces the whole history of zones; plays whose own source told no zone move to their new day by a job. */
export function setZones(ctx: ZonesContext, job: DeriveDaysJob, zones: readonly ZoneSpan[]): { jobId: number | null } {
  const { db, clock } = ctx
  const wrong = zones.find(({ zone }) => !isZone(zone))
  if (wrong) throw new AppError('invalid-input', say`“${wrong.zone}” is not a time zone. Nothing was changed.`)
  const wanted = new Map(zones.toSorted((one, other) => one.fromAt - other.fromAt).map(({ fromAt, zone }) => [fromAt, zone]))
  const spans = [...wanted].map(([fromAt, zone]) => ({ fromAt, zone })).filter(({ zone }, index, all) => all[index - 1]?.zone !== zone)
  if (JSON.stringify(spans) === JSON.stringify(listZones(db))) return { jobId: null }
  const jobId = db.transaction(() => {
    db.prepare('DELETE FROM listener_zones').run()
    const insert = db.prepare<[number, string], never>('INSERT INTO listener_zones (fromAt, zone) VALUES (?, ?)')
    for (const { fromAt, zone } of spans) insert.run(fromAt, zone)
    notePresentZone(db, clock)
    return enqueue(ctx, job)
  })
  return { jobId }
}

/** Notes the present zone, and sees to it that days begin when they are set to, now and whenever that is changed. Returns how to stop. */
export function keepDays(ctx: ZonesContext, job: DeriveDaysJob, days: () => DayStart): () => void {
  const { db, clock, events } = ctx
  notePresentZone(db, clock)
  const ensure = (): void => {
    const stored = db.prepare<[string], { valueJson: string }>('SELECT valueJson FROM settings WHERE key = ?').get(derivedKey)
    if (days().dayStartsAt !== Number(stored?.valueJson ?? 0)) enqueue(ctx, job)
  }
  ensure()
  return events.subscribe((event) => {
    if (event.type === 'settings.changed') ensure()
  })
}
