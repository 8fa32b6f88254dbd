import { createTask, validate } from 'node-cron'
import type { Selectable } from 'kysely'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Clock } from '../clock.ts'
import type { ReadDb, WriteDb } from '../db/database.ts'
import type { Rows } from '../db/rows.gen.ts'
import type { Log } from '../log.ts'
import type { JobDefinition } from './job-definition.ts'

/** A schedule as stored. */
export type ScheduleRow = Selectable<Rows['schedules']>

/** What a person may change about a schedule. */
export type ScheduleChange = { cron?: string | undefined; isEnabled?: boolean | undefined }

/** When a cron expression next fires, in the listener's zone; UTC ms. Throws `invalid-input` for what is none. */
export function nextRunOf(cron: string, zone: string): number {
  if (!validate(cron)) throw new AppError('invalid-input', say`"${cron}" is not a schedule. Write it as cron does: minute, hour, day of the month, month, day of the week.`, { data: { cron } })
  const task = createTask(cron, () => undefined, { timezone: zone })
  try {
    const [next] = task.getNextRuns(1)
    if (!next) throw new AppError('invalid-input', say`"${cron}" never comes.`, { data: { cron } })
    return next.getTime()
  } finally {
    void task.destroy()
  }
}

/** All schedules by name. */
export function listSchedules(db: ReadDb): ScheduleRow[] {
  return db.prepare<[], ScheduleRow>('SELECT * FROM schedules ORDER BY name').all()
}

/** One schedule; throws `not-found`. */
export function getSchedule(db: ReadDb, name: string): ScheduleRow {
  const row = db.prepare<[string], ScheduleRow>('SELECT * FROM schedules WHERE name = ?').get(name)
  if (!row) throw new AppError('not-found', say`There is no schedule called ${name}.`)
  return row
}

/** Schedules that a job definition registered, and what runs when their time comes. */
export type Schedules = {
  register<Payload>(name: string, definition: JobDefinition<Payload>, payload: Payload, cron: string): void
  update(name: string, change: ScheduleChange): ScheduleRow
  /** Enqueues a schedule's job now; its next run stays as it is. */
  run(name: string): number
  /** Enqueues what is due; a schedule that was missed several times runs once. */
  runDue(): void
  /** When the next one is due; undefined when none is. */
  nextDue(): number | undefined
}

type Enqueue = <Payload>(definition: JobDefinition<Payload>, payload: Payload, options: { dedupeKey: string }) => number

/** Keeps the rows of `schedules`; what a person changed survives a registration. */
export function createSchedules({ db, clock, log, enqueue }: { db: WriteDb; clock: Clock; log: Log; enqueue: Enqueue }): Schedules {
  const runners = new Map<string, () => number>()
  let isTidied = false

  function fire(name: string): number {
    const runner = runners.get(name)
    if (!runner) throw new AppError('unsupported', say`This version of Sillon does not know the schedule ${name}.`)
    const jobId = runner()
    db.prepare('UPDATE schedules SET lastRunAt = ?, lastJobId = ? WHERE name = ?').run(clock.now(), jobId, name)
    return jobId
  }

  function setNext(name: string, at: number | null): void {
    db.prepare('UPDATE schedules SET nextRunAt = ? WHERE name = ?').run(at, name)
  }

  /** Forgets rows nobody registered, and brings back what a clock set wrong pushed into the far future. */
  function tidy(): void {
    if (isTidied) return
    isTidied = true
    for (const { name, cron, nextRunAt } of listSchedules(db)) {
      if (!runners.has(name)) db.prepare('DELETE FROM schedules WHERE name = ?').run(name)
      else if (validate(cron) && (nextRunAt ?? 0) > clock.now()) setNext(name, nextRunOf(cron, clock.zone()))
    }
  }

  /** One that cannot run must not keep the others from running: it waits for a person to mend it. */
  function fireDue({ name, cron }: ScheduleRow): void {
    try {
      db.transaction(() => {
        setNext(name, nextRunOf(cron, clock.zone()))
        fire(name)
      })
    } catch (error) {
      log.error('a schedule could not run', { schedule: name, error })
      setNext(name, null)
    }
  }

  return {
    register: (name, definition, payload, cron) => {
      runners.set(name, () => enqueue(definition, payload, { dedupeKey: `schedule:${name}` }))
      const upsert = db.prepare('INSERT INTO schedules (name, jobType, payloadJson, cron, nextRunAt) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET jobType = excluded.jobType, payloadJson = excluded.payloadJson')
      upsert.run(name, definition.type, JSON.stringify(payload), cron, nextRunOf(cron, clock.zone()))
    },

    update: (name, change) =>
      db.transaction(() => {
        const row = getSchedule(db, name)
        const cron = change.cron ?? row.cron
        const isEnabled = change.isEnabled ?? row.isEnabled === 1
        db.prepare('UPDATE schedules SET cron = ?, isEnabled = ?, nextRunAt = ? WHERE name = ?').run(cron, isEnabled ? 1 : 0, nextRunOf(cron, clock.zone()), name)
        return getSchedule(db, name)
      }),

    run: (name) =>
      db.transaction(() => {
        getSchedule(db, name)
        return fire(name)
      }),

    runDue: () => {
      tidy()
      for (const row of listSchedules(db)) {
        if (row.isEnabled === 1 && row.nextRunAt !== null && row.nextRunAt <= clock.now()) fireDue(row)
      }
    },

    nextDue: () => db.prepare<[], number | null>('SELECT min(nextRunAt) FROM schedules WHERE isEnabled = 1').pluck().get() ?? undefined,
  }
}
