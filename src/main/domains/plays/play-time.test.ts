import { expect, test } from 'vitest'
import { manualClock, openTestLibrary } from '#tests/factories/library.ts'
import { playDay } from './play-day.ts'
import { listZones, openPlayTime, zoneIn } from './play-time.service.ts'

const at = (text: string): number => Date.parse(text)

test.each([
  ['New Year’s Eve in Auckland, a minute before midnight', '2025-12-31T10:59:00Z', 'Pacific/Auckland', 0, 20251231],
  ['New Year in Auckland', '2025-12-31T11:00:00Z', 'Pacific/Auckland', 0, 20260101],
  ['New Year’s Eve in Honolulu, while it is New Year in London', '2026-01-01T09:59:59Z', 'Pacific/Honolulu', 0, 20251231],
  ['New Year in Honolulu', '2026-01-01T10:00:00Z', 'Pacific/Honolulu', 0, 20260101],
  ['a party after midnight where days begin at 4', '2026-01-01T02:59:59Z', 'Europe/Paris', 4, 20251231],
  ['the morning after it', '2026-01-01T03:00:00Z', 'Europe/Paris', 4, 20260101],
  ['before the hour that spring leaves out', '2026-03-29T00:59:59Z', 'Europe/Paris', 3, 20260328],
  ['after it: two o’clock is three', '2026-03-29T01:00:00Z', 'Europe/Paris', 3, 20260329],
  ['the day of the change, late', '2026-03-29T21:59:59Z', 'Europe/Paris', 0, 20260329],
  ['the day after the change', '2026-03-29T22:00:00Z', 'Europe/Paris', 0, 20260330],
  ['the hour that autumn has twice, first time', '2026-10-25T00:30:00Z', 'Europe/Paris', 3, 20261024],
  ['the hour that autumn has twice, second time', '2026-10-25T01:30:00Z', 'Europe/Paris', 3, 20261024],
  ['three o’clock after it', '2026-10-25T02:00:00Z', 'Europe/Paris', 3, 20261025],
  ['midnight after the longest day', '2026-10-25T23:00:00Z', 'Europe/Paris', 0, 20261026],
  ['a zone of three quarters of an hour', '2026-05-01T18:14:59Z', 'Asia/Kathmandu', 0, 20260501],
  ['its midnight', '2026-05-01T18:15:00Z', 'Asia/Kathmandu', 0, 20260502],
])('%s', (_case, moment, zone, dayStartsAt, day) => {
  expect(playDay({ dayStartsAt }, at(moment), zone)).toBe(day)
  // The same quarter of an hour is not asked for twice, and gives the same.
  expect(playDay({ dayStartsAt }, at(moment), zone)).toBe(day)
})

test('on a flight across the date line a day comes twice, or never', () => {
  const db = openTestLibrary()
  const add = db.prepare('INSERT INTO listener_zones (fromAt, zone) VALUES (?, ?)')
  add.run(0, 'Pacific/Auckland')
  // Leaves Auckland on the 2nd in the evening and lands in Honolulu on the 2nd in the morning; back five days later.
  add.run(at('2026-05-02T09:00:00Z'), 'Pacific/Honolulu')
  add.run(at('2026-05-07T22:00:00Z'), 'Pacific/Auckland')
  const time = openPlayTime(db, { dayStartsAt: 0 }, manualClock(at('2026-06-01T00:00:00Z'), 'Pacific/Auckland'))
  const dayOf = (moment: string): number => playDay(time, at(moment), time.zoneAt(at(moment)))
  expect(['2026-05-01T22:00:00Z', '2026-05-02T08:59:00Z', '2026-05-02T09:00:00Z', '2026-05-02T20:00:00Z'].map(dayOf)).toEqual([20260502, 20260502, 20260501, 20260502])
  expect(['2026-05-07T21:59:59Z', '2026-05-07T22:00:00Z'].map(dayOf)).toEqual([20260507, 20260508])
})

test('before the first zone the first holds, and where none is known the present one', () => {
  const zones = [{ fromAt: 100, zone: 'Asia/Tokyo' }, { fromAt: 200, zone: 'Europe/Paris' }]
  expect([0, 100, 199, 200, 900].map((moment) => zoneIn(zones, moment))).toEqual(['Asia/Tokyo', 'Asia/Tokyo', 'Asia/Tokyo', 'Europe/Paris', 'Europe/Paris'])
  expect(zoneIn([], 5)).toBeUndefined()
})

test('the present zone is noted when it changes', () => {
  const db = openTestLibrary()
  const clock = manualClock(1000, 'Europe/Paris')
  openPlayTime(db, { dayStartsAt: 0 }, clock)
  openPlayTime(db, { dayStartsAt: 0 }, clock)
  clock.set(2000, 'Asia/Tokyo')
  openPlayTime(db, { dayStartsAt: 0 }, clock)
  clock.set(1500, 'Europe/Paris')
  const { zoneAt } = openPlayTime(db, { dayStartsAt: 0 }, clock)
  expect(listZones(db)).toEqual([{ fromAt: 0, zone: 'Europe/Paris' }, { fromAt: 2000, zone: 'Asia/Tokyo' }, { fromAt: 2001, zone: 'Europe/Paris' }])
  expect(zoneAt(2000)).toBe('Asia/Tokyo')
})
