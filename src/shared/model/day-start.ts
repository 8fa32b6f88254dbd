import type { DayStart } from './query-values.ts'

/** How far a zone's wall clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(clock: Intl.DateTimeFormat, at: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of clock.formatToParts(at)) parts[type] = Number(value)
  const wall = Date.UTC(parts.year ?? 1970, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
  return wall - Math.floor(at / 1000) * 1000
}

/**
 * The moments at which days begin for a listener: at `dayStartsAt` o'clock on the wall clock of `zone`. An hour that
 * daylight saving leaves out begins where the clock jumps to. Throws a `RangeError` for a zone that is not one.
 */
export function dayStartIn(zone: string, dayStartsAt: number): DayStart {
  const clock = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' })
  return (year, month, day) => {
    const wall = Date.UTC(year, month - 1, day, dayStartsAt)
    const first = wall - offsetAt(clock, wall)
    return wall - offsetAt(clock, first)
  }
}
