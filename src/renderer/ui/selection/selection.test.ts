import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { add, all, between, count, has, members, nothing, only, type Selection, toggle } from './selection.ts'

const listOf = (selection: Selection): number[] => [...members(selection)]

test('a range runs both ways', () => {
  expect(listOf(between(3, 5))).toEqual([3, 4, 5])
  expect(listOf(between(5, 3))).toEqual([3, 4, 5])
})

test('all of a quarter of a million rows is one span', () => {
  expect(all(250_000)).toEqual([[0, 249_999]])
  expect(count(all(250_000))).toBe(250_000)
  expect(all(0)).toEqual(nothing)
})

test('taking a row out of a range leaves both sides', () => {
  expect(toggle(between(1, 5), 3)).toEqual([[1, 2], [4, 5]])
  expect(toggle([[1, 2], [4, 5]], 3)).toEqual([[1, 5]])
  expect(toggle(only(2), 2)).toEqual([])
})

test('adding and toggling behave like a set of numbers', () => {
  const step = array(integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 2 })
  assert(property(array(step, { maxLength: 20 }), (steps) => {
    const expected = new Set<number>()
    let selection: Selection = nothing
    for (const [a = 0, b] of steps) {
      if (b === undefined) {
        selection = toggle(selection, a)
        if (!expected.delete(a)) expected.add(a)
      } else {
        selection = add(selection, a, b)
        for (let index = Math.min(a, b); index <= Math.max(a, b); index++) expected.add(index)
      }
    }
    expect(listOf(selection)).toEqual([...expected].sort((a, b) => a - b))
    expect(count(selection)).toBe(expected.size)
    for (let index = 0; index <= 31; index++) expect(has(selection, index)).toBe(expected.has(index))
    for (let at = 1; at < selection.length; at++) expect((selection[at]?.[0] ?? 0) - (selection[at - 1]?.[1] ?? 0)).toBeGreaterThan(1)
  }))
})
