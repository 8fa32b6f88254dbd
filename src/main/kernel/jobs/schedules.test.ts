import { expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { testJobs } from '#tests/factories/jobs.ts'
import { testContext } from '#tests/factories/library.ts'
import { defineJob } from './job-definition.ts'
import { nextRunOf } from './schedules.ts'

const clock = { now: () => Date.now(), zone: () => 'Europe/Paris' }

/** node-cron counts from the machine's clock, so these tests move that one. */
function at(time: string): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  vi.setSystemTime(new Date(time))
}

function setUp(context = testContext()) {
  let runs = 0
  const job = defineJob({
    type: 'sample.daily',
    lane: 'sample',
    payload: z.object({}),
    run: async () => {
      runs += 1
      return { kind: 'done' }
    },
  })
  const engine = testJobs({ ...context, clock })
  engine.register(job)
  const register = (cron = '0 3 * * *') => engine.schedules.register('sample.daily', job, {}, cron)
  const row = () => context.db.prepare<[], Record<string, unknown>>("SELECT * FROM schedules WHERE name = 'sample.daily'").get()
  return { context, engine, register, row, runs: () => runs }
}

test('the next run is in the listener’s zone, summer time included', () => {
  at('2026-03-28T12:00:00Z')
  expect(new Date(nextRunOf('30 4 * * *', 'Europe/Paris')).toISOString()).toBe('2026-03-29T02:30:00.000Z')
  expect(new Date(nextRunOf('30 4 * * *', 'America/New_York')).toISOString()).toBe('2026-03-29T08:30:00.000Z')
  expect(() => nextRunOf('every day', 'UTC')).toThrow(expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('every day') }))
})

test('a schedule runs when its time comes, and not before', async () => {
  at('2026-01-01T12:00:00Z')
  const { engine, register, row, runs } = setUp()
  register()
  engine.start()
  await engine.settled()
  expect(runs()).toBe(0)
  vi.setSystemTime(new Date('2026-01-02T02:00:00Z'))
  engine.wake()
  await engine.settled()
  expect(runs()).toBe(1)
  expect(row()).toMatchObject({ lastRunAt: Date.parse('2026-01-02T02:00:00Z'), nextRunAt: Date.parse('2026-01-03T02:00:00Z') })
})

test('runs missed while the machine slept or Sillon was closed are made up for once', async () => {
  at('2026-01-01T12:00:00Z')
  const first = setUp()
  first.register()
  first.engine.start()
  await first.engine.settled()
  vi.setSystemTime(new Date('2026-01-05T09:00:00Z'))
  first.engine.wake()
  await first.engine.settled()
  expect(first.runs()).toBe(1)
  await first.engine.stop()

  vi.setSystemTime(new Date('2026-01-20T09:00:00Z'))
  const second = setUp(first.context)
  second.register()
  second.engine.start()
  await second.engine.settled()
  expect(second.runs()).toBe(1)
})

test('what a person changed survives the next start', async () => {
  at('2026-01-01T12:00:00Z')
  const first = setUp()
  first.register()
  first.engine.schedules.update('sample.daily', { cron: '0 5 * * *' })
  first.engine.schedules.update('sample.daily', { isEnabled: false })
  const second = setUp(first.context)
  second.register()
  vi.setSystemTime(new Date('2026-02-01T12:00:00Z'))
  second.engine.start()
  await second.engine.settled()
  expect(second.runs()).toBe(0)
  expect(second.row()).toMatchObject({ cron: '0 5 * * *', isEnabled: 0 })
  expect(second.engine.schedules.update('sample.daily', { isEnabled: true }).nextRunAt).toBe(Date.parse('2026-02-02T04:00:00Z'))
  expect(() => second.engine.schedules.update('sample.daily', { cron: 'nonsense' })).toThrow(expect.objectContaining({ code: 'invalid-input' }))
  expect(() => second.engine.schedules.update('unknown', {})).toThrow(expect.objectContaining({ code: 'not-found' }))
})

test('a person can run one now without moving its next time', async () => {
  at('2026-01-01T12:00:00Z')
  const { engine, register, row, runs } = setUp()
  register()
  engine.start()
  const before = row()?.nextRunAt
  const id = engine.schedules.run('sample.daily')
  expect(await engine.wait(id)).toMatchObject({ state: 'done' })
  expect(runs()).toBe(1)
  expect(row()).toMatchObject({ nextRunAt: before, lastJobId: id })
})

test('a clock that was far ahead for a while does not silence a schedule', async () => {
  at('2036-01-01T12:00:00Z')
  const first = setUp()
  first.register()
  vi.setSystemTime(new Date('2026-01-01T12:00:00Z'))
  const second = setUp(first.context)
  second.register()
  second.engine.start()
  await second.engine.settled()
  expect(second.row()).toMatchObject({ nextRunAt: Date.parse('2026-01-02T02:00:00Z') })
})

test('a spoilt schedule stops neither the queue nor the others, and one nobody registers is forgotten', async () => {
  at('2026-01-01T12:00:00Z')
  const { context, engine, register, row, runs } = setUp()
  register()
  context.db.prepare("INSERT INTO schedules VALUES ('gone', 'x', '{}', '* * * * *', 1, 0, NULL, NULL)").run()
  context.db.prepare("UPDATE schedules SET cron = 'spoilt', nextRunAt = 0 WHERE name = 'sample.daily'").run()
  engine.start()
  await engine.settled()
  expect(runs()).toBe(0)
  expect(row()).toMatchObject({ nextRunAt: null })
  expect(context.db.prepare('SELECT name FROM schedules').pluck().all()).toEqual(['sample.daily'])
  expect(engine.schedules.update('sample.daily', { cron: '0 3 * * *' }).nextRunAt).toBe(Date.parse('2026-01-02T02:00:00Z'))
})
