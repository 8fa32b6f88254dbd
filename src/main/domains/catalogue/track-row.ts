import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'

type StoredTrack = Omit<TrackRow, 'isLossless' | 'isOnDisk' | 'isLoved'> & { isLossless: number | null; isOnDisk: number; isLoved: number }

/** The columns of a {@link TrackRow}; needs `tracks` and `LEFT JOIN albums ON albums.id = tracks.albumId`. */
const columns = `
  tracks.id, tracks.title, tracks.artistText AS artist,
  (SELECT artistId FROM track_artists WHERE trackId = tracks.id ORDER BY position LIMIT 1) AS artistId,
  coalesce(albums.title, tracks.albumText) AS album, tracks.albumId, albums.coverHash,
  tracks.year, tracks.genreText AS genre, tracks.discNumber, tracks.trackNumber, tracks.durationMs,
  tracks.codec, tracks.bitrate, tracks.sampleRate, tracks.bitsPerSample, tracks.isLossless, tracks.isOnDisk,
  coalesce(albums.copyCount, 0) AS copies, tracks.plays, tracks.lastPlayedAt, tracks.addedAt, tracks.rating,
  tracks.lovedAt IS NOT NULL AS isLoved`

function trackRow(stored: StoredTrack): TrackRow {
  return { ...stored, isLossless: stored.isLossless === 1, isOnDisk: stored.isOnDisk === 1, isLoved: stored.isLoved === 1 }
}

/** Rows of these tracks in the order asked for; unknown ids are left out. */
export function trackRows(db: ReadDb, ids: readonly number[]): TrackRow[] {
  return db
    .prepare<[string], StoredTrack>(
      `SELECT ${columns} FROM json_each(?) AS wanted JOIN tracks ON tracks.id = wanted.value LEFT JOIN albums ON albums.id = tracks.albumId ORDER BY wanted.key`,
    )
    .all(JSON.stringify(ids))
    .map(trackRow)
}
