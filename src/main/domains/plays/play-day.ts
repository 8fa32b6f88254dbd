import { localDay } from '#shared/model/local-day.ts'
import type { PlayTime } from './seen-play.ts'

const quarterMs = 900_000
const mostKept = 50_000

/**
 * The listener's day of a moment. Asking a calendar costs more than all else of a play, and no zone has moved its clock
 * by anything but quarters of an hour since there are players: so each quarter is asked for once.
 */
export function createPlayDays(dayStartsAt: number): (at: number, zone: string) => number {
  const byZone = new Map<string, Map<number, number>>()
  let kept = 0
  return (at, zone) => {
    let days = byZone.get(zone)
    if (!days) byZone.set(zone, (days = new Map()))
    const quarter = Math.floor(at / quarterMs)
    const known = days.get(quarter)
    if (known !== undefined) return known
    const day = localDay(at, zone, dayStartsAt)
    if (kept++ > mostKept) {
      byZone.clear()
      kept = 0
    }
    days.set(quarter, day)
    return day
  }
}

const daysOf = new Map<number, ReturnType<typeof createPlayDays>>()

export function playDay({ dayStartsAt }: Pick<PlayTime, 'dayStartsAt'>, at: number, zone: string): number {
  let days = daysOf.get(dayStartsAt)
  if (!days) daysOf.set(dayStartsAt, (days = createPlayDays(dayStartsAt)))
  return days(at, zone)
}
