import type { FileRow, ReadContext } from './file-row.ts'
import { playRow, rejectedRow, skippedRow } from './file-row.ts'
import { readClockTime } from './clock-time.ts'
import { jsonFormat, startsWithArray } from './json-format.ts'
import { fieldsOf, textOf } from './json-values.ts'
import { leastCountedMs } from './spotify-extended.ts'

function row(item: unknown, line: number, { options }: ReadContext): FileRow {
  const fields = fieldsOf(item)
  const isSpoken = fields.podcastName !== undefined
  const artist = textOf(isSpoken ? fields.podcastName : fields.artistName)
  const title = textOf(isSpoken ? fields.episodeName : fields.trackName)
  const heardMs = Number(fields.msPlayed ?? Number.NaN)
  if (!Number.isFinite(heardMs) || heardMs < 0 || heardMs > 7 * 86_400_000) return rejectedRow(line, 'malformed')
  if (isSpoken && !options.takesPodcasts) return skippedRow(line, 'podcast', { artist, title })
  // Minutes in UTC, of the end.
  const end = readClockTime(textOf(fields.endTime), 'UTC', () => {})
  const isCounted = heardMs >= leastCountedMs
  const read = playRow(line, {
    artist,
    title,
    album: null,
    albumArtist: null,
    recordingMbid: null,
    startedAt: end && end.at - heardMs,
    precisionMs: 60_000,
    zone: null,
    durationMs: null,
    heardMs,
    how: 'stream',
    isCounted,
    rawJson: null,
  })
  return read.outcome.kind === 'play' && !isCounted && !options.takesSkips ? skippedRow(line, 'skipped-track', { artist, title }) : read
}

/** `StreamingHistoryN.json`: the last year, without albums. */
export const spotifyAccount = jsonFormat({
  name: 'spotify-account',
  recognises: (head) => startsWithArray(head) && /"msPlayed"\s*:/.test(head) && /"endTime"\s*:/.test(head),
  paths: ['[]'],
  row,
})
