import { textOf } from './json-values.ts'

/** What the columns of a CSV may be called, in lower case and without anything but letters. */
const names = {
  artist: ['artist', 'artistname', 'artists', 'creator'],
  title: ['track', 'title', 'trackname', 'tracktitle', 'song', 'name', 'songtitle'],
  album: ['album', 'albumname', 'albumtitle', 'release', 'releasename'],
  albumArtist: ['albumartist', 'albumartistname'],
  epoch: ['uts', 'timestamp', 'unixtimestamp', 'timestamputs', 'listenedat', 'epoch', 'date', 'time', 'dateuts', 'unixtime'],
  utc: ['utctime', 'timeutc', 'dateutc', 'datetimeutc'],
  clock: ['datetime', 'playedat', 'scrobbledat', 'scrobbletime', 'played', 'dateandtime', 'date', 'time', 'timestamp', 'listenedat'],
  recordingMbid: ['trackmbid', 'recordingmbid', 'musicbrainztrackid', 'mbid'],
} as const

export type Column = keyof typeof names
export type Columns = Partial<Record<Column, number>>

function plain(name: string): string {
  // lastfmstats.com writes the user's name after the name of the last column.
  return (name.split('#')[0] ?? '').toLowerCase().replaceAll(/[^a-z]/g, '')
}

/** Where the columns stand by the header, or null when this is no header of plays. */
export function columnsOf(header: readonly string[]): Columns | null {
  const plainNames = header.map(plain)
  const columns: Columns = {}
  for (const [column, known] of Object.entries(names) as [Column, readonly string[]][]) {
    const at = known.map((name) => plainNames.indexOf(name)).find((index) => index >= 0)
    if (at !== undefined) columns[column] = at
  }
  const hasTime = columns.epoch !== undefined || columns.utc !== undefined || columns.clock !== undefined
  return columns.artist !== undefined && columns.title !== undefined && hasTime ? columns : null
}

/** The field of a column, '' where there is none. */
export function fieldAt(fields: readonly string[], at: number | undefined): string {
  return at === undefined ? '' : textOf(fields[at])
}

/** The separator a line of CSV uses, by how often each stands outside its quotes. */
export function separatorOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '')
  return [',', ';', '\t'].reduce((best, separator) => (bare.split(separator).length > bare.split(best).length ? separator : best))
}
