import type { FileRow, ReadContext } from './file-row.ts'
import { playRow, rejectedRow, skippedRow } from './file-row.ts'
import { epochMs } from './clock-time.ts'
import { jsonFormat, startsWithArray } from './json-format.ts'
import { fieldsOf, textOf, textOrNull } from './json-values.ts'

/** The field's rule without a known length: half a minute was heard. */
export const leastCountedMs = 30_000
/** What was heard offline is stamped when the app was online again, which may be months later. */
const offlineFromMs = 10 * 60_000

function startOf(fields: Readonly<Record<string, unknown>>, heardMs: number): number | null {
  const end = Date.parse(textOf(fields.ts))
  if (Number.isNaN(end)) return null
  const start = end - heardMs
  // Whole seconds in newer files, milliseconds in older ones.
  const offline = fields.offline === true ? epochMs(fields.offline_timestamp) : null
  return offline !== null && offline > 0 && start - offline > offlineFromMs ? offline : start
}

/** What is worth keeping: never the address of a machine, nor the country it stood in. */
function rawOf(fields: Readonly<Record<string, unknown>>): string {
  const { platform, reason_start, reason_end, shuffle, skipped } = fields
  const uri = fields.spotify_track_uri ?? fields.spotify_episode_uri ?? fields.audiobook_chapter_uri ?? null
  return JSON.stringify({ uri, platform, reason_start, reason_end, shuffle, skipped })
}

function row(item: unknown, line: number, { options }: ReadContext): FileRow {
  const fields = fieldsOf(item)
  const spoken = { title: textOf(fields.episode_name) || textOf(fields.audiobook_chapter_title), artist: textOf(fields.episode_show_name) || textOf(fields.audiobook_title) }
  const sung = { title: textOf(fields.master_metadata_track_name), artist: textOf(fields.master_metadata_album_artist_name) }
  const isSpoken = sung.title === '' && spoken.title !== ''
  const { artist, title } = isSpoken ? spoken : sung
  const heardMs = Number(fields.ms_played ?? Number.NaN)
  if (!Number.isFinite(heardMs) || heardMs < 0 || heardMs > 7 * 86_400_000) return rejectedRow(line, 'malformed')
  if (fields.incognito_mode === true && !options.takesPrivate) return skippedRow(line, 'private-session', { artist, title })
  if (isSpoken && !options.takesPodcasts) return skippedRow(line, 'podcast', { artist, title })
  const isCounted = heardMs >= leastCountedMs
  const read = playRow(line, {
    artist,
    title,
    album: isSpoken ? null : textOrNull(fields.master_metadata_album_album_name),
    albumArtist: isSpoken ? null : artist || null,
    recordingMbid: null,
    startedAt: startOf(fields, heardMs),
    precisionMs: 1000,
    zone: null,
    durationMs: null,
    heardMs,
    how: 'stream',
    isCounted,
    rawJson: rawOf(fields),
  })
  return read.outcome.kind === 'play' && !isCounted && !options.takesSkips ? skippedRow(line, 'skipped-track', { artist, title }) : read
}

/** `Streaming_History_Audio_*.json` and, before, `endsong_N.json`: one object for everything that was ever played. */
export const spotifyExtended = jsonFormat({
  name: 'spotify-extended',
  recognises: (head) => startsWithArray(head) && /"ms_played"\s*:/.test(head) && /"ts"\s*:/.test(head),
  paths: ['[]'],
  row,
})
