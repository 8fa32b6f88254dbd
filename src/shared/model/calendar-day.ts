/*
 * Days of the calendar as numbers, yyyymmdd: how plays name the listener's day. Sorting them sorts the days.
 */

const dayMs = 86_400_000

/** The midnight a day begins with, as if it were a day in UTC; milliseconds. For arithmetic and for writing the day out. */
export function utcOfDay(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100)
}

/** The day a UTC moment (milliseconds) falls on in UTC. */
export function dayOfUtc(at: number): number {
  const date = new Date(at)
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
}

/** The day so many days later, or earlier. */
export function addDays(day: number, days: number): number {
  return dayOfUtc(utcOfDay(day) + days * dayMs)
}

/** How many days lie between: 1 from a day to the next. */
export function daysBetween(from: number, to: number): number {
  return Math.round((utcOfDay(to) - utcOfDay(from)) / dayMs)
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return (new Date(utcOfDay(day)).getUTCDay() + 6) % 7
}

/** 2026 of 20261119. */
export function yearOf(day: number): number {
  return Math.floor(day / 10_000)
}
