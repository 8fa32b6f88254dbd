import { expect, test } from 'vitest'
import { localDay } from '#shared/model/local-day.ts'
import { isCountedPlay } from '#shared/model/scrobble-rules.ts'
import { planDemoPlays } from './demo-plays.rules.ts'
import type { HeardTrack } from './demo-plays.rules.ts'

const now = Date.UTC(2026, 10, 21, 18, 30)
const dayMs = 86_400_000
const tracks: HeardTrack[] = Array.from({ length: 80 }, (_, album) =>
  Array.from({ length: 11 }, (_, index) => ({ id: album * 11 + index + 1, artist: `Artist ${album % 60}`, title: `Song ${index}`, album: `Album ${album}`, durationMs: 110_000 + ((album * 31 + index * 17) % 120) * 1000 })),
).flat()
const plays = planDemoPlays('sillon', now, tracks)
const albumOf = (trackId: number): number => Math.floor((trackId - 1) / 11)
const hourThere = (at: number, zone: string): number => Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at))

test('Two years come to about twenty-five thousand plays, the last of them today', () => {
  expect(plays.length).toBeGreaterThan(21_000)
  expect(plays.length).toBeLessThan(29_000)
  expect(plays[0]?.startedAt).toBeGreaterThan(now - 731 * dayMs)
  expect(plays.at(-1)?.startedAt).toBeGreaterThan(now - dayMs)
})

test('The same seed and moment give the same plays, another seed gives others', () => {
  expect(planDemoPlays('sillon', now, tracks)).toEqual(plays)
  expect(planDemoPlays('other', now, tracks)).not.toEqual(plays)
})

test('No play begins before the one before has ended, and none ends in the future', () => {
  let free = 0
  for (const { startedAt, heardMs } of plays) {
    expect(startedAt).toBeGreaterThanOrEqual(free)
    free = startedAt + heardMs
  }
  expect(free).toBeLessThanOrEqual(now)
})

test('What counts follows the rule, and a few are skipped', () => {
  const lengths = new Map(tracks.map(({ id, durationMs }) => [id, durationMs]))
  for (const play of plays) {
    expect(play.heardMs).toBeLessThanOrEqual(lengths.get(play.trackId) ?? 0)
    expect(play.isCounted).toBe(isCountedPlay(lengths.get(play.trackId) ?? null, play.heardMs))
  }
  const skipped = plays.filter(({ isCounted }) => !isCounted).length / plays.length
  expect(skipped).toBeGreaterThan(0.02)
  expect(skipped).toBeLessThan(0.1)
})

test('Nobody listens at four in the morning, wherever they are', () => {
  const night = plays.filter(({ startedAt, zone }) => [3, 4, 5].includes(hourThere(startedAt, zone)))
  expect(night.length).toBeLessThan(plays.length / 200)
})

test('There are journeys into other zones and a holiday without music', () => {
  expect(new Set(plays.map(({ zone }) => zone))).toEqual(new Set(['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Europe/Lisbon']))
  const longestPause = Math.max(...plays.slice(1).map(({ startedAt }, index) => startedAt - (plays[index]?.startedAt ?? 0)))
  expect(longestPause).toBeGreaterThan(14 * dayMs)
  expect(longestPause).toBeLessThan(22 * dayMs)
})

test('Files, records and streams all play, records only whole tracks', () => {
  const share = (how: string): number => plays.filter((play) => play.how === how).length / plays.length
  expect(share('file')).toBeGreaterThan(0.4)
  expect(share('stream')).toBeGreaterThan(0.15)
  expect(share('vinyl')).toBeGreaterThan(0.06)
  expect(plays.every(({ how, isCounted }) => how !== 'vinyl' || isCounted)).toBe(true)
})

test('Albums are discovered over time, some are loved, a few never played', () => {
  const firsts = new Map<number, number>()
  const counts = new Map<number, number>()
  for (const { trackId, startedAt } of plays) {
    const album = albumOf(trackId)
    if (!firsts.has(album)) firsts.set(album, startedAt)
    counts.set(album, (counts.get(album) ?? 0) + 1)
  }
  const late = [...firsts.values()].filter((at) => at > now - 500 * dayMs).length
  expect(late).toBeGreaterThan(20)
  const sorted = [...counts.values()].sort((left, right) => right - left)
  expect(sorted[0]).toBeGreaterThan((sorted[Math.floor(sorted.length / 2)] ?? 0) * 3)
  expect(counts.size).toBeGreaterThan(65)
  expect(counts.size).toBeLessThan(80)
})

test('Weeks differ, and days have their own calendar', () => {
  const perDay = new Map<number, number>()
  for (const { startedAt, zone } of plays) {
    const day = localDay(startedAt, zone, 0)
    perDay.set(day, (perDay.get(day) ?? 0) + 1)
  }
  expect(perDay.size).toBeGreaterThan(620)
  expect(Math.max(...perDay.values())).toBeLessThan(140)
})

test('Without tracks there are no plays', () => {
  expect(planDemoPlays('sillon', now, [])).toEqual([])
})
