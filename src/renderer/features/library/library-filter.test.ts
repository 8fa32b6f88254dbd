import { expect, test } from 'vitest'
import { countFilters, readFilter, ruleOf, toggleFilter } from './library-filter.ts'

test('an address is read leniently: single values, numbers as text, nonsense left out', () => {
  expect(readFilter({ genre: '5', decade: [1970, 'x'], format: ['flac', ''], truth: ['heard', 'stolen'], other: 1 })).toEqual({ genre: [5], decade: [1970], format: ['flac'], truth: ['heard'] })
  expect(readFilter({})).toEqual({})
})

test('a value is switched on and off again', () => {
  const on = toggleFilter({}, 'genre', '5')
  expect(on).toEqual({ genre: [5] })
  expect(toggleFilter(on, 'genre', '5')).toEqual({})
  expect(countFilters(toggleFilter(on, 'format', 'mp3'))).toBe(2)
})

test('what was only heard elsewhere is shown where heard is asked for', () => {
  expect(ruleOf({}, undefined)).toEqual({ match: 'all', rules: [{ field: 'onDisk', op: 'is', value: true }] })
  expect(ruleOf({ truth: ['heard'] }, undefined)).toEqual({ match: 'all', rules: [{ match: 'any', rules: [{ field: 'heard', op: 'is', value: true }] }] })
})

test('values of a facet widen, facets narrow', () => {
  const rule = ruleOf({ genre: [1, 2], truth: ['notHeard'] }, undefined)
  expect(rule).toEqual({
    match: 'all',
    rules: [
      { field: 'onDisk', op: 'is', value: true },
      { match: 'any', rules: [{ field: 'genreId', op: 'is', value: 1 }, { field: 'genreId', op: 'is', value: 2 }] },
      { match: 'any', rules: [{ field: 'heard', op: 'is', value: false }] },
    ],
  })
})
