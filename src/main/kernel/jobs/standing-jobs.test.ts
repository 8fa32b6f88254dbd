import { expect, test } from 'vitest'
import { z } from 'zod'
import { say } from '#shared/messages/say.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { testContext } from '#tests/factories/library.ts'
import { defineJob } from './job-definition.ts'
import type { JobOutcome } from './job-definition.ts'
import { findJob } from './job-rows.ts'

function openStanding(next: (now: number) => JobOutcome) {
  const { db, clock, events } = testContext()
  const engine = testJobs({ db, clock, events })
  const runs: number[] = []
  const job = defineJob({
    type: 'test.poll',
    lane: 'test',
    maxAttempts: 2,
    payload: z.object({}),
    run: async () => {
      runs.push(clock.now())
      return next(clock.now())
    },
  })
  engine.register(job)
  const id = engine.enqueue(job, {}, { dedupeKey: 'poll' })
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms)
    engine.wake()
    await engine.settled()
  }
  return { db, clock, engine, job, id, runs, pass }
}

test('a standing job is one row that runs again and again, and no run is an attempt', async () => {
  const { db, engine, job, id, runs, pass } = openStanding((now) => ({ kind: 'again', at: now + 60_000, why: say`Not this time.` }))
  engine.start()
  for (let count = 0; count < 6; count += 1) await pass(60_000)
  expect(runs.length).toBeGreaterThanOrEqual(6)
  expect(findJob(db, id)).toMatchObject({ state: 'queued', attempts: 0, errorCode: 'unavailable' })
  expect(engine.enqueue(job, {}, { dedupeKey: 'poll' })).toBe(id)
})

test('what waits is not put off by a clock that is set back', async () => {
  const { clock, engine, runs, pass } = openStanding((now) => ({ kind: 'again', at: now + 60_000 }))
  engine.start()
  await pass(0)
  const before = runs.length
  await pass(-86_400_000)
  await pass(61_000)
  expect(runs.slice(before)).toEqual([clock.now()])
})
