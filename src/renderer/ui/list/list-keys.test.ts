import { expect, test } from 'vitest'
import { moveByKey } from './list-keys.ts'

const rows = { total: 100, lanes: 1, page: 20 }
const tiles = { total: 13, lanes: 5, page: 2 }

test('arrows move by one row and stop at the ends', () => {
  expect([moveByKey('ArrowDown', 0, rows), moveByKey('ArrowDown', 99, rows), moveByKey('ArrowUp', 0, rows)]).toEqual([1, 99, 0])
})

test('sideways arrows mean nothing in rows', () => {
  expect(moveByKey('ArrowRight', 3, rows)).toBeUndefined()
})

test('pages keep one row of what was seen', () => {
  expect([moveByKey('PageDown', 0, rows), moveByKey('PageDown', 95, rows), moveByKey('PageUp', 5, rows)]).toEqual([19, 99, 0])
})

test('in a grid, down goes to the tile below, or to the end of a short last line', () => {
  expect([moveByKey('ArrowDown', 2, tiles), moveByKey('ArrowDown', 9, tiles), moveByKey('ArrowDown', 11, tiles), moveByKey('ArrowUp', 3, tiles)]).toEqual([7, 12, 11, 3])
})

test('an empty list has nowhere to go', () => {
  expect(moveByKey('End', 0, { total: 0, lanes: 1, page: 10 })).toBeUndefined()
})
