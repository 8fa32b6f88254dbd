import { assert, constantFrom, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { momentOf, wallTimeOf } from './wall-time.ts'

test('a moment reads as the clocks of its zone and back', () => {
  expect(wallTimeOf(Date.UTC(2026, 0, 1, 0, 30, 5), 'Pacific/Auckland')).toBe('2026-01-01T13:30:05')
  expect(momentOf('2025-12-31T14:30', 'Pacific/Honolulu')).toBe(Date.UTC(2026, 0, 1, 0, 30))
})

test('every moment survives, save the hour that comes twice', () => {
  assert(property(constantFrom('Europe/Paris', 'America/New_York', 'Pacific/Chatham', 'Asia/Kathmandu', 'UTC'), integer({ min: 0, max: 2_000_000_000 }), (zone, seconds) => {
    const at = seconds * 1000
    const back = momentOf(wallTimeOf(at, zone), zone)
    expect([at, at - 3_600_000, at + 3_600_000]).toContain(back)
    expect(back === null ? '' : wallTimeOf(back, zone)).toBe(wallTimeOf(at, zone))
  }))
})

test('what is no time, or no zone, is none', () => {
  expect(momentOf('', 'UTC')).toBeNull()
  expect(momentOf('2026-01-01T00:00', 'Mars/Olympus')).toBeNull()
})
