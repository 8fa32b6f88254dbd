import type { FileRow } from './file-row.ts'
import { playRow } from './file-row.ts'
import { epochMs } from './clock-time.ts'
import { jsonFormat } from './json-format.ts'
import { countOf, fieldsOf, listOf, textOf, textOrNull } from './json-values.ts'

/** Credits that a program keeps as a list, as one text. */
export function creditOf(names: readonly unknown[]): string {
  return names.map(textOf).filter((name) => name !== '').join(', ')
}

function row(item: unknown, line: number): FileRow {
  const fields = fieldsOf(item)
  const track = fieldsOf(fields.track)
  const album = fieldsOf(track.album)
  const seconds = countOf(track.length)
  const heard = countOf(fields.duration)
  return playRow(line, {
    artist: creditOf(listOf(track.artists)),
    title: textOf(track.title),
    album: textOrNull(album.albumtitle),
    albumArtist: creditOf(listOf(album.artists)) || null,
    recordingMbid: null,
    startedAt: epochMs(fields.time),
    precisionMs: 1000,
    zone: null,
    durationMs: seconds === null ? null : seconds * 1000,
    heardMs: heard === null ? null : heard * 1000,
    how: 'unknown',
    isCounted: true,
    rawJson: typeof fields.origin === 'string' ? JSON.stringify({ origin: fields.origin }) : null,
  })
}

/** `maloja_export*.json`. */
export const maloja = jsonFormat({
  name: 'maloja',
  recognises: (head) => /^\s*\{/.test(head) && (/"maloja"\s*:/.test(head) || (/"scrobbles"\s*:/.test(head) && /"artists"\s*:/.test(head) && /"title"\s*:/.test(head))),
  paths: ['scrobbles[]'],
  row,
})
