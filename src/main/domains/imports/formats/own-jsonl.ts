import type { FileRow, ToldPlay, ToldWitness } from './file-row.ts'
import { playRow } from './file-row.ts'
import { jsonLinesFormat, startsWithObject } from './json-format.ts'
import { fieldsOf, howOf, listOf, mbidOf, textOf, textOrNull } from './json-values.ts'

/** ISO 8601 with a zone, or UTC milliseconds. */
export function momentOf(value: unknown): number | null {
  const at = typeof value === 'number' ? value : typeof value === 'string' && /(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : null
}

/** Words come back as they were told, blanks and all. */
function asIs(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const mostWitnesses = 100

/** The facts that a play and its witnesses are told by alike. */
function factsOf(fields: Readonly<Record<string, unknown>>): Omit<ToldPlay, 'startedAt' | 'witnesses'> & { startedAt: number | null } {
  return {
    artist: asIs(fields.artist),
    title: asIs(fields.track),
    album: asIs(fields.album) || null,
    albumArtist: asIs(fields.albumArtist) || null,
    recordingMbid: mbidOf(fields.recordingMbid),
    startedAt: momentOf(fields.startedAt),
    precisionMs: fields.precisionMs === null ? null : (numberOrNull(fields.precisionMs) ?? 1000),
    zone: textOrNull(fields.zone),
    durationMs: numberOrNull(fields.lengthMs),
    heardMs: numberOrNull(fields.durationMs),
    how: howOf(fields.how),
    isCounted: fields.isCounted !== false,
    rawJson: null,
  }
}

function witnessesOf(value: unknown): ToldWitness[] {
  return listOf(value).slice(0, mostWitnesses).map(fieldsOf).flatMap((fields) => {
    const { startedAt, ...facts } = factsOf(fields)
    const source = textOf(fields.source)
    if (startedAt === null || facts.artist === '' || facts.title === '' || !/^[\w-]{1,40}$/.test(source)) return []
    const rowKey = Number.isSafeInteger(fields.rowKey) ? Number(fields.rowKey) : null
    return [{ ...facts, startedAt, source, rowKey }]
  })
}

function row(item: unknown, line: number): FileRow {
  const fields = fieldsOf(item)
  const witnesses = witnessesOf(fields.witnesses)
  return playRow(line, { ...factsOf(fields), ...(witnesses.length > 0 && { witnesses }) })
}

/** Our own export: a play a line, with everything that saw it. */
export const ownJsonl = jsonLinesFormat({
  name: 'jsonl',
  recognises: (head) => startsWithObject(head) && /"startedAt"\s*:/.test(head) && /"track"\s*:/.test(head) && /"artist"\s*:/.test(head),
  row,
})
