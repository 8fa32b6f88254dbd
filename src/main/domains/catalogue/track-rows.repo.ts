import type { ReadDb } from '#main/kernel/db/database.ts'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'

type Row = Omit<TrackRow, 'isLossless' | 'isOnDisk' | 'isLoved'> & { isLossless: number | null; isOnDisk: number; lovedAt: number | null }

/* All rows by one statement: to begin a statement costs more than to read a row. */
const trackSql = `
  SELECT tracks.id, tracks.title, tracks.artistText AS artist, (SELECT artistId FROM track_artists WHERE trackId = tracks.id ORDER BY position LIMIT 1) AS artistId,
    coalesce(albums.title, tracks.albumText) AS album, tracks.albumId, albums.coverHash, tracks.year, tracks.genreText AS genre, tracks.discNumber, tracks.trackNumber, tracks.durationMs,
    tracks.codec, tracks.bitrate, tracks.sampleRate, tracks.bitsPerSample, tracks.isLossless, tracks.isOnDisk, coalesce(albums.copyCount, 0) AS copies, tracks.plays, tracks.lastPlayedAt,
    tracks.addedAt, tracks.rating, tracks.lovedAt
  FROM json_each(?) AS asked CROSS JOIN tracks ON tracks.id = asked.value LEFT JOIN albums ON albums.id = tracks.albumId
  ORDER BY asked.key`

/** Tracks as lists show them, in the order asked for; ids of rows that are gone are left out. */
export function listTrackRows(db: ReadDb, ids: Iterable<number>): TrackRow[] {
  const rows = db.prepare<[string], Row>(trackSql).all(JSON.stringify([...ids]))
  return rows.map(({ isLossless, isOnDisk, lovedAt, ...same }) => ({ ...same, isLossless: isLossless === 1, isOnDisk: isOnDisk === 1, isLoved: lovedAt !== null }))
}

/** One track as lists show it. */
export function findTrackRow(db: ReadDb, id: number): TrackRow | undefined {
  return listTrackRows(db, [id])[0]
}
