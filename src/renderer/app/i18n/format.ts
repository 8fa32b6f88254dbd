import { utcOfDay } from '#shared/model/calendar-day.ts'
import type { Language } from './language.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const space = '\u00a0'

const daySymbol: Record<Language, string> = { en: 'd', fr: 'j' }
const byteUnits = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export interface Formatters {
  readonly locale: string
  /** 250,114 */
  number(value: number): string
  /** 0.42 gives 42% */
  percent(ratio: number): string
  /** 1.31 GB */
  bytes(value: number): string
  /** 4:02, 1:02:03 */
  clock(ms: number): string
  /** 46 min 33 s, 2 h 4 min, 3 d 2 h: the two largest units, for totals and time left */
  duration(ms: number): string
  /** 14 February 2011 */
  date(at: number): string
  /** Thursday 19 November */
  weekday(at: number): string
  /** 16:09 */
  time(at: number): string
  /** Date and time, for details */
  moment(at: number): string
  /** A day in a narrow column: Today, Yesterday, 2 Nov within a year, else 2024 */
  shortDay(at: number, now: number): string
  /** 40 seconds ago */
  ago(at: number, now: number): string
  /** 16:09 on the clocks of a zone */
  timeIn(at: number, zone: string): string
  /** Date and time in a zone, for details */
  momentIn(at: number, zone: string): string
  /** Thursday 19 November 2026, of a day as yyyymmdd */
  dayName(day: number): string
  /** Thu 19 */
  dayOfMonth(day: number): string
  /** November 2026, of any day in it */
  monthName(day: number): string
  /** Nov */
  monthShort(day: number): string
  /** Monday, or Mon, of 0 = Monday */
  weekdayName(weekday: number, style: 'long' | 'short'): string
  /** 08, or what the language writes for an hour */
  hour(hour: number): string
  /** one, two and three */
  list(parts: readonly string[]): string
}

/** Numbers, dates and durations of one locale; `timeZone` is the system's unless given. */
export function createFormatters(language: Language, locale: string, timeZone?: string): Formatters {
  const zone = timeZone ? { timeZone } : {}
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...zone })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...zone })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', ...zone })
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone })
  const year = new Intl.DateTimeFormat(locale, { year: 'numeric', ...zone })
  const calendar = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...zone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'long' })
  const named = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const utc = { timeZone: 'UTC' } as const
  const dayName = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...utc })
  const dayOfMonth = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', ...utc })
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', ...utc })
  const monthShort = new Intl.DateTimeFormat(locale, { month: 'short', ...utc })
  const weekdays = { long: new Intl.DateTimeFormat(locale, { weekday: 'long', ...utc }), short: new Intl.DateTimeFormat(locale, { weekday: 'short', ...utc }) }
  const times = new Map<string, Intl.DateTimeFormat>()
  const moments = new Map<string, Intl.DateTimeFormat>()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })

  const pad = (value: number): string => String(value).padStart(2, '0')
  const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
  const inZone = (made: Map<string, Intl.DateTimeFormat>, timeZone: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    let known = made.get(timeZone)
    if (!known) made.set(timeZone, (known = new Intl.DateTimeFormat(locale, { ...style, timeZone })))
    return known
  }
  const calendarDay = (at: number): number => Date.parse(calendar.format(at)) / day

  return {
    locale,
    number: (value) => integer.format(value),
    percent: (ratio) => percent.format(ratio),
    bytes: (value) => {
      const step = Math.min(byteUnits.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3) - 1)
      const unit = byteUnits[step] ?? 'kilobyte'
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 }).format(value / 1000 ** (step + 1))
    },
    clock: (ms) => {
      const seconds = Math.max(0, Math.floor(ms / second))
      const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`
    },
    duration: (ms) => {
      const whole = Math.max(0, Math.round(ms / second) * second)
      const parts: [number, string][] = [
        [Math.floor(whole / day), daySymbol[language]],
        [Math.floor(whole / hour) % 24, 'h'],
        [Math.floor(whole / minute) % 60, 'min'],
        [Math.floor(whole / second) % 60, 's'],
      ]
      const first = parts.findIndex(([value]) => value > 0)
      if (first === -1) return `0${space}s`
      return parts.slice(first, first + 2).filter(([value]) => value > 0).map(([value, unit]) => `${integer.format(value)}${space}${unit}`).join(' ')
    },
    date: (at) => date.format(at),
    weekday: (at) => capital(weekday.format(at)),
    time: (at) => time.format(at),
    moment: (at) => moment.format(at),
    shortDay: (at, now) => {
      const days = calendarDay(now) - calendarDay(at)
      if (days === 0 || days === 1) return capital(named.format(-days, 'day'))
      return days > 1 && days < 330 ? dayMonth.format(at) : year.format(at)
    },
    ago: (at, now) => {
      const ms = Math.max(0, now - at)
      const [size, unit]: [number, Intl.RelativeTimeFormatUnit] = ms < minute ? [second, 'second'] : ms < hour ? [minute, 'minute'] : ms < day ? [hour, 'hour'] : [day, 'day']
      return relative.format(-Math.floor(ms / size), unit)
    },
    timeIn: (at, wanted) => inZone(times, wanted, { hour: '2-digit', minute: '2-digit' }).format(at),
    momentIn: (at, wanted) => inZone(moments, wanted, { dateStyle: 'long', timeStyle: 'short' }).format(at),
    dayName: (wanted) => capital(dayName.format(utcOfDay(wanted))),
    dayOfMonth: (wanted) => capital(dayOfMonth.format(utcOfDay(wanted))),
    monthName: (wanted) => capital(monthName.format(utcOfDay(wanted))),
    monthShort: (wanted) => monthShort.format(utcOfDay(wanted)),
    // 2024 began on a Monday.
    weekdayName: (weekday, style) => capital(weekdays[style].format(Date.UTC(2024, 0, 1 + weekday))),
    hour: (value) => pad(value),
    list: (parts) => list.format(parts),
  }
}
