import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import { jobsContract } from '#shared/contract/jobs.contract.ts'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { testContext } from '#tests/factories/library.ts'
import { listAllSchedules, listJobs, updateSchedule } from './jobs.service.ts'

function setUp() {
  const context = testContext()
  const engine = testJobs(context)
  const job = defineJob({
    type: 'sample.work',
    lane: 'sample',
    payload: z.object({ fails: z.boolean() }),
    maxAttempts: 1,
    run: async ({ payload }) => {
      if (payload.fails) throw new AppError('unavailable', verbatim('It is gone.'))
      return { kind: 'done' }
    },
  })
  engine.register(job)
  engine.schedules.register('sample.weekly', job, { fails: false }, '0 4 * * 1')
  return { ...context, engine, job }
}

test('the list leads with what runs and waits, then the newest that ended, page by page', async () => {
  const { db, engine, job, clock } = setUp()
  engine.start({ runsSchedules: false })
  const ended = [engine.enqueue(job, { fails: false }), engine.enqueue(job, { fails: true }), engine.enqueue(job, { fails: false })]
  await engine.settled()
  const waits = engine.enqueue(job, { fails: false }, { runAfter: clock.now() + 60_000, subject: 'later' })

  const first = listJobs(db, engine, { limit: 3 })
  expect(first.items.map(({ id }) => id)).toEqual([waits, ended[2], ended[1]])
  expect(first.counts).toEqual({ queued: 1, running: 0, done: 2, skipped: 0, failed: 1, cancelled: 0 })
  const second = listJobs(db, engine, { limit: 3, before: first.items.at(-1)?.id })
  expect(second.items.map(({ id }) => id)).toEqual([ended[0]])
  expect(listJobs(db, engine, { state: 'failed', limit: 10 }).items).toMatchObject([{ id: ended[1], errorCode: 'unavailable', errorMessage: 'It is gone.' }])
})

test('what is listed fits the contract', async () => {
  const { db, engine, job } = setUp()
  engine.lanes.pause('sample', null, null)
  engine.enqueue(job, { fails: false }, { subject: 'x' })
  const output = jobsContract.list['~orpc'].outputSchema
  expect(await output?.['~standard'].validate(listJobs(db, engine, { limit: 100 }))).toMatchObject({ value: { pausedLanes: [{ lane: 'sample', until: null, reason: null }] } })
})

test('schedules show when they ran and run next; a disabled one has no next time', async () => {
  const { db, engine } = setUp()
  engine.start({ runsSchedules: false })
  await engine.wait(engine.schedules.run('sample.weekly'))
  expect(listAllSchedules(db, engine)).toMatchObject([{ name: 'sample.weekly', jobType: 'sample.work', isEnabled: true, nextRunAt: expect.any(Number), lastJob: { state: 'done' } }])
  expect(updateSchedule(db, engine, 'sample.weekly', { isEnabled: false })).toMatchObject({ isEnabled: false, nextRunAt: null })
  expect(updateSchedule(db, engine, 'sample.weekly', { cron: '0 5 * * 2', isEnabled: true })).toMatchObject({ cron: '0 5 * * 2', nextRunAt: expect.any(Number) })
})

test('the pages of 100,000 jobs are found through the index', () => {
  const { db } = setUp()
  const plan = (sql: string): string => db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail).join('; ')
  expect(plan("SELECT * FROM jobs WHERE state = 'failed' ORDER BY id DESC LIMIT 50")).toMatch(/USING INDEX jobs_by_state/)
  expect(plan("SELECT id FROM jobs WHERE state = 'queued' AND lane = 'a' AND runAfter <= 5 ORDER BY priority DESC, runAfter, id LIMIT 1")).toMatch(/USING (?:COVERING )?INDEX jobs_due/)
  expect(plan("SELECT * FROM jobs WHERE state NOT IN ('running', 'queued') AND id < 500 ORDER BY id DESC LIMIT 50")).toMatch(/INTEGER PRIMARY KEY/)
})
