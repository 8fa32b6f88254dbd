import type { ReadDb } from '#main/kernel/db/database.ts'
import { query } from '#main/kernel/db/query.ts'
import type { JobRow } from '#main/kernel/jobs/job-rows.ts'
import type { JobState } from '#shared/contract/jobs.contract.ts'

const active: JobState[] = ['running', 'queued']

/** Ended jobs, newest first, below `before`. */
export function listEndedJobs(db: ReadDb, before: number | undefined, limit: number): JobRow[] {
  let built = query.selectFrom('jobs').selectAll().where('state', 'not in', active).orderBy('id', 'desc').limit(limit)
  if (before !== undefined) built = built.where('id', '<', before)
  return db.all(built)
}

export function listJobsIn(db: ReadDb, state: JobState, before: number | undefined, limit: number): JobRow[] {
  let built = query.selectFrom('jobs').selectAll().where('state', '=', state).orderBy('id', 'desc').limit(limit)
  if (before !== undefined) built = built.where('id', '<', before)
  return db.all(built)
}

export function countJobs(db: ReadDb): { state: string; count: number }[] {
  return db.prepare<[], { state: string; count: number }>('SELECT state, count(*) AS count FROM jobs GROUP BY state').all()
}
