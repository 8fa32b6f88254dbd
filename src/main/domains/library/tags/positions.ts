// Numbers within an album, and dates.

export interface Position {
  number: number | null
  total: number | null
  /** As printed, where it is more than a number. */
  text: string | null
  side: string | null
}

/** `5`, `05/12`, `A1`, `B`, `AA2`, `1-05`. */
export function parsePosition(text: string | null, totalText: string | null): Position {
  const [own = '', behind = ''] = (text ?? '').split(/\s*(?:\/|\bof\b)\s*/i)
  const total = positive(totalText ?? behind)
  const plain = /^0*(\d{1,6})$/.exec(own.trim())
  if (plain) return { number: positive(plain[1] ?? ''), total, text: null, side: null }
  const sided = /^([A-Z])\1?\s*[-.]?\s*0*(\d{1,3})?([a-z])?$/i.exec(own.trim())
  if (sided && own.trim() !== '') {
    return { number: sided[2] === undefined ? 1 : positive(sided[2]), total, text: own.trim().toUpperCase(), side: (sided[1] ?? '').toUpperCase() }
  }
  // "1-05" and the like: the last number counts on its disc.
  const number = positive(/(\d{1,6})\D*$/.exec(own)?.[1] ?? '')
  return { number, total, text: own.trim() === '' ? null : own.trim(), side: null }
}

/** The disc of `1-05`. */
export function discOfPosition(text: string | null): number | null {
  return positive(/^(\d{1,2})[-.]\d{1,3}$/.exec(text?.trim() ?? '')?.[1] ?? '')
}

/** Two sides to a disc. */
export function discOfSide(side: string): number {
  return Math.ceil((side.charCodeAt(0) - 64) / 2)
}

function positive(text: string): number | null {
  const value = Number.parseInt(text, 10)
  return value > 0 && value < 1_000_000 ? value : null
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` out of what taggers write; null for nonsense and for year 0. */
export function parseDate(text: string | null): string | null {
  if (text === null) return null
  const iso = /^\D{0,2}(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)/.exec(text.trim()) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim())
  if (iso) return join(iso[1], iso[2], iso[3])
  const reversed = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text.trim())
  // Day or month first cannot be told apart: only the year is certain.
  if (reversed) return join(reversed[3])
  const anywhere = /(?:^|\D)((?:1[5-9]|20)\d{2})(?!\d)/.exec(text)
  return anywhere ? join(anywhere[1]) : null
}

function join(year = '', month?: string, day?: string): string | null {
  if (Number(year) < 1000) return null
  const m = Number(month)
  const d = Number(day)
  if (!(m >= 1 && m <= 12)) return year
  const withMonth = `${year}-${String(m).padStart(2, '0')}`
  return d >= 1 && d <= 31 ? `${withMonth}-${String(d).padStart(2, '0')}` : withMonth
}

/** ID3v2.3 keeps the day apart: `DDMM`. */
export function addDayMonth(date: string | null, dayMonth: string | null): string | null {
  if (date === null || date.length !== 4 || !/^\d{4}$/.test(dayMonth ?? '')) return date
  return join(date, dayMonth?.slice(2), dayMonth?.slice(0, 2))
}

export function yearOf(date: string | null): number | null {
  return date === null ? null : Number(date.slice(0, 4))
}
