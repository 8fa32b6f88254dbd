import { dayStartIn } from '#shared/model/day-start.ts'
import type { DayStart } from '#shared/model/query-values.ts'
import { localDay } from '#shared/model/local-day.ts'
import type { PlayTime } from './seen-play.ts'

const dayMs = 86_400_000

type Day = { day: number; from: number; to: number }

const mostKept = 50_000

/** The day of a moment with its first and last one; only that moment where a calendar has no such bounds. */
function dayAround(at: number, zone: string, dayStartsAt: number, startOf: DayStart): Day {
  const day = localDay(at, zone, dayStartsAt)
  const [year, month, date] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100]
  const from = startOf(year, month, date)
  const to = startOf(year, month, date + 1)
  const isDay = from <= at && at < to && localDay(from, zone, dayStartsAt) === day && localDay(to - 1, zone, dayStartsAt) === day && to - from < 2 * dayMs
  return isDay ? { day, from, to } : { day, from: at, to: at + 1 }
}

/** The listener's day of a moment. Asking a calendar costs more than most else of a play, so each day is asked for once. */
export function createPlayDays(dayStartsAt: number): (at: number, zone: string) => number {
  // By days of UTC, each of which meets some days of the zone.
  const byZone = new Map<string, { startOf: DayStart; days: Map<number, Day[]> }>()
  let kept = 0
  return (at, zone) => {
    let known = byZone.get(zone)
    if (!known) byZone.set(zone, (known = { startOf: dayStartIn(zone, dayStartsAt), days: new Map() }))
    const utcDay = Math.floor(at / dayMs)
    const near = known.days.get(utcDay) ?? []
    for (const { day, from, to } of near) if (from <= at && at < to) return day
    const found = dayAround(at, zone, dayStartsAt, known.startOf)
    if (kept++ > mostKept) {
      byZone.clear()
      kept = 0
    } else if (found.to - found.from > 1) known.days.set(utcDay, [...near, found])
    return found.day
  }
}

const daysOf = new Map<number, ReturnType<typeof createPlayDays>>()

export function playDay({ dayStartsAt }: Pick<PlayTime, 'dayStartsAt'>, at: number, zone: string): number {
  let days = daysOf.get(dayStartsAt)
  if (!days) daysOf.set(dayStartsAt, (days = createPlayDays(dayStartsAt)))
  return days(at, zone)
}
