import { fromWallTime } from './clock-time.ts'
import type { FileFormat, FileRow, ReadContext } from './file-row.ts'
import { playRow, rejectedRow, skippedRow } from './file-row.ts'
import { openLines } from './line-reader.ts'
import { countOf, mbidOf, textOf, textOrNull } from './json-values.ts'

const columns = ['artist', 'album', 'title', 'tracknum', 'length', 'rating', 'timestamp', 'musicbrainz_trackid'] as const
/** What players write where a file has no tag. */
const untagged = /^<untagged>$/i
/** A clock that was never set counts from its maker's year on. */
const clocksBegin = Date.UTC(2001, 0, 1)

function openRockbox({ options, zone, askForZone, take }: ReadContext) {
  let order: readonly string[] = columns
  // Without a header the times are those of the player's own clock too.
  let isLocal = true

  function row(text: string, line: number): FileRow {
    const fields = text.split('\t')
    if (fields.length < 7) return rejectedRow(line, 'malformed')
    const field = (name: (typeof columns)[number]): string => {
      const value = textOf(fields[order.indexOf(name)])
      return untagged.test(value) ? '' : value
    }
    const artist = field('artist')
    const title = field('title')
    const seconds = Number(field('timestamp') || Number.NaN)
    if (isLocal) askForZone()
    const isKnown = Number.isFinite(seconds) && seconds * 1000 >= clocksBegin
    const isCounted = field('rating').toUpperCase() !== 'S'
    if (!isCounted && !options.takesSkips && title !== '' && artist !== '') return skippedRow(line, 'skipped-track', { artist, title })
    const length = countOf(field('length'))
    return playRow(line, {
      artist,
      title,
      album: textOrNull(field('album')),
      albumArtist: null,
      recordingMbid: mbidOf(field('musicbrainz_trackid')),
      startedAt: isKnown ? fromWallTime(seconds * 1000, isLocal ? zone : 'UTC') : null,
      precisionMs: 1000,
      zone: null,
      durationMs: length === null ? null : length * 1000,
      heardMs: null,
      how: 'file',
      isCounted,
      rawJson: null,
    })
  }

  return openLines({
    onLine: (text, line) => {
      if (text.trim() === '') return
      if (!text.startsWith('#')) return take(row(text, line))
      if (/^#TZ\/UTC/i.test(text)) isLocal = false
      else if (/^#ARTIST\t/i.test(text)) order = text.split('\t').map((name) => name.replace(/^#/, '').trim().toLowerCase())
    },
    onTooLong: (line) => take(rejectedRow(line, 'too-large')),
  })
}

/** `.scrobbler.log` of Rockbox and other players, 1.0 and 1.1, its header present or not. */
export const rockbox: FileFormat<'rockbox'> = {
  name: 'rockbox',
  recognises: (head) => head.startsWith('#AUDIOSCROBBLER/') || /^(?:#[^\n]*\n)*[^\t\n]*\t[^\t\n]*\t[^\t\n]+\t\d*\t\d+\t[LS]\t\d+(?:\t|\r?\n|$)/i.test(head),
  open: openRockbox,
}
