import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mixIn, seededRandom, seedOf, shuffle } from './shuffle.ts'

const range = (length: number): number[] => Array.from({ length }, (_, index) => index)

test('shuffling keeps every item exactly once, and one seed always gives one order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer(), (length, seed) => {
      const items = range(length)
      expect(shuffle(items, seed).toSorted((one, other) => one - other)).toEqual(items)
      expect(shuffle(items, seed)).toEqual(shuffle(items, seed))
    }),
  )
})

test('over many seeds each item comes first about equally often', () => {
  const firsts = range(8).map(() => 0)
  for (let seed = 0; seed < 8000; seed += 1) firsts[shuffle(range(8), seedOf(`seed ${seed}`))[0] ?? 0]! += 1
  for (const count of firsts) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test('mixing in loses nothing and leaves the order of what was there alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.integer(), (present, added, seed) => {
      const items = range(present)
      const mixed = mixIn(items, range(added).map((item) => item + 1000), seed)
      expect(mixed.filter((item) => item < 1000)).toEqual(items)
      expect(mixed.filter((item) => item >= 1000).toSorted((one, other) => one - other)).toEqual(range(added).map((item) => item + 1000))
    }),
  )
})

test('random numbers stay below one and are not all alike', () => {
  const random = seededRandom(7)
  const drawn = range(1000).map(() => random())
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...drawn)).toBeLessThan(1)
  expect(new Set(drawn).size).toBeGreaterThan(990)
})
