import type { FileRow } from './file-row.ts'
import { playRow, skippedRow } from './file-row.ts'
import { epochMs } from './clock-time.ts'
import { jsonFormat } from './json-format.ts'
import { fieldsOf, mbidOf, textOf, textOrNull } from './json-values.ts'

/** An artist or album: `{#text, mbid}` in the API's lists, `{name, mbid}` in its extended ones, or text. */
function nameOf(value: unknown): string {
  const fields = fieldsOf(value)
  return textOf(value) || textOf(fields['#text']) || textOf(fields.name)
}

function row(item: unknown, line: number): FileRow {
  const fields = fieldsOf(item)
  const artist = nameOf(fields.artist)
  const title = textOf(fields.name) || textOf(fields.track)
  if (fieldsOf(fields['@attr']).nowplaying !== undefined) return skippedRow(line, 'now-playing', { artist, title })
  const date = fieldsOf(fields.date)
  return playRow(line, {
    artist,
    title,
    album: nameOf(fields.album) || null,
    albumArtist: textOrNull(fields.albumArtist),
    recordingMbid: mbidOf(fields.mbid),
    startedAt: epochMs(date.uts ?? fields.date ?? fields.uts),
    precisionMs: 1000,
    zone: null,
    durationMs: null,
    heardMs: null,
    how: 'unknown',
    isCounted: true,
    rawJson: null,
  })
}

/** Answers of Last.fm's API kept in a file, page after page (ghan), and the JSON of lastfmstats.com. */
export const lastfmJson = jsonFormat({
  name: 'lastfm-json',
  recognises: (head) => (/"track"\s*:\s*[[{]/.test(head) && /"uts"\s*:/.test(head) && !/"lovedtracks"/.test(head)) || (/^\s*\{\s*"username"\s*:/.test(head) && /"scrobbles"\s*:/.test(head)),
  paths: ['[].track[]', '[].track', 'recenttracks.track[]', 'recenttracks.track', '[].recenttracks.track[]', '[].recenttracks.track', 'track[]', 'scrobbles[]'],
  row,
})
