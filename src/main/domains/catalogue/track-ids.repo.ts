import type { ReadDb } from '#main/kernel/db/database.ts'
import { findBestEditionId } from './editions.repo.ts'

/** What tracks are asked of. */
export type TrackOwner = 'album' | 'artist' | 'genre' | 'directory'

/** The most ids one answer carries. */
export const mostIds = 20_000

const playable = 'tracks.isOnDisk = 1 AND tracks.mergedIntoId IS NULL'
const queries: Record<Exclude<TrackOwner, 'album'>, string> = {
  artist: `SELECT tracks.id FROM track_artists JOIN tracks ON tracks.id = track_artists.trackId LEFT JOIN albums ON albums.id = tracks.albumId
    WHERE track_artists.artistId = ? AND ${playable} ORDER BY albums.id IS NULL, albums.year IS NULL, albums.year, tracks.albumSort LIMIT ${mostIds}`,
  genre: `SELECT tracks.id FROM track_genres JOIN tracks ON tracks.id = track_genres.trackId WHERE track_genres.genreId = ? AND ${playable} ORDER BY tracks.albumSort LIMIT ${mostIds}`,
  directory: `WITH RECURSIVE below (id, path) AS (
      SELECT id, path FROM directories WHERE id = ? UNION ALL SELECT directories.id, directories.path FROM directories JOIN below ON directories.parentId = below.id
    ) SELECT tracks.id FROM below CROSS JOIN files ON files.directoryId = below.id JOIN tracks ON tracks.id = files.trackId
    WHERE files.missingSince IS NULL AND ${playable} ORDER BY below.path, files.name LIMIT ${mostIds}`,
}

/** The playable tracks of albums, artists, genres or directories, each once, in the order one would play them. */
export function listTrackIdsOf(db: ReadDb, kind: TrackOwner, ids: readonly number[], editionId: number | undefined): number[] {
  const found = new Set<number>()
  for (const id of ids) {
    for (const trackId of kind === 'album' ? ofAlbum(db, id, editionId) : db.prepare<[number], number>(queries[kind]).pluck().all(id)) {
      found.add(trackId)
      if (found.size === mostIds) return [...found]
    }
  }
  return [...found]
}

/** The tracks of one edition: the one asked for if it is of this album, else its best. */
function ofAlbum(db: ReadDb, albumId: number, asked: number | undefined): number[] {
  const isOwn = asked !== undefined && db.prepare<[number, number], number>('SELECT 1 FROM editions WHERE id = ? AND albumId = ?').pluck().get(asked, albumId) === 1
  const editionId = isOwn ? asked : findBestEditionId(db, albumId)
  if (editionId === undefined) return db.prepare<[number], number>(`SELECT id FROM tracks WHERE albumId = ? AND ${playable} ORDER BY discNumber, trackNumber, id`).pluck().all(albumId)
  return db
    .prepare<[number], number>(
      `SELECT tracks.id FROM edition_tracks JOIN tracks ON tracks.id = edition_tracks.trackId WHERE edition_tracks.editionId = ? AND ${playable}
       ORDER BY edition_tracks.discNumber, edition_tracks.trackNumber, tracks.id`,
    )
    .pluck()
    .all(editionId)
}
