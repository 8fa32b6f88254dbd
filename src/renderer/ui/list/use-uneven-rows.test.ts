import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { rowAt } from './use-uneven-rows.ts'

test('the row at an offset is the one that begins there or last before', () => {
  assert(property(array(integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 60 }), integer({ min: -50, max: 6000 }), (heights, offset) => {
    const offsets = heights.reduce<number[]>((all, height) => [...all, (all.at(-1) ?? 0) + height], [0])
    const expected = heights.findLastIndex((_, index) => (offsets[index] ?? 0) <= offset)
    expect(rowAt(offsets, offset)).toBe(Math.max(0, expected))
  }))
  expect(rowAt([0], 10)).toBe(0)
})
