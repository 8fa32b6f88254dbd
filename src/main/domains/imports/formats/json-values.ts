import type { PlayHow } from '#shared/contract/plays.contract.ts'

/** A JSON object, or an empty one for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/** Text without blanks around it; '' for anything that is none. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' ? String(value) : ''
}

export function textOrNull(value: unknown): string | null {
  return textOf(value) || null
}

/** A number of 1 or more, whole; null for anything else, as sources write 0 for *unknown*. */
export function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 1 ? Math.round(number) : null
}

const mbid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A MusicBrainz id, in lower case; null for what only stands where one should. */
export function mbidOf(value: unknown): string | null {
  return typeof value === 'string' && mbid.test(value) ? value.toLowerCase() : null
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

const hows: Readonly<Record<PlayHow, true>> = { file: true, vinyl: true, cd: true, tape: true, stream: true, unknown: true }

/** How something was heard, by the words of our own exports. */
export function howOf(value: unknown): PlayHow {
  return typeof value === 'string' && Object.hasOwn(hows, value) ? (value as PlayHow) : 'unknown'
}
