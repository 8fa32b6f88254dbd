import type { SeededRandom } from './seeded-random.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export type ListenerDay = {
  /** Days before the last one. */
  ago: number
  zone: string
  /** UTC ms at which the wall clock there shows midnight. */
  midnight: number
  isWeekend: boolean
  isAway: boolean
  /** More or less music than usual; 0 = none. */
  appetite: number
}

/** When a sitting begins, how likely it is, and what is done with it. `songs` is how many tracks a mixed one has. */
export type Sitting = { hour: number; spread: number; chance: number; kind: 'album' | 'mixed'; records: number; songs: readonly [number, number]; place: 'home' | 'out' | 'work' }

const WEEKDAY: readonly Sitting[] = [
  { hour: 8.1, spread: 0.5, chance: 0.82, kind: 'mixed', records: 1, songs: [6, 12], place: 'out' },
  { hour: 10.2, spread: 1.3, chance: 0.58, kind: 'album', records: 2, songs: [0, 0], place: 'work' },
  { hour: 14.4, spread: 1.4, chance: 0.52, kind: 'album', records: 2, songs: [0, 0], place: 'work' },
  { hour: 18.2, spread: 0.6, chance: 0.6, kind: 'mixed', records: 1, songs: [5, 11], place: 'out' },
  { hour: 20.2, spread: 1.1, chance: 0.66, kind: 'album', records: 2, songs: [0, 0], place: 'home' },
  { hour: 22.5, spread: 0.8, chance: 0.3, kind: 'album', records: 1, songs: [0, 0], place: 'home' },
]
const WEEKEND: readonly Sitting[] = [
  { hour: 10.6, spread: 1.4, chance: 0.8, kind: 'album', records: 2, songs: [0, 0], place: 'home' },
  { hour: 14.9, spread: 1.6, chance: 0.5, kind: 'mixed', records: 1, songs: [8, 18], place: 'out' },
  { hour: 17.8, spread: 1, chance: 0.56, kind: 'album', records: 2, songs: [0, 0], place: 'home' },
  { hour: 20.8, spread: 1, chance: 0.5, kind: 'mixed', records: 1, songs: [12, 26], place: 'home' },
  { hour: 23.4, spread: 0.9, chance: 0.34, kind: 'mixed', records: 1, songs: [6, 16], place: 'home' },
]
const AWAY: readonly Sitting[] = [
  { hour: 9, spread: 1, chance: 0.5, kind: 'mixed', records: 1, songs: [5, 12], place: 'out' },
  { hour: 22, spread: 0.8, chance: 0.6, kind: 'album', records: 1, songs: [0, 0], place: 'out' },
]

export function sittingsOf(day: ListenerDay): readonly Sitting[] {
  if (day.isAway) return AWAY
  return day.isWeekend ? WEEKEND : WEEKDAY
}

/** Days counted back from the last, both ends included: two journeys to other zones, one holiday without any music. */
const JOURNEYS = [
  { from: 590, to: 577, zone: 'America/New_York' },
  { from: 214, to: 205, zone: 'Asia/Tokyo' },
  { from: 68, to: 65, zone: 'Europe/Lisbon' },
] as const
const HOLIDAY = { from: 404, to: 389 } as const

/** `days` days up to and with the one that `now` falls into. */
export function listeningCalendar(now: number, days: number, homeZone: string, random: SeededRandom): ListenerDay[] {
  const today = new Date(now + offsetOf(now, homeZone))
  const firstNoon = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - (days - 1), 12)
  let week = 1
  return Array.from({ length: days }, (_, index) => {
    const ago = days - 1 - index
    const noon = new Date(firstNoon + index * DAY_MS)
    const journey = JOURNEYS.find(({ from, to }) => ago <= from && ago >= to)
    const zone = journey?.zone ?? homeZone
    if (index % 7 === 0) week = random.between(0.68, 1.1)
    const isHoliday = ago <= HOLIDAY.from && ago >= HOLIDAY.to
    const isQuietDay = random.chance(0.035)
    return {
      ago,
      zone,
      midnight: noon.getTime() - 12 * HOUR_MS - offsetOf(noon.getTime(), zone),
      isWeekend: noon.getUTCDay() % 6 === 0,
      isAway: journey !== undefined,
      appetite: isHoliday || isQuietDay ? 0 : week,
    }
  })
}

/** How far the wall clock of a zone is ahead of UTC, in ms. */
function offsetOf(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-u-nu-latn', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(at)
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute')) - Math.floor(at / 60_000) * 60_000
}
