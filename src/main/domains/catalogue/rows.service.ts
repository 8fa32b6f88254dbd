import type { ReadDb } from '#main/kernel/db/database.ts'
import { listAlbumRows } from './album-rows.repo.ts'
import { listArtistRows } from './artist-rows.repo.ts'
import { listGenreRows } from './genres.ts'
import { listTrackRows } from './track-rows.repo.ts'

type FoundIds = { artistIds: readonly number[]; albumIds: readonly number[]; trackIds: readonly number[]; genreIds: readonly number[] }

/** Rows for ids that another domain found, in its order; rows that are gone are left out. */
export function rowsByIds(db: ReadDb, { artistIds, albumIds, trackIds, genreIds }: FoundIds) {
  return { artists: listArtistRows(db, artistIds), albums: listAlbumRows(db, albumIds), tracks: listTrackRows(db, trackIds), genres: listGenreRows(db, genreIds) }
}
