/** A moment read from a file, and how exactly it is told. */
export type ToldTime = { at: number; precisionMs: number }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const dayMonthYear = /^(\d{1,2}) ([A-Za-z]{3})[a-z]*\.? (\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?$/
const yearMonthDay = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

/** Seconds, milliseconds or microseconds since 1970, by their size. Null for anything else. */
export function epochMs(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,17}(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return null
  if (number < 1e11) return Math.round(number * 1000)
  return Math.round(number < 1e14 ? number : number / 1000)
}

/**
 * A clock time as text. One with a zone is that moment; one without is read in `zone`, and `onLocal` hears of it.
 * Null when the text is no time.
 */
export function readClockTime(text: string, zone: string, onLocal: () => void): ToldTime | null {
  const iso = yearMonthDay.exec(text)
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction, offset] = iso
    const wall = wallTime(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second ?? 0))
    if (wall === null) return null
    const precisionMs = second === undefined ? 60_000 : 1000
    const exact = wall + Math.round(Number(fraction ?? 0) * 1000)
    if (offset !== undefined) return { at: exact - offsetMs(offset), precisionMs }
    onLocal()
    return { at: fromWallTime(exact, zone), precisionMs }
  }
  const written = dayMonthYear.exec(text)
  if (!written) return null
  const [, day, monthName = '', year, hour, minute, second] = written
  const month = months.indexOf(monthName.toLowerCase()) + 1
  const wall = wallTime(Number(year), month, Number(day), Number(hour), Number(minute), Number(second ?? 0))
  if (wall === null) return null
  onLocal()
  return { at: fromWallTime(wall, zone), precisionMs: second === undefined ? 60_000 : 1000 }
}

/** The clock's face as if it were UTC; null for a day or hour there is not. */
function wallTime(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(at)
  const isReal = month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 61
  return isReal ? at : null
}

function offsetMs(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

const clocks = new Map<string, (at: number) => number>()
const quarterMs = 15 * 60_000

/** How far the clocks of a zone are ahead of UTC at a moment, in ms. Zones change on a quarter of an hour, so a quarter is asked for once. */
function zoneOffset(zone: string): (at: number) => number {
  const known = clocks.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  let lastQuarter = Number.NaN
  let lastOffset = 0
  const offsetAt = (at: number): number => {
    const quarter = Math.floor(at / quarterMs)
    if (quarter === lastQuarter) return lastOffset
    const parts = Object.fromEntries(format.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]))
    lastQuarter = quarter
    lastOffset = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second) - quarter * quarterMs
    return lastOffset
  }
  clocks.set(zone, offsetAt)
  return offsetAt
}

/**
 * The moment a clock in `zone` showed this face (given as if it were UTC). An hour that comes twice is the first one;
 * one that never came is read as if the clock had not been put forward.
 */
export function fromWallTime(wall: number, zone: string): number {
  if (zone === 'UTC') return wall
  const offset = zoneOffset(zone)
  const before = wall - offset(wall - 24 * 3_600_000)
  const after = wall - offset(wall + 24 * 3_600_000)
  if (before === after) return before
  const fits = [before, after].filter((at) => at + offset(at) === wall)
  return fits.length > 0 ? Math.min(...fits) : before
}
