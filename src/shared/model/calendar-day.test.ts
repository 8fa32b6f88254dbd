import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOfUtc, daysBetween, utcOfDay, weekdayOf, yearOf } from './calendar-day.ts'

test('days are walked over months, years and leap days', () => {
  expect(addDays(20240228, 1)).toBe(20240229)
  expect(addDays(20240229, 1)).toBe(20240301)
  expect(addDays(20260101, -1)).toBe(20251231)
  expect(daysBetween(20231231, 20241231)).toBe(366)
  expect(yearOf(20261119)).toBe(2026)
  expect([weekdayOf(20240101), weekdayOf(20240107)]).toEqual([0, 6])
})

test('adding and counting days undo each other', () => {
  assert(property(integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) }), integer({ min: -40_000, max: 40_000 }), (at, days) => {
    const day = dayOfUtc(at)
    expect(daysBetween(day, addDays(day, days))).toBe(days)
    expect(dayOfUtc(utcOfDay(day))).toBe(day)
  }))
})
