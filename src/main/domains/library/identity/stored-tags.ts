// What `files.tagsJson` holds: everything a file says that has no column of its own, without empty values.
import type { FileTags } from '../tags/file-tags.ts'

/** The columns of `files` that repeat what the tags say. */
export type TagColumns = {
  container: string
  codec: string
  durationMs: number | null
  bitrate: number | null
  sampleRate: number | null
  channels: number | null
  bitsPerSample: number | null
  isLossless: number
  hasCover: number
  title: string | null
  artistText: string | null
  albumArtistText: string | null
  albumText: string | null
  year: number | null
  discNumber: number | null
  trackNumber: number | null
  genreText: string | null
  trackGain: number | null
  trackPeak: number | null
  albumGain: number | null
  albumPeak: number | null
}

/** The tags without what stands in columns, in `lyrics` or in `warningsJson`, and without what can be derived. */
export type StoredTags = Partial<
  Omit<FileTags, keyof TagColumns | 'artist' | 'albumArtist' | 'album' | 'originalYear' | 'replayGain' | 'covers' | 'warnings' | 'lyrics' | 'musicbrainz' | 'discogs'> & {
    musicbrainz: Partial<FileTags['musicbrainz']>
    discogs: Partial<FileTags['discogs']>
  }
>

const elsewhere = new Set<string>([
  'container', 'codec', 'durationMs', 'bitrate', 'sampleRate', 'channels', 'bitsPerSample', 'isLossless', 'hasCover', 'title', 'artist', 'albumArtist', 'album', 'year', 'originalYear', 'discNumber',
  'trackNumber', 'replayGain', 'covers', 'warnings', 'lyrics',
])

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0)
}

/** Runs for every value; the two credits that only repeat the printed line are left out too. */
function keep(this: unknown, key: string, value: unknown): unknown {
  if (isEmpty(value) || (key === 'joinPhrase' && value === '')) return undefined
  return value
}

/** As stored. */
export function packTags(tags: FileTags): string {
  const stored: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(tags)) {
    if (elsewhere.has(key) || isEmpty(value)) continue
    if (key === 'artists' && isPlain(tags.artists, tags.artist)) continue
    if (key === 'albumArtists' && isPlain(tags.albumArtists, tags.albumArtist)) continue
    if ((key === 'musicbrainz' || key === 'discogs') && Object.values(value as object).every(isEmpty)) continue
    stored[key] = value
  }
  return JSON.stringify(stored, keep)
}

function isPlain(names: FileTags['artists'], printed: string | null): boolean {
  const [only] = names
  return names.length === 1 && only?.name === printed && !only.musicbrainzId && !only.sortName && !only.joinPhrase
}

/** As it was packed. */
export function unpackTags(json: string): StoredTags {
  return JSON.parse(json) as StoredTags
}

/** What the columns hold. */
export function columnsOf(tags: FileTags): TagColumns {
  const { replayGain } = tags
  return {
    container: tags.container,
    codec: tags.codec,
    durationMs: tags.durationMs,
    bitrate: tags.bitrate,
    sampleRate: tags.sampleRate,
    channels: tags.channels,
    bitsPerSample: tags.bitsPerSample,
    isLossless: tags.isLossless ? 1 : 0,
    hasCover: tags.hasCover ? 1 : 0,
    title: tags.title,
    artistText: tags.artist,
    albumArtistText: tags.albumArtist,
    albumText: tags.album,
    year: tags.originalYear ?? tags.year,
    discNumber: tags.discNumber,
    trackNumber: tags.trackNumber,
    genreText: tags.genres.length > 0 ? tags.genres.join('; ') : null,
    trackGain: replayGain.trackGain,
    trackPeak: replayGain.trackPeak,
    albumGain: replayGain.albumGain,
    albumPeak: replayGain.albumPeak,
  }
}
