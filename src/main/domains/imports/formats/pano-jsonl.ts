import type { FileRow } from './file-row.ts'
import { playRow, rejectedRow, skippedRow } from './file-row.ts'
import { epochMs } from './clock-time.ts'
import { jsonLinesFormat, startsWithObject } from './json-format.ts'
import { countOf, fieldsOf, textOf, textOrNull } from './json-values.ts'

function row(item: unknown, line: number): FileRow {
  const fields = fieldsOf(item)
  const artist = textOf(fields.artist)
  const title = textOf(fields.track)
  if (fields.event === 'love') {
    if (artist === '' || title === '') return rejectedRow(line, title === '' ? 'no-title' : 'no-artist')
    return { ...skippedRow(line, 'loved', { artist, title }), love: { artist, title, album: textOrNull(fields.album), recordingMbid: null, lovedAt: epochMs(fields.timeMs) } }
  }
  if (fields.event !== undefined && fields.event !== 'scrobble') return skippedRow(line, 'not-a-play', { artist, title })
  return playRow(line, {
    artist,
    title,
    album: textOrNull(fields.album),
    albumArtist: textOrNull(fields.albumArtist),
    recordingMbid: null,
    startedAt: epochMs(fields.timeMs),
    precisionMs: 1000,
    zone: null,
    durationMs: countOf(fields.durationMs),
    heardMs: null,
    how: 'unknown',
    isCounted: true,
    rawJson: fields.mediaPlayerName === undefined ? null : JSON.stringify({ mediaPlayerName: fields.mediaPlayerName, mediaPlayerPackage: fields.mediaPlayerPackage }),
  })
}

/** Pano Scrobbler writes a line for everything it scrobbled. */
export const panoJsonl = jsonLinesFormat({
  name: 'pano-jsonl',
  recognises: (head) => startsWithObject(head) && /"timeMs"\s*:/.test(head) && /"track"\s*:/.test(head) && /"artist"\s*:/.test(head),
  row,
})
