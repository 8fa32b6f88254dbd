import { expect, test } from 'vitest'
import { headBytesOf } from './head-bytes.ts'

test('the head is twelve seconds of the file', () => {
  expect(headBytesOf(30_000_000, 300_000)).toBe(1_200_000)
})

test('the head of a sparse file is still large enough to be worth a decoder', () => {
  expect(headBytesOf(5_000_000, 600_000)).toBe(256 * 1024)
})

test('a file that is hardly more than its head has none', () => {
  expect(headBytesOf(400_000, 20_000)).toBe(Infinity)
})

test('an unknown size or length makes the head a megabyte', () => {
  expect(headBytesOf(null, 300_000)).toBe(1024 * 1024)
  expect(headBytesOf(30_000_000, null)).toBe(1024 * 1024)
})
