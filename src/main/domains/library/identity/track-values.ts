import { albumSort } from '#shared/model/album-sort.ts'
import { letterOf, sortKey } from '#shared/model/names.ts'
import type { FileEntry } from './file-facts.ts'
import type { TrackPlan } from './plan.ts'

/** What a work gives its tracks. */
export type AlbumOfTrack = { id: number; title: string; titleSort: string } | null

/** Columns of `tracks` that come from files, in the order of {@link trackColumns}. */
export const trackColumns = [
  'albumId', 'title', 'titleKey', 'titleSort', 'artistText', 'artistKey', 'artistSort', 'albumText', 'albumSort', 'discNumber', 'trackNumber', 'year', 'genreText', 'durationMs', 'bpm', 'musicalKey',
  'composerText', 'musicbrainzRecordingId', 'isOnDisk', 'codec', 'bitrate', 'sampleRate', 'bitsPerSample', 'isLossless',
] as const

type Value = string | number | null

/** Present before missing, lossless before lossy, then the finer one; `refreshTracks` has the same order in SQL. */
export function compareQuality(one: FileEntry, other: FileEntry): number {
  const mine = one.facts
  const theirs = other.facts
  return (
    Number(one.isMissing) - Number(other.isMissing) ||
    Number(theirs.isLossless) - Number(mine.isLossless) ||
    (theirs.bitsPerSample ?? 0) - (mine.bitsPerSample ?? 0) ||
    (theirs.sampleRate ?? 0) - (mine.sampleRate ?? 0) ||
    (theirs.bitrate ?? 0) - (mine.bitrate ?? 0) ||
    (one.fileId ?? Infinity) - (other.fileId ?? Infinity)
  )
}

/** The best file of a track. */
export function bestOf(entries: readonly FileEntry[]): FileEntry {
  let best = entries[0] as FileEntry
  for (const entry of entries) if (compareQuality(entry, best) < 0) best = entry
  return best
}

/** The first year any of its files knows. */
export function firstYear(entries: readonly FileEntry[]): number | null {
  let original: number | null = null
  let release: number | null = null
  for (const { facts } of entries) {
    if (facts.originalYear !== null && (original === null || facts.originalYear < original)) original = facts.originalYear
    if (facts.year !== null && (release === null || facts.year < release)) release = facts.year
  }
  return original ?? release
}

function sortTitle(title: string, sort: string | null): string {
  const key = sortKey(title)
  return sort !== null && letterOf(key) === '…' ? sortKey(sort) : key
}

/** The plainest spelling: `Low Tide` rather than `Low Tide (2011 Remaster)`. */
function plainest(entries: readonly FileEntry[]): FileEntry {
  let plain = entries[0] as FileEntry
  for (const entry of entries) {
    const shorter = entry.facts.title.length - plain.facts.title.length
    if (shorter < 0 || (shorter === 0 && entry.facts.title < plain.facts.title)) plain = entry
  }
  return plain
}

export function trackValues({ entries, places }: TrackPlan, album: AlbumOfTrack): Value[] {
  const { facts: best, isMissing } = bestOf(entries)
  const { facts: named } = plainest(entries)
  const place = places[0]
  const disc = place?.disc ?? best.disc
  const track = place ? place.track : best.track
  return [
    album?.id ?? null,
    named.title,
    named.titleKey,
    sortTitle(named.title, named.titleSort),
    best.artistText,
    best.artistKey,
    sortTitle(best.artistText, best.artists[0]?.sortName ?? null),
    album?.title ?? null,
    albumSort(album?.titleSort ?? '', album?.id ?? null, disc, track),
    disc,
    track,
    firstYear(entries),
    best.genres.length > 0 ? best.genres.join('; ') : null,
    best.durationMs,
    best.bpm,
    best.musicalKey,
    best.composers.length > 0 ? best.composers.join('; ') : null,
    entries.find(({ facts }) => facts.recordingId !== null)?.facts.recordingId ?? null,
    isMissing ? 0 : 1,
    isMissing ? null : best.codec,
    isMissing ? null : best.bitrate,
    isMissing ? null : best.sampleRate,
    isMissing ? null : best.bitsPerSample,
    isMissing ? null : Number(best.isLossless),
  ]
}
