import type { FileRow } from './file-row.ts'
import { playRow } from './file-row.ts'
import { jsonFormat } from './json-format.ts'
import { countOf, fieldsOf, listOf, mbidOf, textOf } from './json-values.ts'
import { creditOf } from './maloja.ts'

/** The name among aliases that the program shows. */
function nameOf(value: unknown): string {
  const aliases = listOf(fieldsOf(value).aliases).map(fieldsOf)
  return textOf((aliases.find(({ is_primary }) => is_primary === true) ?? aliases[0])?.alias)
}

function row(item: unknown, line: number): FileRow {
  const fields = fieldsOf(item)
  const track = fieldsOf(fields.track)
  const seconds = countOf(track.duration)
  // The main artists first, as they stood on the credit.
  const artists = [...listOf(fields.artists)].sort((one, other) => Number(fieldsOf(other).is_primary === true) - Number(fieldsOf(one).is_primary === true))
  const startedAt = Date.parse(textOf(fields.listened_at))
  return playRow(line, {
    artist: creditOf(artists.map(nameOf)),
    title: nameOf(track),
    album: nameOf(fields.album) || null,
    albumArtist: null,
    recordingMbid: mbidOf(track.mbid),
    startedAt: Number.isNaN(startedAt) ? null : startedAt,
    precisionMs: 1000,
    zone: null,
    durationMs: seconds === null ? null : seconds * 1000,
    heardMs: null,
    how: 'unknown',
    isCounted: true,
    rawJson: textOf(fields.client) === '' ? null : JSON.stringify({ client: textOf(fields.client) }),
  })
}

/** `koito_export_*.json`. */
export const koito = jsonFormat({
  name: 'koito',
  recognises: (head) => /^\s*\{/.test(head) && /"listens"\s*:/.test(head) && (/"aliases"\s*:/.test(head) || /"exported_at"\s*:/.test(head)),
  paths: ['listens[]'],
  row,
})
