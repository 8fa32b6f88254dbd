import { openCsv } from './csv-reader.ts'
import type { FileFormat, ReadContext } from './file-row.ts'
import { playRow, rejectedRow } from './file-row.ts'
import { countOf, howOf, mbidOf, textOrNull } from './json-values.ts'
import { momentOf } from './own-jsonl.ts'

/** The columns of our own CSV; `duration_ms` is what was heard, `length_ms` what the recording lasts. */
export const ownColumns = ['artist', 'track', 'album', 'album_artist', 'started_at', 'zone', 'duration_ms', 'length_ms', 'how', 'is_counted', 'recording_mbid'] as const
type OwnColumn = (typeof ownColumns)[number]

const risky = /^'*[=+\-@\t\r]/
const neutralised = /^'+[=+\-@\t\r]/

/** A spreadsheet takes a field that begins like a formula for one: an apostrophe before it keeps it text. */
export function neutralise(text: string): string {
  return risky.test(text) ? `'${text}` : text
}

/** What {@link neutralise} was given. */
export function restore(text: string): string {
  return neutralised.test(text) ? text.slice(1) : text
}

function openOwnCsv({ take }: ReadContext) {
  let order: string[] = []
  return openCsv({
    separator: ',',
    onRecord: (fields, line) => {
      if (order.length === 0) {
        order = fields
        return
      }
      if (fields.length !== order.length) return take(rejectedRow(line, 'malformed'))
      const field = (name: OwnColumn): string => restore(fields[order.indexOf(name)] ?? '')
      take(
        playRow(line, {
          artist: field('artist'),
          title: field('track'),
          album: field('album') || null,
          albumArtist: field('album_artist') || null,
          recordingMbid: mbidOf(field('recording_mbid')),
          startedAt: momentOf(field('started_at')),
          precisionMs: 1000,
          zone: textOrNull(field('zone')),
          durationMs: countOf(field('length_ms')),
          heardMs: field('duration_ms') === '' ? null : Number(field('duration_ms')),
          how: howOf(field('how')),
          isCounted: field('is_counted') !== '0',
          rawJson: null,
        }),
      )
    },
    onBroken: (line, reason) => take(rejectedRow(line, reason)),
  })
}

/** Our own CSV, for spreadsheets and back. */
export const ownCsv: FileFormat<'csv'> = {
  name: 'csv',
  recognises: (head) => head.startsWith(ownColumns.slice(0, 6).join(',')),
  open: openOwnCsv,
}
