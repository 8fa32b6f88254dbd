import type { Job, JobProgress } from '#shared/contract/jobs.contract.ts'
import { AppError, messageOf } from '#shared/errors.ts'
import type { Told } from '#shared/messages/say.ts'
import { say } from '#shared/messages/say.ts'
import type { Clock } from '../clock.ts'
import type { WriteDb } from '../db/database.ts'
import type { Events } from '../events.ts'
import type { Log } from '../log.ts'
import type { JobDefinition, Jobs } from './job-definition.ts'
import { bringForward, cancelQueued, changeJob, claimJob, deleteEnded, endOf, failType, findActiveByKey, findJob, insertJob, isActive, jobOf, listActive, listQueuedTypes, listRunning, nextDue, pruneJobs, renewJob, renewsJob, requeueJob } from './job-rows.ts'
import type { JobRow } from './job-rows.ts'
import { judge, runJob } from './job-run.ts'
import type { RunEnd, StopReason } from './job-run.ts'
import { createJobWaiters } from './job-waiters.ts'
import { createLanes } from './lanes.ts'
import type { Lanes } from './lanes.ts'
import { createSchedules } from './schedules.ts'
import type { Schedules } from './schedules.ts'

/** The durable queue as its owner sees it. */
export type JobEngine = Jobs & {
  /** Makes a kind of job known. All of them, before `start`. */
  register<Payload>(definition: JobDefinition<Payload>): void
  readonly schedules: Schedules
  /** Pausing a lane lets what runs in it end. */
  readonly lanes: Pick<Lanes, 'pause' | 'resume' | 'list'>
  /** Takes up what the last run left and begins. Without schedules only what is enqueued runs. */
  start(options?: { runsSchedules?: boolean }): void
  /** Looks for due work now; after the machine slept, or the clock was set. */
  wake(): void
  /** Resolves once nothing runs and nothing is due. */
  settled(): Promise<void>
  /** Running jobs and the next that wait, with live progress. */
  active(): Job[]
  /** The live progress of a running job. */
  progressOf(id: number): JobProgress | null
  /** Deletes the ended jobs, failed ones included; returns how many. */
  clear(): number
  /** Asks what runs to stop and waits so long (5 s unless given). What does not stop in time runs again at the next start. */
  stop(graceMs?: number): Promise<void>
}

/** What the engine stands on. `chance` is in [0, 1) and spreads retries. */
export type JobEngineDeps = { db: WriteDb; clock: Clock; log: Log; events: Events; chance?: () => number }

type Running = { row: JobRow; controller: AbortController; asked: StopReason | undefined; progress: JobProgress | null; done: Promise<void> }

const longestSleepMs = 60_000
const announceMs = 100
const announcedJobs = 50

/**
 * One queue over the `jobs` table. One process owns the library, so rows are claimed without further locks; a kill
 * leaves `running` rows, which the next start puts back.
 */
