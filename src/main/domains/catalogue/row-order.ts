import type { ReadDb } from '#main/kernel/db/database.ts'
import type { albumSorts, artistSorts } from '#shared/contract/catalogue.contract.ts'
import { shuffle } from '#shared/model/shuffle.ts'
import { keepIds } from '#main/kernel/db/kept.ts'
import type { LibraryVersion } from './library-version.repo.ts'

export type AlbumSort = (typeof albumSorts)[number]
export type ArtistSort = (typeof artistSorts)[number]

/* Albums and artists are few enough to be sorted when asked for. `>` turns round when the list is descending. */

const albumTerms: Record<Exclude<AlbumSort, 'random'>, string> = {
  title: 'titleSort >, artistSort',
  artist: 'artistSort >, year, titleSort',
  year: 'year IS NULL, year >, artistSort, titleSort',
  added: 'addedAt >, artistSort, titleSort',
  plays: 'plays >, artistSort, titleSort',
  lastPlayed: 'lastPlayedAt IS NULL, lastPlayedAt >, id',
  duration: 'durationMs >, artistSort, titleSort',
}

const artistTerms: Record<ArtistSort, string> = {
  name: 'nameSort >',
  albums: 'albumCount >, nameSort',
  tracks: 'trackCount >, nameSort',
  plays: 'plays >, nameSort',
  lastPlayed: 'lastPlayedAt IS NULL, lastPlayedAt >, id',
  added: 'addedAt >, nameSort',
}

/** Whether the order moves when something is heard. */
export function rowOrderUsesPlays(sort: AlbumSort | ArtistSort): boolean {
  return sort === 'plays' || sort === 'lastPlayed'
}

function ordered(db: ReadDb, table: 'albums' | 'artists', terms: string, isDescending: boolean): Int32Array {
  const by = terms.replace('>', isDescending ? 'DESC' : 'ASC')
  return new Int32Array(db.prepare<[], number>(`SELECT id FROM ${table} WHERE mergedIntoId IS NULL ORDER BY ${by}`).pluck().all())
}

/** The ids of all albums in an order. */
export function albumOrder(db: ReadDb, sort: AlbumSort, isDescending: boolean, seed: number, version: LibraryVersion): Int32Array {
  const state = rowOrderUsesPlays(sort) ? `${version.catalogue}/${version.plays}` : String(version.catalogue)
  if (sort === 'random') return keepIds(db, `albums at random ${seed}`, state, () => new Int32Array(shuffle([...ordered(db, 'albums', albumTerms.title, false)], seed)))
  return keepIds(db, `albums by ${sort}${isDescending ? ', last first' : ''}`, state, () => ordered(db, 'albums', albumTerms[sort], isDescending))
}

/** The ids of all artists in an order. */
export function artistOrder(db: ReadDb, sort: ArtistSort, isDescending: boolean, version: LibraryVersion): Int32Array {
  // What an artist has on disk moves with the tracks, which the catalogue version follows.
  const state = rowOrderUsesPlays(sort) ? `${version.catalogue}/${version.plays}` : String(version.catalogue)
  return keepIds(db, `artists by ${sort}${isDescending ? ', last first' : ''}`, state, () => ordered(db, 'artists', artistTerms[sort], isDescending))
}
