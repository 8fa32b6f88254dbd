import type { Selectable } from 'kysely'
import { jobProgressSchema } from '#shared/contract/jobs.contract.ts'
import type { Job, JobProgress, JobState } from '#shared/contract/jobs.contract.ts'
import type { Told } from '#shared/messages/say.ts'
import { inEnglish, readTold } from '#shared/messages/say.ts'
import type { ReadDb, WriteDb } from '../db/database.ts'
import type { Rows } from '../db/rows.gen.ts'
import type { JobEnd } from './job-definition.ts'

/** A row of the queue. */
export type JobRow = Selectable<Rows['jobs']>

/** What a new row says. */
export type NewJob = Pick<JobRow, 'type' | 'payloadJson' | 'lane' | 'dedupeKey' | 'subject' | 'maxAttempts' | 'priority' | 'runAfter' | 'createdAt'>

/** How a run changes its row. What is left out stays; `attempts` is relative. */
export type RowChange = {
  state: JobState
  attempts?: -1
  runAfter?: number
  endedAt?: number
  result?: unknown
  errorCode?: string | null
  told?: Told | null
  progress?: JobProgress | null
}

const ended = "('done', 'skipped', 'cancelled', 'failed')"
const keptMs = 30 * 24 * 60 * 60 * 1000
const keptRows = 5_000

/** Finds one job. */
export function findJob(db: ReadDb, id: number): JobRow | undefined {
  return db.prepare<[number], JobRow>('SELECT * FROM jobs WHERE id = ?').get(id)
}

/** Finds the job that waits or runs under a key. */
export function findActiveByKey(db: ReadDb, dedupeKey: string): JobRow | undefined {
  return db.prepare<[string], JobRow>("SELECT * FROM jobs WHERE dedupeKey = ? AND state IN ('queued', 'running')").get(dedupeKey)
}

/** Writes a waiting job and returns its id. */
export function insertJob(db: WriteDb, job: NewJob): number {
  const insert = db.prepare<[NewJob], never>(`INSERT INTO jobs (type, payloadJson, lane, dedupeKey, state, subject, maxAttempts, priority, runAfter, createdAt)
    VALUES (@type, @payloadJson, @lane, @dedupeKey, 'queued', @subject, @maxAttempts, @priority, @runAfter, @createdAt)`)
  return Number(insert.run(job).lastInsertRowid)
}

/** Lets a waiting job start afresh: as if it had never been tried, no later and no less urgent than asked now. */
export function renewJob(db: WriteDb, id: number, runAfter: number, priority: number): void {
  db.prepare("UPDATE jobs SET attempts = 0, runAfter = min(runAfter, ?), priority = max(priority, ?) WHERE id = ? AND state = 'queued'").run(runAfter, priority, id)
}

/** Whether {@link renewJob} would change anything. */
export function renewsJob({ state, attempts, runAfter: before, priority: had }: JobRow, runAfter: number, priority: number): boolean {
  return state === 'queued' && (attempts > 0 || runAfter < before || priority > had)
}

/** Puts an ended or waiting job to the front of its time. */
export function requeueJob(db: WriteDb, id: number, now: number): void {
  db.prepare("UPDATE jobs SET state = 'queued', attempts = 0, runAfter = ?, startedAt = NULL, endedAt = NULL, errorCode = NULL, toldJson = NULL, progressJson = NULL, resultJson = NULL WHERE id = ?").run(now, id)
}

/** Takes the most urgent due job of a lane, marking it running and counting the attempt. */
export function claimJob(db: WriteDb, lane: string, now: number): JobRow | undefined {
  const next = "SELECT id FROM jobs WHERE state = 'queued' AND lane = ? AND runAfter <= ? ORDER BY priority DESC, runAfter, id LIMIT 1"
  return db.prepare<[number, string, number], JobRow>(`UPDATE jobs SET state = 'running', attempts = attempts + 1, startedAt = ? WHERE id = (${next}) RETURNING *`).get(now, lane, now)
}

/** Moves what waits to an earlier time, though not before `now`. */
export function bringForward(db: WriteDb, byMs: number, now: number): void {
  db.prepare("UPDATE jobs SET runAfter = max(?, runAfter - ?) WHERE state = 'queued' AND runAfter > ?").run(now, byMs, now)
}

/** When the next waiting job of a lane is due; undefined when none waits. */
export function nextDue(db: ReadDb, lane: string): number | undefined {
  return db.prepare<[string], number | null>("SELECT min(runAfter) FROM jobs WHERE state = 'queued' AND lane = ?").pluck().get(lane) ?? undefined
}

