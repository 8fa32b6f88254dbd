import { expect, test } from 'vitest'
import { z } from 'zod'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { AppError, isAbort } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { testContext } from '#tests/factories/library.ts'
import { openDatabase } from '../db/database.ts'
import { defineJob } from './job-definition.ts'
import type { JobDefinition, JobOutcome, JobRun } from './job-definition.ts'

const numbered = z.object({ n: z.number() })
type Numbered = z.infer<typeof numbered>

/** A job whose runs the test sees and steers. */
function sampleJob(run: (job: JobRun<Numbered>) => Promise<JobOutcome> | JobOutcome = () => ({ kind: 'done' }), options: Partial<JobDefinition<Numbered>> = {}) {
  const ran: number[] = []
  const job = defineJob<Numbered>({
    type: 'sample.work',
    lane: 'sample',
    payload: numbered,
    ...options,
    run: async (given) => {
      ran.push(given.payload.n)
      return run(given)
    },
  })
  return { job, ran }
}

function setUp(...definitions: JobDefinition<Numbered>[]) {
  const context = testContext()
  const jobs = testJobs(context)
  for (const definition of definitions) jobs.register(definition)
  const row = (id: number) => context.db.prepare<[number], Record<string, unknown>>('SELECT * FROM jobs WHERE id = ?').get(id)
  return { ...context, jobs, row }
}

