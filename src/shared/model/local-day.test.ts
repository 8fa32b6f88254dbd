import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isZone, localDay } from './local-day.ts'

const at = (text: string): number => Date.parse(text)

test.each([
  ['New Year has come in Auckland', '2025-12-31T11:00:00Z', 'Pacific/Auckland', 0, 20260101],
  ['and is a day away in Honolulu', '2025-12-31T11:00:00Z', 'Pacific/Honolulu', 0, 20251231],
  ['one second before midnight in Honolulu', '2026-01-01T09:59:59Z', 'Pacific/Honolulu', 0, 20251231],
  ['midnight in Honolulu', '2026-01-01T10:00:00Z', 'Pacific/Honolulu', 0, 20260101],
  ['a party until four stays in its year', '2026-01-01T02:59:59Z', 'Europe/Paris', 4, 20251231],
  ['four in the morning is the new day', '2026-01-01T03:00:00Z', 'Europe/Paris', 4, 20260101],
  ['the day before the first of March of a leap year', '2024-03-01T01:00:00Z', 'UTC', 4, 20240229],
  ['just before the clocks go forward', '2026-03-29T00:59:59Z', 'Europe/Paris', 2, 20260328],
  ['two o’clock that never is: the day begins at three', '2026-03-29T01:00:00Z', 'Europe/Paris', 2, 20260329],
  ['the first of two half past twos', '2026-10-25T00:30:00Z', 'Europe/Paris', 3, 20261024],
  ['the second of two half past twos', '2026-10-25T01:30:00Z', 'Europe/Paris', 3, 20261024],
  ['three o’clock after it', '2026-10-25T02:00:00Z', 'Europe/Paris', 3, 20261025],
  ['a zone that goes forward at midnight', '2026-09-06T04:00:00Z', 'America/Santiago', 0, 20260906],
  ['a zone off by three quarters of an hour', '2026-01-01T18:14:59Z', 'Asia/Kathmandu', 0, 20260101],
  ['and a second later', '2026-01-01T18:15:00Z', 'Asia/Kathmandu', 0, 20260102],
  ['a day that begins at eleven in the evening', '2026-01-01T21:59:59Z', 'Europe/Paris', 23, 20251231],
])('%s', (_what, moment, zone, dayStartsAt, day) => {
  expect(localDay(at(moment), zone, dayStartsAt)).toBe(day)
})

test('what is no zone is told from what is', () => {
  expect(isZone('Europe/Paris')).toBe(true)
  expect(isZone('Mars/Olympus')).toBe(false)
  expect(isZone('')).toBe(false)
  expect(() => localDay(0, 'Mars/Olympus', 0)).toThrow(RangeError)
})

test('time never goes back to an earlier day, except by the hour that daylight saving repeats', () => {
  const zones = fc.constantFrom('Europe/Paris', 'America/New_York', 'Pacific/Auckland', 'Pacific/Honolulu', 'Australia/Lord_Howe')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), zones, fc.integer({ min: 0, max: 23 }), (moment, zone, dayStartsAt) => {
      const day = localDay(moment, zone, dayStartsAt)
      expect(localDay(moment + 2 * 3_600_000, zone, dayStartsAt)).toBeGreaterThanOrEqual(day)
      expect(localDay(moment + 26 * 3_600_000, zone, dayStartsAt)).toBeGreaterThan(day)
    }),
  )
})
