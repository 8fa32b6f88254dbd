import type { ReadDb } from '#main/kernel/db/database.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import { findJob, jobOf, listActive } from '#main/kernel/jobs/job-rows.ts'
import type { JobRow } from '#main/kernel/jobs/job-rows.ts'
import { getSchedule, listSchedules } from '#main/kernel/jobs/schedules.ts'
import type { PausedLane } from '#main/kernel/jobs/lanes.ts'
import type { ScheduleChange, ScheduleRow } from '#main/kernel/jobs/schedules.ts'
import { jobStateSchema } from '#shared/contract/jobs.contract.ts'
import type { Job, JobState, Schedule } from '#shared/contract/jobs.contract.ts'
import { countJobs, listEndedJobs, listJobsIn } from './jobs.repo.ts'

export type JobsPage = { items: Job[]; counts: Record<JobState, number>; pausedLanes: PausedLane[] }

type Wanted = { state?: JobState | undefined; before?: number | undefined; limit: number }

/** The first page leads with what is active; later ones hold only what has ended. */
function rowsOf(db: ReadDb, { state, before, limit }: Wanted): JobRow[] {
  if (state) return listJobsIn(db, state, before, limit)
  const active = before === undefined ? listActive(db, limit) : []
  return [...active, ...listEndedJobs(db, before, limit - active.length)]
}

export function listJobs(db: ReadDb, engine: JobEngine, wanted: Wanted): JobsPage {
  const counted = new Map(countJobs(db).map(({ state, count }) => [state, count]))
  const counts = Object.fromEntries(jobStateSchema.options.map((state) => [state, counted.get(state) ?? 0])) as Record<JobState, number>
  return { items: rowsOf(db, wanted).map((row) => jobOf(row, engine.progressOf(row.id))), counts, pausedLanes: engine.lanes.list() }
}

function scheduleOf(db: ReadDb, engine: JobEngine, row: ScheduleRow): Schedule {
  const { name, jobType, cron, lastRunAt, nextRunAt, lastJobId } = row
  const isEnabled = row.isEnabled === 1
  const lastJob = lastJobId === null ? undefined : findJob(db, lastJobId)
  return { name, jobType, cron, isEnabled, lastRunAt, nextRunAt: isEnabled ? nextRunAt : null, lastJob: lastJob ? jobOf(lastJob, engine.progressOf(lastJob.id)) : null }
}

export function listAllSchedules(db: ReadDb, engine: JobEngine): Schedule[] {
  return listSchedules(db).map((row) => scheduleOf(db, engine, row))
}

export function updateSchedule(db: ReadDb, engine: JobEngine, name: string, change: ScheduleChange): Schedule {
  engine.schedules.update(name, change)
  return scheduleOf(db, engine, getSchedule(db, name))
}