/** A promise that ends when the signal aborts, as a well-behaved job does. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

test('a job runs after it was enqueued and its result can be waited for', async () => {
  const { job } = sampleJob(({ payload }) => ({ kind: 'done', result: { doubled: payload.n * 2 } }))
  const { jobs, row, clock } = setUp(job)
  jobs.start()
  const id = jobs.enqueue(job, { n: 4 }, { subject: 'four' })
  expect(await jobs.wait(id)).toEqual({ state: 'done', result: { doubled: 8 }, errorCode: null, errorMessage: null, told: null })
  expect(row(id)).toMatchObject({ state: 'done', attempts: 1, subject: 'four', startedAt: clock.now(), endedAt: clock.now() })
  expect(await jobs.wait(id)).toMatchObject({ state: 'done' })
})

test('a job enqueued in a transaction that is rolled back never was', async () => {
  const { job, ran } = sampleJob()
  const { jobs, db } = setUp(job)
  jobs.start()
  expect(() =>
    db.transaction(() => {
      jobs.enqueue(job, { n: 1 })
      throw new Error('changed our mind')
    }),
  ).toThrow('changed our mind')
  await jobs.settled()
  expect(ran).toEqual([])
})

test('a payload that does not fit is refused, and one spoilt in the library fails in plain words', async () => {
  const { job } = sampleJob()
  const { jobs, db } = setUp(job)
  expect(() => jobs.enqueue(job, { n: 'x' } as never)).toThrow(z.ZodError)
  const id = jobs.enqueue(job, { n: 1 })
  db.prepare("UPDATE jobs SET payloadJson = '{}'").run()
  jobs.start()
  expect(await jobs.wait(id)).toMatchObject({ state: 'failed', errorCode: 'invalid-input', errorMessage: expect.stringContaining('cannot be understood') })
})

test('a lane runs one job at a time, the most urgent first, then in order', async () => {
  let at = 0
  let most = 0
  const { job, ran } = sampleJob(async () => {
    most = Math.max(most, ++at)
    await Promise.resolve()
    at -= 1
    return { kind: 'done' }
  })
  const { jobs } = setUp(job)
  jobs.enqueue(job, { n: 1 })
  jobs.enqueue(job, { n: 2 })
  jobs.enqueue(job, { n: 3 }, { priority: 5 })
  jobs.start()
  await jobs.settled()
  expect(ran).toEqual([3, 1, 2])
  expect(most).toBe(1)
})

test('a lane may run several at once, and lanes do not wait for each other', async () => {
  const begun = new Map<string, PromiseWithResolvers<void>>([['a1', Promise.withResolvers()], ['a2', Promise.withResolvers()], ['b1', Promise.withResolvers()]])
  const meet = (lane: string) => async ({ payload }: JobRun<Numbered>): Promise<JobOutcome> => {
    begun.get(`${lane}${payload.n}`)?.resolve()
    await Promise.all([...begun.values()].map(({ promise }) => promise))
    return { kind: 'done' }
  }
  const a = sampleJob(meet('a'), { type: 'sample.a', lane: 'a', concurrency: 2 })
  const b = sampleJob(meet('b'), { type: 'sample.b', lane: 'b' })
  const { jobs } = setUp(a.job, b.job)
  jobs.start()
  const ids = [jobs.enqueue(a.job, { n: 1 }), jobs.enqueue(a.job, { n: 2 }), jobs.enqueue(b.job, { n: 1 })]
  expect((await Promise.all(ids.map((id) => jobs.wait(id)))).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
})

test('while a job with a key waits or runs, enqueueing it again returns the same one', async () => {
  const { job, ran } = sampleJob()
  const { jobs } = setUp(job)
  const first = jobs.enqueue(job, { n: 1 }, { dedupeKey: 'k' })
  expect(jobs.enqueue(job, { n: 2 }, { dedupeKey: 'k' })).toBe(first)
  jobs.start()
  await jobs.wait(first)
  expect(jobs.enqueue(job, { n: 3 }, { dedupeKey: 'k' })).not.toBe(first)
  await jobs.settled()
  expect(ran).toEqual([1, 3])
})

test('asking again for a job that waits already writes nothing, so it waits for nobody who writes', () => {
  const { job } = sampleJob()
  const { jobs, db, clock, paths } = setUp(job)
  const first = jobs.enqueue(job, { n: 1 }, { dedupeKey: 'k', runAfter: clock.now() + 1_000 })
  const other = openDatabase({ path: paths.library })
  db.sqlite.pragma('busy_timeout = 0')
  other.sqlite.exec('BEGIN IMMEDIATE')
  try {
    expect(jobs.enqueue(job, { n: 2 }, { dedupeKey: 'k', runAfter: clock.now() + 1_000 })).toBe(first)
    expect(() => jobs.enqueue(job, { n: 2 }, { dedupeKey: 'k' })).toThrow('locked')
  } finally {
    other.close()
  }
  jobs.enqueue(job, { n: 2 }, { dedupeKey: 'k' })
  expect(db.prepare('SELECT runAfter FROM jobs').pluck().all()).toEqual([clock.now()])
})

test('a failure is tried again later and later, then kept as failed with its reason', async () => {
  const { job, ran } = sampleJob(() => {
    throw new AppError('unavailable', verbatim('The service does not answer.'))
  }, { maxAttempts: 3 })
  const { jobs, clock, row } = setUp(job)
  jobs.start()
  const id = jobs.enqueue(job, { n: 1 })
  const start = clock.now()
  await jobs.settled()
  expect(row(id)).toMatchObject({ state: 'queued', attempts: 1, runAfter: start + 5_000, errorCode: 'unavailable' })
  clock.advance(4_999)
  jobs.wake()
  await jobs.settled()
  expect(ran).toHaveLength(1)
  clock.advance(1)
  jobs.wake()
  await jobs.settled()
  expect(row(id)).toMatchObject({ attempts: 2, runAfter: clock.now() + 20_000 })
  clock.advance(20_000)
  jobs.wake()
  expect(await jobs.wait(id)).toMatchObject({ state: 'failed', errorCode: 'unavailable', errorMessage: 'The service does not answer.' })
  expect(ran).toHaveLength(3)
})

test('what trying again cannot help fails at once, and a person may run it again', async () => {
  let isRefused = true
  const { job, ran } = sampleJob(() => {
    if (isRefused) throw new AppError('unauthorised', verbatim('The token was refused.'))
    return { kind: 'done' }
  })
  const { jobs, row } = setUp(job)
  jobs.start()
  const id = jobs.enqueue(job, { n: 1 })
  expect(await jobs.wait(id)).toMatchObject({ state: 'failed', errorCode: 'unauthorised' })
  isRefused = false
  expect(jobs.retry(id)).toBe(id)
  expect(await jobs.wait(id)).toMatchObject({ state: 'done', errorCode: null })
  expect(row(id)).toMatchObject({ attempts: 1 })
  expect(ran).toHaveLength(2)
  expect(() => jobs.retry(999)).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('an unforeseen error is a bug that names the job in the log, and SQLite errors keep their meaning', async () => {
  const errors = [new TypeError('x is undefined'), Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })]
  const { job } = sampleJob(() => {
    throw errors.shift() ?? new Error('none left')
  }, { maxAttempts: 1 })
  const { jobs } = setUp(job)
  jobs.start()
  const bug = jobs.enqueue(job, { n: 1 })
  expect(await jobs.wait(bug)).toMatchObject({ state: 'failed', errorCode: 'bug', errorMessage: expect.stringContaining(`job ${bug}`) })
  expect(await jobs.wait(jobs.enqueue(job, { n: 2 }))).toMatchObject({ errorCode: 'disk-full' })
})

test('a rate limit pauses its lane only, costs no attempt, and outlives a restart', async () => {
  let until = 0
  const limited = sampleJob(({ attempt }) => (attempt === 1 && until > 0 ? { kind: 'rate-limited', until, why: verbatim('asked to wait') } : { kind: 'done' }), { type: 'sample.limited', lane: 'limited' })
  const free = sampleJob(undefined, { type: 'sample.free', lane: 'free' })
  const { jobs, clock, row, ...context } = setUp(limited.job, free.job)
  until = clock.now() + 90_000
  jobs.start()
  const first = jobs.enqueue(limited.job, { n: 1 })
  jobs.enqueue(limited.job, { n: 2 })
  const other = jobs.enqueue(free.job, { n: 3 })
  await jobs.settled()
  expect(limited.ran).toEqual([1])
  expect(row(first)).toMatchObject({ state: 'queued', attempts: 0 })
  expect(row(other)).toMatchObject({ state: 'done' })
  expect(jobs.lanes.list()).toEqual([{ lane: 'limited', until, reason: verbatim('asked to wait') }])
  await jobs.stop()

  const next = testJobs({ ...context, clock })
  next.register(limited.job)
  next.register(free.job)
  next.start()
  await next.settled()
  expect(limited.ran).toEqual([1])
  until = 0
  clock.advance(90_000)
  next.wake()
  await next.settled()
  expect(limited.ran).toEqual([1, 1, 2])
  expect(next.lanes.list()).toEqual([])
})

test('a thrown rate limit is one too, with the time it carries', async () => {
  const { job } = sampleJob(() => {
    throw new AppError('rate-limited', verbatim('Slow down.'), { data: { until: Date.UTC(2026, 0, 1, 13) } })
  })
  const { jobs } = setUp(job)
  jobs.start()
  jobs.enqueue(job, { n: 1 })
  await jobs.settled()
  expect(jobs.lanes.list()).toEqual([{ lane: 'sample', until: Date.UTC(2026, 0, 1, 13), reason: verbatim('Slow down.') }])
})

test('a person can pause a lane and resume it', async () => {
  const { job, ran } = sampleJob()
  const { jobs } = setUp(job)
  jobs.lanes.pause('sample', null, null)
  jobs.start()
  jobs.enqueue(job, { n: 1 })
  await jobs.settled()
  expect(ran).toEqual([])
  jobs.lanes.resume('sample')
  await jobs.settled()
  expect(ran).toEqual([1])
})

test('a waiting job is taken back and a running one is asked to stop', async () => {
  const begun = Promise.withResolvers<void>()
  const { job, ran } = sampleJob(({ signal }) => {
    begun.resolve()
    return untilAborted(signal)
  })
  const { jobs } = setUp(job)
  jobs.start()
  const runs = jobs.enqueue(job, { n: 1 })
  const waits = jobs.enqueue(job, { n: 2 })
  await begun.promise
  expect(jobs.cancel(waits)).toBe(true)
  expect(jobs.cancel(runs)).toBe(true)
  expect(await jobs.wait(runs)).toMatchObject({ state: 'cancelled', errorCode: null })
  expect(await jobs.wait(waits)).toMatchObject({ state: 'cancelled' })
  expect(jobs.cancel(runs)).toBe(false)
  expect(ran).toEqual([1])
})

test('a job may ask to be tried later, or have nothing to do', async () => {
  const { job } = sampleJob(({ payload, attempt }) => {
    if (payload.n === 1) return { kind: 'skipped', why: verbatim('the source is switched off') }
    return attempt === 1 ? { kind: 'retry', afterMs: 1_000, why: verbatim('not ready') } : { kind: 'done' }
  })
  const { jobs, clock } = setUp(job)
  jobs.start()
  expect(await jobs.wait(jobs.enqueue(job, { n: 1 }))).toMatchObject({ state: 'skipped', errorMessage: 'the source is switched off' })
  const later = jobs.enqueue(job, { n: 2 })
  await jobs.settled()
  clock.advance(1_000)
  jobs.wake()
  expect(await jobs.wait(later)).toMatchObject({ state: 'done' })
})

test('stopping ends what runs without losing it or counting the attempt', async () => {
  const begun = Promise.withResolvers<void>()
  const { job } = sampleJob(({ signal }) => {
    begun.resolve()
    return untilAborted(signal)
  })
  const { jobs, row } = setUp(job)
  jobs.start()
  const id = jobs.enqueue(job, { n: 1 })
  const waiting = jobs.wait(id)
  await Promise.all([expect(waiting).rejects.toSatisfy(isAbort), begun.promise.then(() => jobs.stop())])
  expect(row(id)).toMatchObject({ state: 'queued', attempts: 0, startedAt: null })
})

test('what does not stop in time is put back at the next start, its attempt counted', async () => {
  const begun = Promise.withResolvers<void>()
  const { job } = sampleJob(({ attempt }) => {
    begun.resolve()
    return attempt === 1 ? new Promise<never>(() => undefined) : { kind: 'done' }
  })
  const { jobs, row, ...context } = setUp(job)
  jobs.start()
  const id = jobs.enqueue(job, { n: 1 })
  await begun.promise
  await jobs.stop(1)
  expect(row(id)).toMatchObject({ state: 'running', attempts: 1 })
  const next = testJobs(context)
  next.register(job)
  next.start()
  expect(await next.wait(id)).toMatchObject({ state: 'done' })
  expect(row(id)).toMatchObject({ attempts: 2 })
})

test('a job that ended the process every time is failed at last', async () => {
  const { job, ran } = sampleJob()
  const { jobs, db } = setUp(job)
  const id = jobs.enqueue(job, { n: 1 })
  db.prepare("UPDATE jobs SET state = 'running', attempts = 5").run()
  jobs.start()
  expect(await jobs.wait(id)).toMatchObject({ state: 'failed', errorCode: 'bug', errorMessage: expect.stringContaining('5 times') })
  expect(ran).toEqual([])
})

test('a job of an unknown kind is failed where it can be seen', async () => {
  const { job } = sampleJob()
  const { jobs, db } = setUp(job)
  const id = jobs.enqueue(job, { n: 1 })
  db.prepare("UPDATE jobs SET type = 'future.work'").run()
  jobs.start()
  expect(await jobs.wait(id)).toMatchObject({ state: 'failed', errorCode: 'unsupported', errorMessage: expect.stringContaining('future.work') })
  expect(() => jobs.enqueue({ ...job, type: 'never.registered' }, { n: 1 })).toThrow('never registered')
})

test('progress is live while a job runs and kept when it ends', async () => {
  const progress: JobProgress = { phase: 'reading', done: 3, total: 10, ratePerSecond: 2, remainingMs: 3_500, detail: null }
  const told = Promise.withResolvers<void>()
  const proceed = Promise.withResolvers<void>()
  const { job } = sampleJob(async (run) => {
    for (let done = 0; done <= 3; done += 1) run.progress({ ...progress, done })
    told.resolve()
    await proceed.promise
    return { kind: 'done' }
  })
  const { jobs, events, heard, row } = setUp(job)
  const announced = Promise.withResolvers<void>()
  events.subscribe((event) => event.type === 'jobs.changed' && event.active.length > 0 && announced.resolve())
  jobs.start()
  const id = jobs.enqueue(job, { n: 1 })
  await told.promise
  expect(jobs.progressOf(id)).toEqual(progress)
  await announced.promise
  expect(heard).toContainEqual({ type: 'jobs.changed', active: [expect.objectContaining({ id, state: 'running', progress })] })
  expect(row(id)).toMatchObject({ progressJson: null })
  proceed.resolve()
  await jobs.wait(id)
  expect(jobs.progressOf(id)).toBeNull()
  expect(JSON.parse(String(row(id)?.progressJson))).toEqual(progress)
})

test('waiting can be given up, and a job nobody knows cannot be waited for', async () => {
  const { job } = sampleJob()
  const { jobs } = setUp(job)
  const controller = new AbortController()
  const wait = jobs.wait(jobs.enqueue(job, { n: 1 }), controller.signal)
  controller.abort()
  await expect(wait).rejects.toSatisfy(isAbort)
  await expect(jobs.wait(999)).rejects.toMatchObject({ code: 'not-found' })
})

test('clearing forgets what ended and leaves what waits', async () => {
  const { job } = sampleJob()
  const { jobs, db, clock } = setUp(job)
  jobs.start()
  for (let n = 0; n < 5; n += 1) jobs.enqueue(job, { n })
  await jobs.settled()
  const later = jobs.enqueue(job, { n: 9 }, { runAfter: clock.now() + 60_000 })
  expect(jobs.clear()).toBe(5)
  expect(db.prepare('SELECT id FROM jobs').pluck().all()).toEqual([later])
})

test('a queue of 2,000 jobs is worked off in order', async () => {
  const { job, ran } = sampleJob()
  const { jobs, db } = setUp(job)
  db.transaction(() => {
    for (let n = 0; n < 2_000; n += 1) jobs.enqueue(job, { n })
  })
  jobs.start()
  await jobs.settled()
  expect(ran).toEqual(Array.from({ length: 2_000 }, (_, n) => n))
})
