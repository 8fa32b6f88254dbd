import { isZone } from '#shared/model/local-day.ts'

/** A moment as the clocks of a zone show it, for a field of date and time: 2026-11-19T16:09:05. */
export function wallTimeOf(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const read = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '00'
  return `${read('year').padStart(4, '0')}-${read('month')}-${read('day')}T${read('hour')}:${read('minute')}:${read('second')}`
}

/** The moment at which the clocks of a zone show a time, UTC milliseconds; null for what is no time or no zone. */
export function momentOf(wallTime: string, zone: string): number | null {
  const asUtc = Date.parse(`${wallTime.length === 16 ? `${wallTime}:00` : wallTime}Z`)
  if (Number.isNaN(asUtc) || !isZone(zone)) return null
  // The offset is that of the moment looked for, so a first guess is put right once.
  const offsetAt = (at: number): number => Date.parse(`${wallTimeOf(at, zone)}Z`) - Math.floor(at / 1000) * 1000
  const guess = asUtc - offsetAt(asUtc)
  return asUtc - offsetAt(guess)
}
