const clocks = new Map<string, Intl.DateTimeFormat | null>()

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  let clock: Intl.DateTimeFormat | null = null
  try {
    clock = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', hourCycle: 'h23' })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  // Names come from outside, so what is not a zone must not fill the memory.
  if (clock || clocks.size < 1000) clocks.set(zone, clock)
  return clock
}

/** Whether this is a time zone that the runtime knows by its IANA name (or an alias of it). */
export function isZone(zone: string): boolean {
  return clockOf(zone) !== null
}

/**
 * The listener's day a moment belongs to, as yyyymmdd: what the calendar of `zone` says, where a day begins at
 * `dayStartsAt` o'clock (0 to 23) on the wall clock, whatever daylight saving does to it. `at` is UTC milliseconds.
 * Throws a `RangeError` for a zone that is not one.
 */
export function localDay(at: number, zone: string, dayStartsAt: number): number {
  const clock = clockOf(zone)
  if (!clock) throw new RangeError(`${zone} is not a time zone.`)
  let [year, month, day, hour] = [0, 0, 0, 0]
  for (const { type, value } of clock.formatToParts(at)) {
    if (type === 'year') year = Number(value)
    else if (type === 'month') month = Number(value)
    else if (type === 'day') day = Number(value)
    else if (type === 'hour') hour = Number(value)
  }
  if (hour >= dayStartsAt) return year * 10_000 + month * 100 + day
  const dayBefore = new Date(Date.UTC(year, month - 1, day - 1))
  return dayBefore.getUTCFullYear() * 10_000 + (dayBefore.getUTCMonth() + 1) * 100 + dayBefore.getUTCDate()
}
