import type { numberFields } from './rule-nodes.ts'

/** First moment of a day, UTC ms; a month or day past the end counts on into the next. */
export type DayStart = (year: number, month: number, day: number) => number

/** Days as UTC has them; callers who know the listener's zone bring their own. */
export const utcDayStart: DayStart = (year, month, day) => {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

const plainNumber = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i
const clock = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/
const unit = /^(-?\d+(?:\.\d+)?)\s*(ms|s|sec|m|min|h|k|khz|hz|kbps|\*)$/i
const decadeWord = /^(\d{2}|\d{4})(?:s|er|'s)?$/

const unitFactors: Partial<Record<(typeof numberFields)[number], Readonly<Record<string, number>>>> = {
  duration: { ms: 0.001, s: 1, sec: 1, m: 60, min: 60, h: 3600 },
  sampleRate: { k: 1000, khz: 1000, hz: 1 },
  bitrate: { k: 1, kbps: 1 },
  rating: { '*': 20 },
}

/** Reads a number as people write it for this field: `4:30`, `5m`, `96k`, `4*`, `90s`; undefined when it is none. */
export function readNumber(field: (typeof numberFields)[number], text: string): number | undefined {
  if (field === 'decade') return readDecade(text)
  if (plainNumber.test(text)) return Number(text)
  if (field === 'duration') {
    const parts = clock.exec(text)
    if (parts) return Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3])
  }
  const parts = unit.exec(text)
  const factor = parts?.[2] && unitFactors[field]?.[parts[2].toLowerCase()]
  return factor ? Number((Number(parts[1]) * factor).toPrecision(12)) : undefined
}

function readDecade(text: string): number | undefined {
  const digits = decadeWord.exec(text)?.[1]
  if (digits === undefined) return undefined
  const year = digits.length === 2 ? Number(digits) + (Number(digits) < 30 ? 2000 : 1900) : Number(digits)
  return year - (year % 10)
}

/** Smallest step between two values of a field, for reading `>` and `<`, which rules do not have. */
export function stepOf(field: (typeof numberFields)[number]): number {
  if (field === 'decade') return 10
  return field === 'duration' || field === 'bpm' ? 0.001 : 1
}

const dayUnits: Readonly<Record<string, number>> = { d: 1, j: 1, w: 7, s: 7, m: 30, y: 365, a: 365 }
const span = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)([djwsmya])$/i

/** Reads a span of time as days: `30d`, `2w`, `6m`, `1y` (French `j s m a`); undefined when it is none. */
export function readDays(text: string): number | undefined {
  const parts = span.exec(text)
  return parts?.[2] ? Number(parts[1]) * (dayUnits[parts[2].toLowerCase()] ?? 1) : undefined
}

const dayText = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/
const instant = /^(?:[+-]\d{6}|\d{4})-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/

/** Reads a year, month, day or instant as the stretch [start, end), UTC ms; undefined when it is none. */
export function readPeriod(text: string, dayStart: DayStart): { start: number; end: number } | undefined {
  if (instant.test(text)) {
    const start = Date.parse(text)
    return Number.isNaN(start) ? undefined : { start, end: start + 1 }
  }
  const parts = dayText.exec(text)
  if (!parts) return undefined
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)]
  if (parts[2] === undefined) return { start: dayStart(year, 1, 1), end: dayStart(year + 1, 1, 1) }
  if (month < 1 || month > 12) return undefined
  if (parts[3] === undefined) return { start: dayStart(year, month, 1), end: month === 12 ? dayStart(year + 1, 1, 1) : dayStart(year, month + 1, 1) }
  if (day < 1 || day > 31) return undefined
  return { start: dayStart(year, month, day), end: dayStart(year, month, day + 1) }
}

/** Prints a moment so that it is read back as the same moment wherever the reader is. */
export function printInstant(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}
