import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

test('an address has so many in a window, another has its own', () => {
  let now = 1_000
  const limit = createRateLimit({ most: 2, perMs: 60_000, now: () => now })
  expect([limit.take('a'), limit.isSpent('a'), limit.take('a'), limit.isSpent('a'), limit.take('a')]).toEqual([true, false, true, true, false])
  expect(limit.take('b')).toBe(true)
  now += 59_999
  expect(limit.take('a')).toBe(false)
  now += 1
  expect([limit.isSpent('a'), limit.take('a')]).toEqual([false, true])
})

test('many addresses do not fill the memory, and the newest is still counted', () => {
  const limit = createRateLimit({ most: 1, perMs: 60_000, now: () => 0 })
  for (let address = 0; address < 20_000; address += 1) limit.take(String(address))
  expect(limit.isSpent('19999')).toBe(true)
  expect(limit.isSpent('0')).toBe(false)
})
