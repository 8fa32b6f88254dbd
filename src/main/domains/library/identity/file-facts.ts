// What decides where a file belongs, derived from its tags the same way whether they were just read or come from the database.
import { nameKey } from '#shared/model/names.ts'
import type { Credit } from '../tags/file-tags.ts'
import { creditKey, creditNames, creditText } from './credit.rules.ts'
import type { CreditName } from './credit.rules.ts'
import type { StoredTags, TagColumns } from './stored-tags.ts'
import { editionTitleKey, splitDisc, trackTitleKey, workTitleKey } from './title.rules.ts'

export type FileFacts = {
  title: string
  titleKey: string
  artistText: string
  artists: CreditName[]
  /** Key of the first artist; '' when the tags name none. */
  artistKey: string
  /** Without a suffix that only names the disc; null = a loose track. */
  album: string | null
  /** Compares published forms (`Red (Deluxe)`), and works (`Red`). */
  editionKey: string
  workKey: string
  albumArtists: CreditName[]
  albumArtistKey: string | null
  isCompilation: boolean
  disc: number | null
  track: number | null
  position: string | null
  discSubtitle: string | null
  trackTotal: number | null
  discTotal: number | null
  releaseId: string | null
  releaseGroupId: string | null
  recordingId: string | null
  discogsRelease: number | null
  discogsMaster: number | null
  label: string | null
  catalogNumber: string | null
  barcode: string | null
  media: string | null
  /** Of this release, and of the first one. */
  year: number | null
  originalYear: number | null
  releaseTypes: string[]
  durationMs: number | null
  codec: string
  bitrate: number | null
  sampleRate: number | null
  bitsPerSample: number | null
  isLossless: boolean
  genres: string[]
  composers: string[]
  bpm: number | null
  musicalKey: string | null
  titleSort: string | null
  rating: number | null
}

/** What was read from a file and has to be written. */
export type FileReading = {
  columns: TagColumns
  tagsJson: string
  warningsJson: string | null
  audioHash: Uint8Array | null
  lyrics: { source: 'embedded' | 'sidecar'; isSynced: boolean; text: string } | null
  facts: FileFacts
}

/** A file as the grouping sees it. */
export type FileEntry = {
  facts: FileFacts
  /** Null until it is written. */
  fileId: number | null
  directoryId: number
  name: string | Uint8Array
  /** Orders files the same way in every run: the folder's id and the path in it, byte by byte. */
  sortPath: string
  size: number
  mtimeUs: number
  addedAt: number
  isMissing: boolean
  trackId: number | null
  editionId: number | null
  /** What was read just now; null when the row is as it should be. */
  reading: FileReading | null
  /** Whether the tags say something else than they did. */
  isRetagged: boolean
  /** Whether it has another name or place: its track may be called after it. */
  isMoved: boolean
}

function yearIn(date: string | null | undefined): number | null {
  return date ? Number(date.slice(0, 4)) : null
}

function completed(names: readonly Partial<Credit>[] | undefined): Credit[] {
  return (names ?? []).flatMap(({ name, joinPhrase = '', sortName = null, musicbrainzId = null }) => (name ? [{ name, joinPhrase, sortName, musicbrainzId }] : []))
}

/** `stem` names the file where its tags hold no title. */
export function factsOf(columns: TagColumns, stored: StoredTags, stem: string): FileFacts {
  const title = columns.title ?? stem
  const albumArtists = creditNames(completed(stored.albumArtists), columns.albumArtistText)
  const own = creditNames(completed(stored.artists), columns.artistText)
  const artists = own.length > 0 ? own : albumArtists
  const { title: album, disc } = columns.albumText ? splitDisc(columns.albumText) : { title: null, disc: null }
  const originalYear = yearIn(stored.originalDate)
  return {
    title,
    titleKey: trackTitleKey(title),
    artistText: columns.artistText ?? creditText(albumArtists),
    artists,
    artistKey: artists[0]?.key ?? '',
    album,
    editionKey: album === null ? '' : editionTitleKey(album),
    workKey: album === null ? '' : workTitleKey(album),
    albumArtists,
    albumArtistKey: albumArtists.length > 0 ? creditKey(albumArtists) : null,
    isCompilation: stored.isCompilation ?? false,
    disc: columns.discNumber ?? disc,
    track: columns.trackNumber,
    position: stored.positionText ?? null,
    discSubtitle: stored.discSubtitle ?? null,
    trackTotal: stored.trackTotal ?? null,
    discTotal: stored.discTotal ?? null,
    releaseId: stored.musicbrainz?.release ?? null,
    releaseGroupId: stored.musicbrainz?.releaseGroup ?? null,
    recordingId: stored.musicbrainz?.recording ?? null,
    discogsRelease: stored.discogs?.release ?? null,
    discogsMaster: stored.discogs?.master ?? null,
    label: stored.labels?.[0] ?? null,
    catalogNumber: stored.catalogNumbers?.[0] ?? null,
    barcode: stored.barcode ?? null,
    media: stored.media ?? null,
    year: yearIn(stored.date) ?? (originalYear === null ? columns.year : null),
    originalYear,
    releaseTypes: stored.releaseTypes ?? [],
    durationMs: columns.durationMs,
    codec: columns.codec,
    bitrate: columns.bitrate,
    sampleRate: columns.sampleRate,
    bitsPerSample: columns.bitsPerSample,
    isLossless: columns.isLossless === 1,
    genres: (stored.genres ?? []).filter((genre) => nameKey(genre) !== ''),
    composers: stored.composers ?? [],
    bpm: stored.bpm ?? null,
    musicalKey: stored.key ?? null,
    titleSort: stored.titleSort ?? null,
    rating: stored.rating ?? null,
  }
}
