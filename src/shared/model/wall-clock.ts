const minuteMs = 60_000
const quarterMs = 15 * minuteMs
const dayMs = 96 * quarterMs
const minutesOfDay = 1440

/**
 * The minute of the day (0 to 1439) that the clocks of a zone show, for many moments (UTC milliseconds). A day without a
 * change of the clocks is looked up once, any other by quarters of an hour, which no change divides. Throws a
 * `RangeError` for a zone that is not one.
 */
export function wallClockOf(zone: string): (at: number) => number {
  const clock = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone: zone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
  const midnights = new Map<number, number>()
  const quarters = new Map<number, number>()

  function shownAt(kept: Map<number, number>, step: number, size: number): number {
    let shown = kept.get(step)
    if (shown === undefined) kept.set(step, (shown = readClock(clock, step * size)))
    return shown
  }

  return (at) => {
    const day = Math.floor(at / dayMs)
    const shown = shownAt(midnights, day, dayMs)
    if (shown === shownAt(midnights, day + 1, dayMs)) return (shown + Math.floor((at - day * dayMs) / minuteMs)) % minutesOfDay
    const quarter = Math.floor(at / quarterMs)
    return (shownAt(quarters, quarter, quarterMs) + Math.floor((at - quarter * quarterMs) / minuteMs)) % minutesOfDay
  }
}

function readClock(clock: Intl.DateTimeFormat, at: number): number {
  let [hour, minute] = [0, 0]
  for (const { type, value } of clock.formatToParts(at)) {
    if (type === 'hour') hour = Number(value)
    else if (type === 'minute') minute = Number(value)
  }
  return hour * 60 + minute
}
