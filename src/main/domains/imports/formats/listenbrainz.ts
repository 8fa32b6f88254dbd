import { epochMs } from './clock-time.ts'
import type { FileFormat, FileReader, FileRow, ReadContext } from './file-row.ts'
import { playRow, rejectedRow, skippedRow } from './file-row.ts'
import { openJsonItems } from './json-items.ts'
import { openJsonLines, startsWithArray } from './json-format.ts'
import { countOf, fieldsOf, howOf, mbidOf, textOf, textOrNull } from './json-values.ts'

/** Services that play over a network: what came from there was a stream. */
const streaming = /spotify|tidal|deezer|youtube|soundcloud|bandcamp|qobuz|music\.apple|pandora|napster|last\.fm/i

function feedbackRow(fields: Readonly<Record<string, unknown>>, line: number): FileRow {
  const metadata = fieldsOf(fields.track_metadata)
  const artist = textOf(metadata.artist_name)
  const title = textOf(metadata.track_name)
  if (fields.score !== 1 || artist === '' || title === '') return skippedRow(line, 'not-a-play', { artist, title })
  const mbids = fieldsOf(metadata.mbid_mapping)
  const love = { artist, title, album: textOrNull(metadata.release_name), recordingMbid: mbidOf(fields.recording_mbid) ?? mbidOf(mbids.recording_mbid), lovedAt: epochMs(fields.created) }
  return { ...skippedRow(line, 'loved', { artist, title }), love }
}

function row(item: unknown, line: number): FileRow {
  const fields = fieldsOf(item)
  if (fields.score !== undefined) return feedbackRow(fields, line)
  if (fields.listened_at === undefined && (fields.blurb_content !== undefined || fields.pinned_until !== undefined)) return skippedRow(line, 'not-a-play', { artist: '', title: '' })
  const metadata = fieldsOf(fields.track_metadata)
  const info = fieldsOf(metadata.additional_info)
  const mapping = fieldsOf(metadata.mbid_mapping)
  const seconds = countOf(info.duration)
  const service = `${textOf(info.music_service)} ${textOf(info.music_service_name)}`
  // What our own export adds to the format.
  const own = fieldsOf(info.sillon)
  const exact = epochMs(fields.listened_at)
  return playRow(line, {
    artist: textOf(metadata.artist_name),
    title: textOf(metadata.track_name),
    album: textOrNull(metadata.release_name),
    albumArtist: textOrNull(info.release_artist_name),
    // Ids that players submit are wrong more often than those the site found.
    recordingMbid: mbidOf(mapping.recording_mbid) ?? mbidOf(info.recording_mbid),
    startedAt: typeof own.startedAt === 'number' ? own.startedAt : exact,
    precisionMs: 1000,
    zone: textOrNull(own.zone),
    durationMs: countOf(info.duration_ms) ?? (seconds === null ? null : seconds * 1000),
    heardMs: typeof own.heardMs === 'number' ? own.heardMs : null,
    how: own.how !== undefined ? howOf(own.how) : streaming.test(service) ? 'stream' : 'unknown',
    isCounted: own.isCounted !== false,
    rawJson: rawOf(info),
  })
}

function rawOf(info: Readonly<Record<string, unknown>>): string | null {
  const { media_player, submission_client, music_service, origin_url } = info
  const raw = { media_player, submission_client, music_service, origin_url }
  return Object.values(raw).some((value) => value !== undefined) ? JSON.stringify(raw) : null
}

/** An array of before, an answer of the site, or what a program sent there; anything else is lines. */
const documentPaths = ['[]', 'payload[]', 'payload.listens[]', 'listens[]', 'feedback[]']
const enoughToTell = 65_536

function isDocument(head: string): boolean {
  return startsWithArray(head) || /^\s*\{\s*"(?:listen_type|payload)"/.test(head) || /^\s*\{\s*\n/.test(head)
}

function openListens(context: ReadContext): FileReader {
  const { take } = context
  let reader: FileReader | null = null
  let head = ''
  const begin = (): void => {
    reader = isDocument(head)
      ? openJsonItems({ paths: documentPaths, onItem: (item, number) => take(row(item, number)), onBroken: (number, reason) => take(rejectedRow(number, reason)) })
      : openJsonLines(row, context)
    reader.push(head)
  }
  return {
    push: (text) => {
      if (reader) return reader.push(text)
      head += text
      if (head.length >= enoughToTell || /\S[^\n]*\n/.test(head)) begin()
    },
    end: () => {
      if (!reader) begin()
      reader?.end()
    },
  }
}

/** `listens/<year>/<month>.jsonl` and `feedback.jsonl` of an export, the one array that exports were before, and answers of the site. */
export const listenbrainz: FileFormat<'listenbrainz'> = {
  name: 'listenbrainz',
  recognises: (head) => /^\s*[[{]/.test(head) && /"track_metadata"\s*:/.test(head) && /"listened_at"\s*:|"score"\s*:|"pinned_until"\s*:/.test(head),
  open: openListens,
}
