import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { heatLevels } from './heat-levels.ts'

test('nothing is 0, anything at least 1, more is never less', () => {
  assert(property(array(integer({ min: 0, max: 500 })), (values) => {
    const level = heatLevels(values)
    expect(level(0)).toBe(0)
    const levels = [1, 2, 5, 20, 100, 500].map(level)
    expect(levels).toEqual(levels.toSorted((a, b) => a - b))
    expect(Math.min(...levels)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...levels)).toBeLessThanOrEqual(4)
  }))
})

test('one wild day does not make all others look idle', () => {
  const level = heatLevels([...Array.from({ length: 100 }, () => 20), 2000])
  expect(level(20)).toBe(4)
})
