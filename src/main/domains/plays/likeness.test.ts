import { array, assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { indexAlike, likeness } from './likeness.ts'

test('misspelt names look alike, others do not', () => {
  expect(likeness('quartier nacre', 'quartier nacree')).toBeGreaterThan(0.9)
  expect(likeness('the paralel aunts', 'the parallel aunts')).toBeGreaterThan(0.9)
  expect(likeness('roygbiv', 'telephasic workshop')).toBeLessThan(0.2)
})

test('it is the same both ways, 1 for the same and never outside 0 to 1', () => {
  assert(property(string(), string(), (a, b) => {
    expect(likeness(a, b)).toBe(likeness(b, a))
    expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
    expect(likeness(a, b)).toBeLessThanOrEqual(1)
    expect(likeness(a, a)).toBe(1)
  }))
})

test('the index finds what weighing every key finds', () => {
  const names = array(string({ minLength: 2, maxLength: 8, unit: 'grapheme-ascii' }), { maxLength: 30 })
  assert(property(names, string({ minLength: 2, maxLength: 8 }), (keys, wanted) => {
    const unique = [...new Set(keys)]
    const found = indexAlike(unique).near(wanted, 0.7, 100)
    const weighed = unique.filter((key) => likeness(wanted, key) >= 0.7)
    // A pair that occurs twice in both counts twice only when it is weighed.
    expect(weighed).toEqual(expect.arrayContaining(found))
  }))
})
