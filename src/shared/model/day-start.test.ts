import { expect, test } from 'vitest'
import { dayStartIn } from './day-start.ts'
import { localDay } from './local-day.ts'

test("a day begins on the listener's wall clock, summer and winter", () => {
  const paris = dayStartIn('Europe/Paris', 0)
  expect(new Date(paris(2024, 1, 15)).toISOString()).toBe('2024-01-14T23:00:00.000Z')
  expect(new Date(paris(2024, 7, 15)).toISOString()).toBe('2024-07-14T22:00:00.000Z')
  expect(new Date(dayStartIn('Asia/Kolkata', 4)(2024, 1, 1)).toISOString()).toBe('2023-12-31T22:30:00.000Z')
})

test.each(['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Pacific/Apia', 'Australia/Lord_Howe'])('the day of a moment begins at or before it in %s', (zone) => {
  const start = dayStartIn(zone, 5)
  for (let at = Date.UTC(2023, 9, 20); at < Date.UTC(2024, 10, 10); at += 7 * 3_600_000) {
    const day = localDay(at, zone, 5)
    const begun = start(Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100)
    expect(begun).toBeLessThanOrEqual(at)
    expect(localDay(begun, zone, 5)).toBe(day)
    expect(localDay(begun - 1, zone, 5)).toBeLessThan(day)
  }
})
