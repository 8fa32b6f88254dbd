import { epochMs } from './clock-time.ts'
import type { FileRow } from './file-row.ts'
import { rejectedRow, skippedRow } from './file-row.ts'
import { jsonFormat } from './json-format.ts'
import { fieldsOf, mbidOf, textOf } from './json-values.ts'

function row(item: unknown, line: number): FileRow {
  const fields = fieldsOf(item)
  const artist = textOf(fieldsOf(fields.artist).name) || textOf(fieldsOf(fields.artist)['#text']) || textOf(fields.artist)
  const title = textOf(fields.name)
  if (title === '') return rejectedRow(line, 'no-title')
  if (artist === '') return { ...rejectedRow(line, 'no-artist'), title }
  return {
    ...skippedRow(line, 'loved', { artist, title }),
    love: { artist, title, album: null, recordingMbid: mbidOf(fields.mbid), lovedAt: epochMs(fieldsOf(fields.date).uts) },
  }
}

/** Loved tracks as Libre.fm and Last.fm answer them. */
export const librefmLoved = jsonFormat({
  name: 'librefm-loved',
  recognises: (head) => /"lovedtracks"\s*:/.test(head),
  paths: ['lovedtracks.track[]', 'lovedtracks.track', '[].lovedtracks.track[]', '[].lovedtracks.track'],
  row,
})
