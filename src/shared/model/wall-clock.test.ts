import { assert, constantFrom, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { wallClockOf } from './wall-clock.ts'

const zones = ['UTC', 'Europe/Paris', 'America/New_York', 'Pacific/Auckland', 'Pacific/Chatham', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Honolulu']

function shown(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at).split(':')
  return Number(parts[0]) * 60 + Number(parts[1])
}

test('it shows what the clocks of a zone show, changes of the clocks included', () => {
  const clocks = new Map(zones.map((zone) => [zone, wallClockOf(zone)]))
  assert(property(constantFrom(...zones), integer({ min: Date.UTC(1995, 0), max: Date.UTC(2035, 0) }), (zone, at) => {
    expect(clocks.get(zone)?.(at)).toBe(shown(at, zone))
  }))
})

test.each([
  ['Europe/Paris', Date.UTC(2026, 2, 29)],
  ['Europe/Paris', Date.UTC(2026, 9, 25)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4)],
  ['Australia/Lord_Howe', Date.UTC(2026, 9, 3)],
])('in %s every minute of the days around a change is right', (zone, from) => {
  const clock = wallClockOf(zone)
  for (let at = from; at < from + 2 * 86_400_000; at += 60_000) expect(clock(at)).toBe(shown(at, zone))
})

test('what is no zone is refused', () => {
  expect(() => wallClockOf('Mars/Olympus')).toThrow(RangeError)
})