export function createJobEngine({ db, clock, log, events, chance = Math.random }: JobEngineDeps): JobEngine {
  const definitions = new Map<string, JobDefinition<unknown>>()
  const running = new Map<number, Running>()
  const waiters = createJobWaiters()
  const lanes = createLanes(db)
  const schedules = createSchedules({ db, clock, log, enqueue })
  let runsSchedules = false
  let lookedAt = clock.now()
  let phase: 'new' | 'started' | 'stopped' = 'new'
  let soon: NodeJS.Immediate | undefined
  let timer: NodeJS.Timeout | undefined
  let announcement: NodeJS.Timeout | undefined
  let onSettled = Promise.withResolvers<void>()

  function enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload, options: Parameters<Jobs['enqueue']>[2] = {}): number {
    if (!definitions.has(definition.type)) throw new AppError('bug', say`The job ${definition.type} was never registered.`)
    const payloadJson = JSON.stringify(definition.payload.parse(payload))
    const { subject = null, dedupeKey = null, priority = 0, runAfter = clock.now() } = options
    const { type, lane, maxAttempts = 5 } = definition
    // Asking again costs no write, which would have to wait for whoever is writing.
    const known = dedupeKey === null ? undefined : findActiveByKey(db, dedupeKey)
    if (known && !renewsJob(known, runAfter, priority)) return known.id
    const id = db.transaction(() => {
      const same = dedupeKey === null ? undefined : findActiveByKey(db, dedupeKey)
      if (!same) return insertJob(db, { type, payloadJson, lane, dedupeKey, subject, maxAttempts, priority, runAfter, createdAt: clock.now() })
      renewJob(db, same.id, runAfter, priority)
      return same.id
    })
    changed()
    return id
  }

  /** After the transaction the caller may be in has ended. */
  function changed(): void {
    announceSoon()
    if (phase === 'started') soon ??= setImmediate(look)
  }

  function announceSoon(): void {
    if (phase !== 'stopped') announcement ??= setTimeout(announce, announceMs).unref()
  }

  function announce(): void {
    clearTimeout(announcement)
    announcement = undefined
    try {
      events.publish({ type: 'jobs.changed', active: active() })
    } catch (error) {
      log.error('the queue could not be read', { error })
    }
  }

  function active(): Job[] {
    return listActive(db, announcedJobs).map((row) => jobOf(row, running.get(row.id)?.progress))
  }

  function look(): void {
    soon = undefined
    if (phase !== 'started') return
    clearTimeout(timer)
    let sleepMs = longestSleepMs
    try {
      mindClock()
      if (runsSchedules) schedules.runDue()
      for (const lane of laneNames()) fill(lane)
      sleepMs = Math.max(0, Math.min(longestSleepMs, nextLook() - clock.now()))
      if (running.size === 0 && sleepMs > 0 && !soon) settle()
    } catch (error) {
      // A full disk or a busy library: nothing is lost, it is tried again.
      log.error('the queue could not look for work', { error })
      sleepMs = 5_000
    }
    timer = setTimeout(tick, sleepMs)
  }

  /** A clock that was set back would put off what waits by as much. */
  function mindClock(): void {
    const backMs = lookedAt - clock.now()
    lookedAt = clock.now()
    if (backMs < longestSleepMs) return
    bringForward(db, backMs, clock.now())
    log.info('the clock was set back, and what waits with it', { backMs })
  }

  function settle(): void {
    onSettled.resolve()
    onSettled = Promise.withResolvers()
  }

  function tick(): void {
    try {
      recover()
      pruneJobs(db, clock.now())
    } catch (error) {
      log.error('the queue could not be tidied', { error })
    }
    look()
  }

  function laneNames(): Set<string> {
    return new Set([...definitions.values()].map(({ lane }) => lane))
  }

  function freePlaces(lane: string): number {
    let places = 1
    for (const definition of definitions.values()) if (definition.lane === lane) places = Math.max(places, definition.concurrency ?? 1)
    for (const { row } of running.values()) if (row.lane === lane) places -= 1
    return places
  }

  function fill(lane: string): void {
    for (let places = freePlaces(lane); places > 0 && !lanes.isPaused(lane, clock.now()); places -= 1) {
      const row = claimJob(db, lane, clock.now())
      if (!row) return
      begin(row)
    }
  }

  function nextLook(): number {
    let at = Number.POSITIVE_INFINITY
    for (const lane of laneNames()) {
      const pause = lanes.list().find((paused) => paused.lane === lane)
      const due = freePlaces(lane) > 0 ? nextDue(db, lane) : undefined
      if (due !== undefined) at = Math.min(at, pause ? Math.max(due, pause.until ?? Number.POSITIVE_INFINITY) : due)
    }
    return Math.min(at, (runsSchedules ? schedules.nextDue() : undefined) ?? Number.POSITIVE_INFINITY)
  }

  function begin(row: JobRow): void {
    const definition = definitions.get(row.type)
    if (!definition) return failType(db, row.type, clock.now(), ...unknownType(row.type))
    const entry: Running = { row, controller: new AbortController(), asked: undefined, progress: null, done: Promise.resolve() }
    const jobLog = log.with({ jobId: row.id, job: row.type, attempt: row.attempts })
    running.set(row.id, entry)
    changed()
    const onProgress = (progress: JobProgress): void => {
      entry.progress = progress
      announceSoon()
    }
    entry.done = runJob(row, definition, entry.controller.signal, jobLog, onProgress).then((end) => finish(entry, end, jobLog))
  }

  function finish(entry: Running, end: RunEnd, jobLog: Log): void {
    const { row } = entry
    running.delete(row.id)
    try {
      const verdict = judge(row, end, entry.asked, clock.now(), chance())
      report(verdict.change.state, end, entry.asked, jobLog)
      db.transaction(() => {
        changeJob(db, row.id, { ...verdict.change, progress: entry.progress })
        if (verdict.pausedUntil !== undefined) lanes.pause(row.lane, verdict.pausedUntil, verdict.change.told ?? null)
      })
      tellWaiters(row.id)
    } catch (error) {
      // The row still says `running`; recover() puts it back, and running it again does no harm.
      jobLog.error('the outcome of a job could not be written', { error })
    }
    changed()
  }

  function report(state: string, end: RunEnd, asked: StopReason | undefined, jobLog: Log): void {
    if (end.kind !== 'threw' || asked) return
    if (state === 'failed') jobLog.error('job failed', { error: end.error })
    else jobLog.warn('job will be tried again', { error: messageOf(end.error) })
  }

  function tellWaiters(id: number): void {
    const row = findJob(db, id)
    if (row && !isActive(row)) waiters.tell(id, endOf(row))
  }

  function unknownType(type: string): [string, Told] {
    return ['unsupported', say`This version of Sillon does not know the job ${type}. It was left undone; it can be run again with the version that made it.`]
  }

  /** Puts back what is marked running although nothing runs it; a job that ended the process every time is failed at last. */
  function recover(): void {
    for (const row of listRunning(db)) {
      if (running.has(row.id)) continue
      const isSpent = row.attempts >= row.maxAttempts
      const told = isSpent ? say`Sillon stopped while this ran, ${row.attempts} times in all. Run it again to try once more.` : say`Sillon stopped while this ran.`
      changeJob(db, row.id, isSpent ? { state: 'failed', endedAt: clock.now(), errorCode: 'bug', told } : { state: 'queued', told })
      log.warn('job was interrupted', { jobId: row.id, job: row.type, attempt: row.attempts, isSpent })
    }
    for (const type of listQueuedTypes(db)) if (!definitions.has(type)) failType(db, type, clock.now(), ...unknownType(type))
  }

  return {
    enqueue,
    schedules,
    lanes: {
      pause: (lane, until, reason) => {
        lanes.pause(lane, until, reason)
        changed()
      },
      resume: (lane) => {
        lanes.resume(lane)
        changed()
      },
      list: lanes.list,
    },
    active,
    progressOf: (id) => running.get(id)?.progress ?? null,
    wake: look,

    register: (definition) => {
      if (definitions.has(definition.type)) throw new AppError('bug', say`The job ${definition.type} is registered twice.`)
      definitions.set(definition.type, definition as JobDefinition<unknown>)
    },

    start: (options = {}) => {
      runsSchedules = options.runsSchedules ?? true
      phase = 'started'
      recover()
      changed()
    },

    settled: () => {
      const { promise } = onSettled
      changed()
      return promise
    },

    wait: async (id, signal) => {
      const row = findJob(db, id)
      if (!row) throw new AppError('not-found', say`There is no job ${String(id)}.`)
      return isActive(row) ? waiters.add(id, signal) : endOf(row)
    },

    cancel: (id) => {
      const entry = running.get(id)
      if (entry) {
        entry.asked ??= 'cancel'
        entry.controller.abort()
        return true
      }
      const isCancelled = cancelQueued(db, id, clock.now())
      tellWaiters(id)
      changed()
      return isCancelled
    },

    retry: (id) => {
      const row = findJob(db, id)
      if (!row) throw new AppError('not-found', say`That job is no longer in the list.`)
      const same = isActive(row) || row.dedupeKey === null ? undefined : findActiveByKey(db, row.dedupeKey)
      if (row.state !== 'running' && !same) requeueJob(db, id, clock.now())
      changed()
      return same?.id ?? id
    },

    clear: () => {
      let removed = 0
      for (let batch = deleteEnded(db); batch > 0; batch = deleteEnded(db)) removed += batch
      changed()
      return removed
    },

    stop: async (graceMs = 5_000) => {
      phase = 'stopped'
      clearImmediate(soon)
      clearTimeout(timer)
      soon = undefined
      for (const entry of running.values()) {
        entry.asked ??= 'stop'
        entry.controller.abort()
      }
      const grace = Promise.withResolvers<void>()
      const bound = setTimeout(grace.resolve, graceMs)
      await Promise.race([Promise.all([...running.values()].map(({ done }) => done)), grace.promise])
      clearTimeout(bound)
      waiters.dismiss()
      settle()
      announce()
    },
  }
}
