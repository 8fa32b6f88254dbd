import { expect, test } from 'vitest'
import { crossfadeFrames, equalPowerCurve, planTransition } from './crossfade.ts'

test('the two curves hold the same power together at every moment', () => {
  const rising = equalPowerCurve('in')
  const falling = equalPowerCurve('out')
  expect([rising[0], rising.at(-1), falling[0]]).toEqual([0, 1, 1])
  expect(falling.at(-1)).toBeCloseTo(0, 6)
  for (const [index, level] of rising.entries()) expect(level ** 2 + (falling[index] ?? 0) ** 2).toBeCloseTo(1, 5)
})

test('a crossfade is as long as asked, 12 seconds at most', () => {
  expect(crossfadeFrames(5, 48_000, 200_000, null)).toBe(240_000)
  expect(crossfadeFrames(60, 1000, null, null)).toBe(12_000)
  expect(crossfadeFrames(-1, 1000, null, null)).toBe(0)
})

test('no track gives up more than half of itself, so that its own two fades never meet', () => {
  expect(crossfadeFrames(10, 1000, 6020, 60_000)).toBe(3000)
  expect(crossfadeFrames(10, 1000, 60_000, 6020)).toBe(3000)
  expect(crossfadeFrames(10, 1000, 10, 60_000)).toBe(0)
})

test('the next track begins where the fade does, and at the end exactly when there is none', () => {
  expect(planTransition(10_000, 3000, 500)).toEqual({ startFrame: 7000, fadeFrames: 3000 })
  expect(planTransition(10_000, 0, 500)).toEqual({ startFrame: 10_000, fadeFrames: 0 })
})

test('a next track that is ready late fades over what is left, or follows at once', () => {
  expect(planTransition(10_000, 3000, 9000)).toEqual({ startFrame: 9000, fadeFrames: 1000 })
  expect(planTransition(10_000, 3000, 10_050)).toEqual({ startFrame: 10_050, fadeFrames: 0 })
})
