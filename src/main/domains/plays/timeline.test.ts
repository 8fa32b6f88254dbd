import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { DayStrip } from '#shared/contract/plays.contract.ts'
import { weekdayOf } from '#shared/model/calendar-day.ts'
import { writeHeardLife } from '#tests/factories/heard-life.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { fullScans, planOf, recordStatements } from '#tests/factories/query-plans.ts'
import { recordPlays, rowKeyOf } from './record-plays.service.ts'
import { clock, day, onThisDay, strips, year } from './timeline.reads.ts'

const dayStartsAt = 4

type Heard = { id: number; startedAt: number; zone: string; localDay: number; heardMs: number; how: string }

let db: WriteDb
let plays: Heard[]
beforeAll(() => {
  db = openTestLibrary(undefined, afterAll)
  writeHeardLife(db, { dayStartsAt, seed: 5 })
  const hidden = db.prepare('SELECT id FROM heard_texts WHERE plays > 1 ORDER BY id LIMIT 1').pluck().get() as number
  db.prepare('UPDATE heard_texts SET isHidden = 1 WHERE id = ?').run(hidden)
  plays = db
    .prepare<[], Heard>('SELECT play.id, startedAt, zone, localDay, play.heardMs, how FROM listening_history AS play JOIN heard_texts AS text ON text.id = heardTextId WHERE isCounted = 1 AND isHidden = 0 ORDER BY startedAt')
    .all()
})

function wallOf(at: number, timeZone: string): { hour: number; minute: number } {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at).split(':').map(Number)
  return { hour, minute }
}

function figures(days: readonly { day: number; plays: number; heardMs: number }[]) {
  return days.map(({ day: localDay, plays: count, heardMs }) => ({ localDay, count, heardMs }))
}

function expected(heard: readonly Heard[]) {
  return [...Map.groupBy(heard, (play) => play.localDay)].map(([localDay, on]) => ({ localDay, count: on.length, heardMs: on.reduce((sum, play) => sum + play.heardMs, 0) })).sort((a, b) => a.localDay - b.localDay)
}

test('a year is what a count over its plays gives, hidden ones left out', () => {
  const { years } = year.run(db, 2023)
  expect(years).toEqual([...new Set(plays.map((play) => Math.floor(play.localDay / 10_000)))].sort((a, b) => b - a))
  for (const wanted of years) expect(figures(year.run(db, wanted).days)).toEqual(expected(plays.filter((play) => Math.floor(play.localDay / 10_000) === wanted)))
})

test('strips are walked both ways, every play at its minute from the start of the listener’s day', () => {
  const older: DayStrip[] = []
  for (let page = strips.run(db, { limit: 5, dayStartsAt }); ; page = strips.run(db, { limit: 5, dayStartsAt, olderThan: page.days.at(-1)?.day })) {
    older.push(...page.days)
    if (!page.hasOlder) break
  }
  const newer: DayStrip[] = []
  for (let page = strips.run(db, { limit: 4, dayStartsAt, newerThan: 19000101 }); ; page = strips.run(db, { limit: 4, dayStartsAt, newerThan: page.days[0]?.day })) {
    newer.unshift(...page.days)
    if (!page.hasNewer) break
  }
  expect(newer).toEqual(older)
  expect(figures(older.toReversed())).toEqual(expected(plays))
  for (const strip of older) {
    const heard = plays.filter((play) => play.localDay === strip.day)
    const minutes = heard.map(({ startedAt, zone }) => {
      const { hour, minute } = wallOf(startedAt, zone)
      return ((hour - dayStartsAt + 24) % 24) * 60 + minute
    })
    expect(strip.ticks.map((tick) => tick.minute)).toEqual(minutes.sort((a, b) => a - b))
    expect(strip.hours.map(({ hour, albums }) => [hour, albums.reduce((sum, album) => sum + album.plays, 0)])).toEqual(
      [...Map.groupBy(minutes, (minute) => Math.floor(minute / 60))].map(([hour, at]) => [hour, at.length]),
    )
  }
})

