import type { FileFormat, FileRow, ReadContext } from './file-row.ts'
import { playRow, rejectedRow, skippedRow } from './file-row.ts'
import { countOf, textOf, textOrNull } from './json-values.ts'
import { openPlist } from './plist-reader.ts'
import type { PlistDict } from './plist-reader.ts'

const notMusic = ['Movie', 'TV Show', 'Music Video', 'Has Video', 'iTunesU'] as const

function row(dict: PlistDict, line: number, { options }: ReadContext): FileRow {
  const artist = textOf(dict.Artist) || textOf(dict['Album Artist'])
  const title = textOf(dict.Name)
  const named = { artist, title }
  const total = countOf(dict['Play Count'])
  const isLoved = dict.Loved === true || dict.Favorited === true
  const love = isLoved && artist !== '' && title !== '' ? { artist, title, album: textOrNull(dict.Album), recordingMbid: null, lovedAt: null } : undefined
  const withLove = (read: FileRow): FileRow => (love ? { ...read, love } : read)
  if (notMusic.some((kind) => dict[kind] === true)) return skippedRow(line, 'video', named)
  if ((dict.Podcast === true || textOf(dict.Genre) === 'Podcast') && !options.takesPodcasts) return skippedRow(line, 'podcast', named)
  if (total === null) return withLove(skippedRow(line, love ? 'loved' : 'never-played', named))
  const play = { artist, title, album: textOrNull(dict.Album), albumArtist: textOrNull(dict['Album Artist']) }
  const figure = artist !== '' && title !== '' ? { total, play } : undefined
  const lastAt = Date.parse(textOf(dict['Play Date UTC']))
  if (Number.isNaN(lastAt)) return withLove(figure ? { ...skippedRow(line, 'only-counted', named), figure } : { ...rejectedRow(line, title === '' ? 'no-title' : 'no-artist'), ...named })
  const durationMs = countOf(dict['Total Time'])
  // The date is that of the end.
  const read = playRow(line, {
    ...play,
    recordingMbid: null,
    startedAt: lastAt - (durationMs ?? 0),
    precisionMs: durationMs === null ? null : 1000,
    zone: null,
    durationMs,
    heardMs: null,
    how: 'file',
    isCounted: true,
    rawJson: JSON.stringify({ playCount: total }),
  })
  return withLove(figure && read.outcome.kind === 'play' ? { ...read, figure } : read)
}

/** The library that iTunes and Music share as XML: how often each track was played, and when last. */
export const itunesXml: FileFormat<'itunes-xml'> = {
  name: 'itunes-xml',
  recognises: (head) => /<plist[\s>]/.test(head) && /<key>(?:Library Persistent ID|Application Version|Tracks|Music Folder)<\/key>/.test(head),
  open: (context) => openPlist({ within: ['Tracks'], onDict: (dict, number) => context.take(row(dict, number, context)), onBroken: (number, reason) => context.take(rejectedRow(number, reason)) }),
}
