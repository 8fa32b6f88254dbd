import type { ReadDb } from '#main/kernel/db/database.ts'
import type { GenreRow, genreSorts } from '#shared/contract/catalogue.contract.ts'
import { sortKey } from '#shared/model/names.ts'
import { countFacet } from './facet-pairs.ts'
import type { FacetKind } from './facet-pairs.ts'
import { keep } from '#main/kernel/db/kept.ts'
import { flagged } from './id-flags.ts'
import { readVersion } from './library-version.repo.ts'
import type { LibraryVersion } from './library-version.repo.ts'
import { openMatch } from './lists.ts'

type Counted = Omit<GenreRow, 'coverHashes'>
type GenreSort = (typeof genreSorts)[number]

const coversShown = 4

/** How many tracks or albums on disk each genre has, by genre id. */
function countOnDisk(db: ReadDb, kind: FacetKind, version: LibraryVersion): ReadonlyMap<number, number> {
  const ids = openMatch(db, kind, { match: 'all', rules: [{ field: 'onDisk', op: 'is', value: true }] }, version, 0)
  const isOnDisk = flagged(ids)
  return countFacet(db, kind, 'genres', isOnDisk, version)
}

/** Genres with something on disk, counted, kept for this state of the catalogue. */
function countedGenres(db: ReadDb, version: LibraryVersion): Counted[] {
  return keep(
    db, 'genres', String(version.catalogue),
    () => {
      const tracks = countOnDisk(db, 'tracks', version)
      const albums = countOnDisk(db, 'albums', version)
      return db
        .prepare<[], { id: number; name: string }>('SELECT id, name FROM genres')
        .all()
        .map(({ id, name }) => ({ id, name, albums: albums.get(id) ?? 0, tracks: tracks.get(id) ?? 0 }))
        .filter((genre) => genre.tracks > 0)
    },
    (genres) => genres.length * 10,
  )
}

const byName = (one: Counted, other: Counted): number => {
  const [mine, theirs] = [sortKey(one.name), sortKey(other.name)]
  return mine < theirs ? -1 : mine > theirs ? 1 : one.id - other.id
}
const orders: Record<GenreSort, (one: Counted, other: Counted) => number> = {
  name: byName,
  tracks: (one, other) => other.tracks - one.tracks || byName(one, other),
  albums: (one, other) => other.albums - one.albums || byName(one, other),
}

/** A window of the genres, with covers of a few albums each. */
export function listGenres(db: ReadDb, { sort, offset, limit }: { sort: GenreSort; offset: number; limit: number }): { total: number; version: number; items: GenreRow[] } {
  const version = readVersion(db)
  const genres = countedGenres(db, version)
  const window = genres.toSorted(orders[sort]).slice(offset, offset + limit)
  return { total: genres.length, version: version.catalogue, items: window.map((genre) => ({ ...genre, coverHashes: listCovers(db, genre.id) })) }
}

/** Genre rows by id, in the order asked for: counted one by one, for a few ids. */
export function listGenreRows(db: ReadDb, ids: readonly number[]): GenreRow[] {
  const find = db.prepare<[number], Counted>(
    `SELECT id, name, (SELECT count(*) FROM album_genres WHERE genreId = genres.id) AS albums, (SELECT count(*) FROM track_genres WHERE genreId = genres.id) AS tracks FROM genres WHERE id = ?`,
  )
  return ids.flatMap((id) => {
    const genre = find.get(id)
    return genre ? [{ ...genre, coverHashes: listCovers(db, id) }] : []
  })
}

function listCovers(db: ReadDb, genreId: number): string[] {
  return db
    .prepare<[number, number], string>(
      'SELECT albums.coverHash FROM album_genres JOIN albums ON albums.id = album_genres.albumId WHERE album_genres.genreId = ? AND albums.coverHash IS NOT NULL LIMIT ?',
    )
    .pluck()
    .all(genreId, coversShown)
}
