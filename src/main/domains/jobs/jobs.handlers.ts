import { os } from '#main/contract.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import { listAllSchedules, listJobs, updateSchedule } from './jobs.service.ts'

export function createJobsHandlers(db: ReadDb, engine: JobEngine) {
  const { jobs: procedures } = os
  return {
    list: procedures.list.handler(({ input }) => listJobs(db, engine, input)),
    cancel: procedures.cancel.handler(({ input }) => ({ isCancelled: engine.cancel(input.id) })),
    retry: procedures.retry.handler(({ input }) => ({ jobId: engine.retry(input.id) })),
    clear: procedures.clear.handler(() => ({ removed: engine.clear() })),
    pauseLane: procedures.pauseLane.handler(({ input }) => engine.lanes.pause(input.lane, null, null)),
    resumeLane: procedures.resumeLane.handler(({ input }) => engine.lanes.resume(input.lane)),
    schedules: procedures.schedules.handler(() => listAllSchedules(db, engine)),
    updateSchedule: procedures.updateSchedule.handler(({ input }) => updateSchedule(db, engine, input.name, input)),
    runSchedule: procedures.runSchedule.handler(({ input }) => ({ jobId: engine.schedules.run(input.name) })),
  }
}
