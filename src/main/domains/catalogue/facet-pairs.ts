import type { ReadDb } from '#main/kernel/db/database.ts'
import { isLossless } from '#shared/model/quality.ts'
import { keep } from '#main/kernel/db/kept.ts'
import type { LibraryVersion } from './library-version.repo.ts'

export type FacetKind = 'tracks' | 'albums'
export type ValueFacet = 'formats' | 'decades' | 'genres'

/** Who has which value of a facet: `owners[n]` has `values[n]`. */
export type FacetPairs = { owners: Int32Array; values: Int32Array }

const split = ['flac16', 'flac24']
const codecs = ['flac', 'mp3', 'aac', 'alac', 'opus', 'vorbis', 'pcm', 'wma', 'wavpack', 'ape', 'musepack', 'dsd', 'tta', 'mp2', 'speex', 'ac3', 'eac3', 'tak', 'ofr']

/** What the value of a format pair stands for; FLAC by its depth where that is known. */
export const formatNames: readonly { format: string; isLossless: boolean }[] = [...split, ...codecs].map((format) => ({ format, isLossless: split.includes(format) || isLossless(format) }))

const formatSql = `CASE WHEN codec = 'flac' AND bitsPerSample <= 16 THEN 0 WHEN codec = 'flac' AND bitsPerSample > 16 THEN 1 ELSE CASE codec ${codecs.map((codec, index) => `WHEN '${codec}' THEN ${index + split.length}`).join(' ')} ELSE 99 END END`

/*
 * A pair crosses from SQLite as one number, owner * span + value: half the time of two columns. The columns come from
 * covering indexes.
 */
const spans: Record<ValueFacet, number> = { formats: 100, decades: 1000, genres: 2 ** 20 }
const formatsOfTracks = `FROM tracks WHERE mergedIntoId IS NULL AND isOnDisk = 1`
const packed: Record<FacetKind, Record<ValueFacet, string>> = {
  tracks: {
    formats: `SELECT id * ${spans.formats} + ${formatSql} ${formatsOfTracks}`,
    decades: `SELECT id * ${spans.decades} + year / 10 FROM tracks WHERE mergedIntoId IS NULL AND year BETWEEN 1 AND 9999`,
    genres: `SELECT trackId * ${spans.genres} + genreId FROM track_genres`,
  },
  albums: {
    formats: `SELECT DISTINCT albumId * ${spans.formats} + ${formatSql} ${formatsOfTracks} AND albumId IS NOT NULL`,
    decades: `SELECT id * ${spans.decades} + year / 10 FROM albums WHERE mergedIntoId IS NULL AND year BETWEEN 1 AND 9999`,
    genres: `SELECT albumId * ${spans.genres} + genreId FROM album_genres`,
  },
}

/** All pairs of a facet, kept for this state of the catalogue. */
export function facetPairs(db: ReadDb, kind: FacetKind, facet: ValueFacet, version: LibraryVersion): FacetPairs {
  return keep(db, `${facet} of ${kind}`, String(version.catalogue), () => unpacked(db.prepare<[], number>(packed[kind][facet]).pluck().all(), spans[facet]), ({ owners }) => owners.length * 2)
}

function unpacked(numbers: readonly number[], span: number): FacetPairs {
  const owners = new Int32Array(numbers.length)
  const values = new Int32Array(numbers.length)
  for (const [index, number] of numbers.entries()) {
    const owner = Math.floor(number / span)
    owners[index] = owner
    values[index] = number - owner * span
  }
  return { owners, values }
}

/** How many of the matching owners (all without `isMatch`) have each value. */
export function countValues({ owners, values }: FacetPairs, isMatch: Uint8Array | undefined): Int32Array {
  let most = -1
  for (const value of values) if (value > most) most = value
  const counts = new Int32Array(most + 1)
  for (let index = 0; index < owners.length; index++) {
    if (isMatch && isMatch[owners[index] ?? 0] !== 1) continue
    const value = values[index] ?? 0
    counts[value] = (counts[value] ?? 0) + 1
  }
  return counts
}

/** How many of the matching owners have some value of a sort, each counted once. */
export function countOwners({ owners, values }: FacetPairs, isMatch: Uint8Array | undefined, isWanted: (value: number) => boolean): number {
  const seen = new Set<number>()
  for (let index = 0; index < owners.length; index++) {
    const owner = owners[index] ?? 0
    if ((!isMatch || isMatch[owner] === 1) && isWanted(values[index] ?? 0)) seen.add(owner)
  }
  return seen.size
}
