import type { ReadDb } from '#main/kernel/db/database.ts'
import { keep } from '#main/kernel/db/kept.ts'
import { isLossless } from '#shared/model/quality.ts'
import { largest } from './id-flags.ts'
import type { LibraryVersion } from './library-version.repo.ts'

export type FacetKind = 'tracks' | 'albums'
export type ValueFacet = 'formats' | 'decades' | 'genres'

/** Who has which value of a facet: `owners[n]` has `values[n]`. A decade is counted in tens, a genre by its id. */
export type FacetPairs = { owners: Int32Array; values: Int32Array }

const split = ['flac16', 'flac24']
const codecs = ['flac', 'mp3', 'aac', 'alac', 'opus', 'vorbis', 'pcm', 'wma', 'wavpack', 'ape', 'musepack', 'dsd', 'tta', 'mp2', 'speex', 'ac3', 'eac3', 'tak', 'ofr']

/** What the value of a format stands for; FLAC by its depth where that is known. */
export const formatNames: readonly { format: string; isLossless: boolean }[] = [...split, ...codecs].map((format) => ({ format, isLossless: split.includes(format) || isLossless(format) }))

const noFormat = 99
const format = `CASE WHEN codec = 'flac' AND bitsPerSample IS NOT NULL THEN bitsPerSample > 16 ELSE CASE codec ${codecs.map((codec, index) => `WHEN '${codec}' THEN ${index + split.length}`).join(' ')} ELSE ${noFormat} END END`
const onDisk = 'tracks WHERE mergedIntoId IS NULL AND isOnDisk = 1'
const dated = 'WHERE mergedIntoId IS NULL AND year BETWEEN 1 AND 9999'
const taggedTracks = 'track_genres WHERE trackId NOT IN (SELECT id FROM tracks WHERE mergedIntoId IS NOT NULL)'
const taggedAlbums = 'album_genres WHERE albumId NOT IN (SELECT id FROM albums WHERE mergedIntoId IS NOT NULL)'

/*
 * All from covering indexes. `pairs`: owner and value as one number, owner * span + value, which crosses from SQLite in
 * half the time of two columns and is small enough not to be boxed. `counts`: of all owners, where SQLite can count in
 * passing what would have to be read otherwise.
 */
const sources: Record<FacetKind, Record<ValueFacet, { pairs: string; counts?: string }>> = {
  tracks: {
    formats: { pairs: `SELECT id * ? + ${format} FROM ${onDisk}`, counts: `SELECT ${format} AS value, count(*) AS count FROM ${onDisk} GROUP BY isLossless, bitsPerSample, sampleRate, bitrate, codec` },
    decades: { pairs: `SELECT id * ? + year / 10 FROM tracks ${dated}`, counts: `SELECT year / 10 AS value, count(*) AS count FROM tracks ${dated} GROUP BY year` },
    genres: { pairs: `SELECT trackId * ? + genreId FROM ${taggedTracks}`, counts: `SELECT genreId AS value, count(*) AS count FROM ${taggedTracks} GROUP BY genreId` },
  },
  albums: {
    formats: { pairs: `SELECT DISTINCT albumId * ? + ${format} FROM ${onDisk} AND albumId IS NOT NULL` },
    decades: { pairs: `SELECT id * ? + year / 10 FROM albums ${dated}` },
    genres: { pairs: `SELECT albumId * ? + genreId FROM ${taggedAlbums}` },
  },
}

function spanOf(db: ReadDb, facet: ValueFacet): number {
  if (facet === 'formats') return noFormat + 1
  return facet === 'decades' ? 1000 : (db.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM genres').pluck().get() ?? 1)
}

/** All pairs of a facet, kept for this state of the catalogue. */
export function facetPairs(db: ReadDb, kind: FacetKind, facet: ValueFacet, version: LibraryVersion): FacetPairs {
  return keep(
    db, `${facet} of ${kind}`, String(version.catalogue),
    () => {
      const span = spanOf(db, facet)
      return unpacked(db.prepare<[number], number>(sources[kind][facet].pairs).pluck().all(span), span)
    },
    ({ owners }) => owners.length * 2,
  )
}

function unpacked(numbers: readonly number[], span: number): FacetPairs {
  const owners = new Int32Array(numbers.length)
  const values = new Int32Array(numbers.length)
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] ?? 0
    const owner = Math.floor(number / span)
    owners[index] = owner
    values[index] = number - owner * span
  }
  return { owners, values }
}

/** How many of the matching rows (all without `isMatch`) have each value of a facet, kept when it is of all. */
export function countFacet(db: ReadDb, kind: FacetKind, facet: ValueFacet, isMatch: Uint8Array | undefined, version: LibraryVersion): ReadonlyMap<number, number> {
  const { counts } = sources[kind][facet]
  if (isMatch || counts === undefined) return countValues(facetPairs(db, kind, facet, version), isMatch)
  return keep(
    db, `counted ${facet} of ${kind}`, String(version.catalogue),
    () => {
      const sums = new Map<number, number>()
      for (const { value, count } of db.prepare<[], { value: number; count: number }>(counts).all()) sums.set(value, (sums.get(value) ?? 0) + count)
      return sums
    },
    (sums) => sums.size * 8,
  )
}

function countValues({ owners, values }: FacetPairs, isMatch: Uint8Array | undefined): Map<number, number> {
  const counts = new Int32Array(largest(values) + 1)
  for (let index = 0; index < owners.length; index++) {
    if (isMatch && isMatch[owners[index] ?? 0] !== 1) continue
    const value = values[index] ?? 0
    counts[value] = (counts[value] ?? 0) + 1
  }
  return new Map([...counts.entries()].filter(([, count]) => count > 0))
}

/** How many of the matching owners have some value of a sort, each counted once. */
export function countOwners({ owners, values }: FacetPairs, isMatch: Uint8Array | undefined, isWanted: (value: number) => boolean): number {
  const wanted = Array.from({ length: largest(values) + 1 }, (_, value) => isWanted(value))
  const isSeen = new Uint8Array(largest(owners) + 1)
  let count = 0
  for (let index = 0; index < owners.length; index++) {
    const owner = owners[index] ?? 0
    if ((isMatch && isMatch[owner] !== 1) || isSeen[owner] === 1 || !wanted[values[index] ?? 0]) continue
    isSeen[owner] = 1
    count++
  }
  return count
}
