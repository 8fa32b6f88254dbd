import { expect, test } from 'vitest'
import { beginPoll, depthOf, endPoll, newPollState, pollIntervalMs, pollStateSchema, sanestNewest } from './poll.rules.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = Date.UTC(2026, 5, 1)

test.each([
  ['something plays', { failures: 0, activeAt: now }, true, 30_000],
  ['something played a moment ago', { failures: 0, activeAt: now - 5 * minute }, false, 2 * minute],
  ['nothing played for half an hour', { failures: 0, activeAt: now - 30 * minute }, false, 4 * minute],
  ['nothing played for hours', { failures: 0, activeAt: now - 5 * hour }, false, 10 * minute],
  ['nothing ever played', { failures: 0, activeAt: null }, false, 10 * minute],
  ['something played after now, by a clock that was ahead', { failures: 0, activeAt: now + day }, false, 10 * minute],
  ['it failed once', { failures: 1, activeAt: now }, true, 2 * minute],
  ['it failed four times', { failures: 4, activeAt: now }, true, 16 * minute],
  ['it failed for days', { failures: 400, activeAt: now }, false, hour],
])('when %s', (_when, state, isPlaying, ms) => {
  expect(pollIntervalMs(state, 2 * minute, isPlaying, now)).toBe(ms)
})

test('it looks a day back every hour and a fortnight back every day, and at once where plays were not met', () => {
  const state = newPollState(now)
  expect(depthOf(state, now + 30 * minute, true)).toBe('front')
  expect(depthOf(state, now + hour, true)).toBe('day')
  expect(depthOf(state, now + day, true)).toBe('fortnight')
  expect(depthOf({ ...state, unmet: 1, unmetSince: now + minute }, now + minute, true)).toBe('fortnight')
  const looked = { ...state, unmet: 1, unmetSince: now + minute, lookedAt: { ...state.lookedAt, fortnight: now + 2 * minute } }
  expect(depthOf(looked, now + 10 * minute, true)).toBe('front')
  expect(depthOf(looked, now + 7 * day, true)).toBe('whole')
  expect(depthOf(looked, now + 7 * day, false)).toBe('fortnight')
})

test('a clock that was ahead puts no look off', () => {
  expect(depthOf(newPollState(now + 300 * day), now, true)).toBe('fortnight')
})

test('what is counted but not met is noted, what is met is not', () => {
  const state = { ...newPollState(now), newestAt: now - day, total: 100 }
  const walk = { ...beginPoll(state, 'front'), top: now, total: 103, met: 2 }
  expect(endPoll(state, walk, now + minute)).toMatchObject({ newestAt: now, total: 103, unmet: 1, unmetSince: now + minute, walk: null })
  expect(endPoll(state, { ...walk, met: 3 }, now)).toMatchObject({ unmet: 0 })
  expect(endPoll(state, { ...walk, met: 5 }, now)).toMatchObject({ unmet: -2 })
  expect(endPoll({ ...state, unmet: -2 }, { ...walk, depth: 'fortnight', total: 103, met: 3 }, now)).toMatchObject({ unmet: 0 })
  expect(endPoll({ ...state, uncounted: 3 }, { ...walk, met: 0 }, now)).toMatchObject({ unmet: 0, uncounted: 0 })
  expect(endPoll(state, { ...walk, total: null }, now)).toMatchObject({ unmet: 0, uncounted: 2, total: 100 })
  expect(endPoll({ ...state, unmet: 5 }, { ...walk, depth: 'whole' }, now)).toMatchObject({ unmet: 0, lookedAt: { day: now, fortnight: now, whole: now } })
})

test('the newest play is one that can be meant', () => {
  expect(sanestNewest([now - 3 * minute, now - minute, now - 2 * minute], now)).toBe(now - minute)
  expect(sanestNewest([now - minute, now - 2 * minute, now + 300 * day], now)).toBe(now - minute)
  expect(sanestNewest([now - minute, now - 2 * minute], now - 900 * day)).toBe(now - minute)
  expect(sanestNewest([], now)).toBeNull()
})

test('what is kept between polls survives being stored', () => {
  const state = { ...newPollState(now), walk: beginPoll(newPollState(now), 'whole') }
  expect(pollStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state)
})