/** Writes what a run came to. */
export function changeJob(db: WriteDb, id: number, { state, attempts = undefined, runAfter, endedAt, result, errorCode = null, told = null, progress = null }: RowChange): void {
  const change = db.prepare(`UPDATE jobs SET state = ?, attempts = attempts + ?, runAfter = coalesce(?, runAfter), endedAt = ?, resultJson = ?, errorCode = ?, toldJson = ?,
    progressJson = ?, startedAt = CASE WHEN ? THEN startedAt END WHERE id = ?`)
  change.run(state, attempts ?? 0, runAfter ?? null, endedAt ?? null, result === undefined ? null : JSON.stringify(result), errorCode, told && JSON.stringify(told), progress && JSON.stringify(progress), endedAt === undefined ? 0 : 1, id)
}

/** Takes a waiting job back; false when it is not waiting. */
export function cancelQueued(db: WriteDb, id: number, now: number): boolean {
  return db.prepare("UPDATE jobs SET state = 'cancelled', endedAt = ? WHERE id = ? AND state = 'queued'").run(now, id).changes > 0
}

/** Jobs that are marked running although nobody runs them: what a kill left. */
export function listRunning(db: ReadDb): JobRow[] {
  return db.prepare<[], JobRow>("SELECT * FROM jobs WHERE state = 'running'").all()
}

/** The types of the jobs that wait. */
export function listQueuedTypes(db: ReadDb): string[] {
  return db.prepare<[], string>("SELECT DISTINCT type FROM jobs WHERE state = 'queued'").pluck().all()
}

/** Ends every waiting job of a type. */
export function failType(db: WriteDb, type: string, now: number, errorCode: string, told: Told): void {
  db.prepare("UPDATE jobs SET state = 'failed', endedAt = ?, errorCode = ?, toldJson = ? WHERE type = ? AND state = 'queued'").run(now, errorCode, JSON.stringify(told), type)
}

/** Running jobs first, then the next that wait; at most `limit`. */
export function listActive(db: ReadDb, limit: number): JobRow[] {
  const running = db.prepare<[number], JobRow>("SELECT * FROM jobs WHERE state = 'running' ORDER BY id DESC LIMIT ?").all(limit)
  const queued = db.prepare<[number], JobRow>("SELECT * FROM jobs WHERE state = 'queued' ORDER BY id DESC LIMIT ?").all(limit - running.length)
  return [...running, ...queued]
}

/** Deletes at most 500 ended jobs, failed ones included; returns how many. */
export function deleteEnded(db: WriteDb): number {
  return db.prepare(`DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state IN ${ended} LIMIT 500)`).run().changes
}

/** Forgets at most 500 jobs that ended well or were cancelled a month ago, or are not among the last 5,000 of those. */
export function pruneJobs(db: WriteDb, now: number): void {
  const closed = "state IN ('done', 'skipped', 'cancelled')"
  db.prepare(`DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE ${closed} AND endedAt < ? LIMIT 500)`).run(now - keptMs)
  db.prepare(`DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE ${closed} ORDER BY id DESC LIMIT 500 OFFSET ${keptRows})`).run()
}

function parseProgress(json: string | null): JobProgress | null {
  return json === null ? null : (jobProgressSchema.safeParse(JSON.parse(json)).data ?? null)
}

/** What a row says of its end, and that in English. */
export function wordsOf({ toldJson }: Pick<JobRow, 'toldJson'>): Pick<JobEnd, 'errorMessage' | 'told'> {
  const told = readTold(toldJson)
  return { errorMessage: told && inEnglish(told), told }
}

/** A row as the contract shows it. `live` is the progress of a running job. */
export function jobOf(row: JobRow, live: JobProgress | null = null): Job {
  const { id, type, lane, subject, attempts, maxAttempts, errorCode, createdAt, startedAt, endedAt, runAfter } = row
  return { id, type, lane, subject, state: row.state as JobState, attempts, maxAttempts, progress: live ?? parseProgress(row.progressJson), errorCode, ...wordsOf(row), createdAt, startedAt, endedAt, runAfter }
}

/** How a job ended, from its row. */
export function endOf(row: JobRow): JobEnd {
  return { state: row.state as JobState, result: row.resultJson === null ? null : (JSON.parse(row.resultJson) as unknown), errorCode: row.errorCode, ...wordsOf(row) }
}

/** Whether a row waits or runs. */
export function isActive(row: JobRow): boolean {
  return row.state === 'queued' || row.state === 'running'
}