test('a strip begins with the day asked for, or the last one heard before it', () => {
  const days = [...new Set(plays.map((play) => play.localDay))].sort((a, b) => b - a)
  const wanted = days[4] ?? 0
  expect(strips.run(db, { limit: 2, dayStartsAt, upTo: wanted }).days.map((strip) => strip.day)).toEqual(days.slice(4, 6))
  expect(strips.run(db, { limit: 1, dayStartsAt, upTo: (days.at(-1) ?? 0) - 1 })).toMatchObject({ days: [], hasNewer: true })
})

test('a day lists its plays in the order they were heard', () => {
  const wanted = plays[100]?.localDay ?? 0
  expect(day.run(db, wanted).items.map((play) => play.id)).toEqual(plays.filter((play) => play.localDay === wanted).map((play) => play.id))
})

test('the listening clock counts the listener’s hours and weekdays', () => {
  const counted = (heard: readonly Heard[]): Record<string, number> => {
    const cells: Record<string, number> = {}
    for (const { startedAt, zone, localDay } of heard) {
      const key = `${weekdayOf(localDay)} ${wallOf(startedAt, zone).hour}`
      cells[key] = (cells[key] ?? 0) + 1
    }
    return cells
  }
  const read = (wanted?: number) => Object.fromEntries(clock.run(db, { year: wanted }).map((cell) => [`${cell.weekday} ${cell.hour}`, cell.plays]))
  expect(read()).toEqual(counted(plays))
  expect(read(2023)).toEqual(counted(plays.filter((play) => Math.floor(play.localDay / 10_000) === 2023)))
})

test('on this day looks at earlier years only', () => {
  const last = plays.at(-1)?.localDay ?? 0
  const wanted = plays[10]?.localDay ?? 0
  const found = onThisDay.run(db, { today: wanted + 10_000, limit: 3 })
  expect(found.find((each) => each.day === wanted)?.plays).toBe(plays.filter((play) => play.localDay === wanted).length)
  expect(onThisDay.run(db, { today: last, limit: 3 }).map((each) => each.year)).not.toContain(Math.floor(last / 10_000))
  expect(found.every((each) => each.items.length <= 3)).toBe(true)
})

test('New Year’s Eve in Auckland and Honolulu is each one’s own', () => {
  const own = openTestLibrary()
  const midnight = Date.UTC(2026, 0, 1)
  const words = { artist: 'Ana Ray', title: 'Midnight', album: null }
  const told = (startedAt: number, zone: string) => ({ ...words, albumArtist: null, recordingMbid: null, startedAt, precisionMs: 1000, zone, durationMs: 200_000, heardMs: 200_000, how: 'file' as const, isCounted: true, rowKey: rowKeyOf(words, startedAt % 1000), rawJson: null })
  const time = { dayStartsAt: 0, zoneAt: () => 'UTC' }
  // The same moment: New Year's Day at one in the afternoon there, New Year's Eve at two in the afternoon here.
  own.transaction(() => recordPlays(own, [told(midnight, 'Pacific/Auckland'), told(midnight + 3_600_000, 'Pacific/Honolulu')], { source: 'lastfm', accountId: null, importId: null }, time))
  expect(strips.run(own, { limit: 9, dayStartsAt: 0 }).days.map((strip) => [strip.day, strip.ticks.map((tick) => tick.minute)])).toEqual([[20260101, [13 * 60]], [20251231, [15 * 60]]])
})

test('no read of days goes through the plays from end to end', () => {
  const watched = recordStatements(db)
  year.run(watched.db, 2023)
  strips.run(watched.db, { limit: 3, dayStartsAt, upTo: 20230201 })
  day.run(watched.db, 20230103)
  onThisDay.run(watched.db, { today: 20240105, limit: 3 })
  clock.run(watched.db, { year: 2023 })
  for (const sql of watched.statements) expect({ sql, scans: fullScans(planOf(db, sql), ['listening_history', 'play', 'heard_texts', 'text']) }).toEqual({ sql, scans: [] })
})
