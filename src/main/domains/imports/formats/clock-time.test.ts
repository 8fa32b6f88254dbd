import { expect, test } from 'vitest'
import { epochMs, fromWallTime, readClockTime } from './clock-time.ts'

test('numbers are seconds, milliseconds or microseconds by their size', () => {
  expect([1_400_789_460, '1400789460', 1_400_789_460_000, '1400789460000000'].map(epochMs)).toEqual(Array.from({ length: 4 }, () => 1_400_789_460_000))
  expect(['', 'soon', -1, null, Number.NaN, '12:30'].map(epochMs)).toEqual([null, null, null, null, null, null])
})

test('a clock time with a zone needs none; days that do not exist are no times', () => {
  const local: string[] = []
  const read = (text: string) => readClockTime(text, 'Europe/Paris', () => local.push(text))?.at ?? null
  expect(read('2014-05-22T20:11:00+02:00')).toBe(Date.UTC(2014, 4, 22, 18, 11))
  expect(read('2014-05-22 20:11:00 UTC')).toBe(Date.UTC(2014, 4, 22, 20, 11))
  expect(local).toEqual([])
  expect(read('22 May 2014, 20:11')).toBe(Date.UTC(2014, 4, 22, 18, 11))
  expect(local).toEqual(['22 May 2014, 20:11'])
  expect(['2014-02-30 10:00', '2014-05-22 25:00', '31 Foo 2014 10:00', 'yesterday'].map(read)).toEqual([null, null, null, null])
})

test('clocks that are put forward or back are read as one moment', () => {
  // Paris, 2014: 30 March 02:00 becomes 03:00; 26 October 03:00 becomes 02:00.
  expect(fromWallTime(Date.UTC(2014, 2, 30, 1, 59), 'Europe/Paris')).toBe(Date.UTC(2014, 2, 30, 0, 59))
  expect(fromWallTime(Date.UTC(2014, 2, 30, 3, 0), 'Europe/Paris')).toBe(Date.UTC(2014, 2, 30, 1, 0))
  expect(fromWallTime(Date.UTC(2014, 2, 30, 2, 30), 'Europe/Paris')).toBe(Date.UTC(2014, 2, 30, 1, 30))
  expect(fromWallTime(Date.UTC(2014, 9, 26, 2, 30), 'Europe/Paris')).toBe(Date.UTC(2014, 9, 26, 0, 30))
  expect(fromWallTime(Date.UTC(2014, 9, 26, 3, 0), 'Europe/Paris')).toBe(Date.UTC(2014, 9, 26, 2, 0))
  expect(fromWallTime(Date.UTC(2015, 0, 1, 0, 0), 'Pacific/Auckland')).toBe(Date.UTC(2014, 11, 31, 11, 0))
})
