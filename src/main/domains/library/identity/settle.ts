// Keeps what is derived from files exact: best file and presence of tracks, figures of albums, and no rows that nothing needs.
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Touched } from './touched.ts'

type BestFile = { id: number; codec: string; bitrate: number | null; sampleRate: number | null; bitsPerSample: number | null; isLossless: number }

/** Chooses the best present file of each track again, in the order of `compareQuality`. */
export function refreshTracks(db: WriteDb, trackIds: Iterable<number>, touched: Touched): void {
  const best = db.prepare<[number], BestFile>(
    `SELECT id, codec, bitrate, sampleRate, bitsPerSample, isLossless FROM files WHERE trackId = ? AND missingSince IS NULL
      ORDER BY isLossless DESC, coalesce(bitsPerSample, 0) DESC, coalesce(sampleRate, 0) DESC, coalesce(bitrate, 0) DESC, id LIMIT 1`,
  )
  const update = db.prepare<[number, number | null, string | null, number | null, number | null, number | null, number | null, number], never>(
    'UPDATE tracks SET isOnDisk = ?, bestFileId = ?, codec = ?, bitrate = ?, sampleRate = ?, bitsPerSample = ?, isLossless = ? WHERE id = ?',
  )
  const albumOf = db.prepare<[number], number | null>('SELECT albumId FROM tracks WHERE id = ?').pluck()
  for (const id of trackIds) {
    const file = best.get(id)
    if (file) update.run(1, file.id, file.codec, file.bitrate, file.sampleRate, file.bitsPerSample, file.isLossless, id)
    else update.run(0, null, null, null, null, null, null, id)
    const albumId = albumOf.get(id)
    if (albumId) touched.albumIds.add(albumId)
  }
}

/** Counts what each album has on disk again. */
export function refreshAlbums(db: WriteDb, albumIds: Iterable<number>): void {
  const update = db.prepare<[{ id: number }], never>(
    `UPDATE albums SET
      (trackCount, durationMs) = (SELECT count(*), coalesce(sum(durationMs), 0) FROM tracks WHERE albumId = $id AND isOnDisk = 1),
      (fileCount, fileBytes) = (SELECT count(*), coalesce(sum(f.size), 0) FROM editions e JOIN files f ON f.editionId = e.id WHERE e.albumId = $id AND f.missingSince IS NULL),
      editionCount = (SELECT count(*) FROM editions WHERE albumId = $id)
    WHERE id = $id`,
  )
  for (const id of albumIds) update.run({ id })
}

/** An edition no longer places a track of which it has no file. */
export function leavePlaces(db: WriteDb, trackId: number): void {
  db.prepare<[{ trackId: number }], never>(
    `DELETE FROM edition_tracks WHERE trackId = $trackId AND editionId IN (SELECT id FROM editions WHERE kind = 'digital')
      AND NOT EXISTS (SELECT 1 FROM files WHERE trackId = $trackId AND editionId = edition_tracks.editionId)`,
  ).run({ trackId })
}

/** Where the files of a row that lost them all went by grouping, not by new tags; null = nowhere. */
export type Destination = number | null

/**
 * A track no file points to any more: joined with the track its files went to, kept when it has plays or a person's marks,
 * else gone.
 */
export function leaveTrack(db: WriteDb, trackId: number, destination: Destination, touched: Touched): void {
  leavePlaces(db, trackId)
  if (db.prepare<[number], number>('SELECT 1 FROM files WHERE trackId = ? LIMIT 1').pluck().get(trackId)) return refreshTracks(db, [trackId], touched)
  noteArtists(db, 'SELECT artistId FROM track_artists WHERE trackId = ?', trackId, touched)
  refreshTracks(db, [trackId], touched)
  touched.trackIds.add(trackId)
  if (destination !== null && destination !== trackId) {
    mergeMarks(db, 'tracks', 'trackId', trackId, destination)
    db.prepare<[number], never>('DELETE FROM track_artists WHERE trackId = ?').run(trackId)
    db.prepare<[number], never>('DELETE FROM edition_tracks WHERE trackId = ?').run(trackId)
    touched.trackIds.add(destination)
    return
  }
  db.prepare<[number], never>(
    `DELETE FROM tracks WHERE id = ? AND plays = 0 AND skips = 0 AND rating IS NULL AND lovedAt IS NULL AND mergedIntoId IS NULL
      AND NOT EXISTS (SELECT 1 FROM heard_texts WHERE trackId = tracks.id) AND NOT EXISTS (SELECT 1 FROM tracks other WHERE other.mergedIntoId = tracks.id)
      AND NOT EXISTS (SELECT 1 FROM edition_tracks p JOIN editions e ON e.id = p.editionId WHERE p.trackId = tracks.id AND e.kind = 'pressing')`,
  ).run(trackId)
}

/** A digital edition without files is gone; its tracks are not. */
export function leaveEdition(db: WriteDb, editionId: number, touched: Touched): void {
  const albumId = db.prepare<[number], number>('SELECT albumId FROM editions WHERE id = ?').pluck().get(editionId)
  if (albumId === undefined) return
  touched.albumIds.add(albumId)
  db.prepare<[number], never>("DELETE FROM editions WHERE id = ? AND kind = 'digital' AND NOT EXISTS (SELECT 1 FROM files WHERE editionId = editions.id)").run(editionId)
}

/** An album without editions and tracks goes the way of such a track. */
export function leaveAlbum(db: WriteDb, albumId: number, destination: Destination, touched: Touched): void {
  touched.albumIds.add(albumId)
  const isNeeded = db.prepare<[{ id: number }], number>('SELECT EXISTS (SELECT 1 FROM editions WHERE albumId = $id) OR EXISTS (SELECT 1 FROM tracks WHERE albumId = $id)').pluck().get({ id: albumId })
  if (isNeeded) return
  noteArtists(db, 'SELECT artistId FROM album_artists WHERE albumId = ?', albumId, touched)
  refreshAlbums(db, [albumId])
  if (destination !== null && destination !== albumId) {
    mergeMarks(db, 'albums', 'albumId', albumId, destination)
    db.prepare<[number], never>('DELETE FROM album_artists WHERE albumId = ?').run(albumId)
    touched.albumIds.add(destination)
    return
  }
  const { changes } = db
    .prepare<[number], never>(
      `DELETE FROM albums WHERE id = ? AND plays = 0 AND rating IS NULL AND lovedAt IS NULL AND copyCount = 0 AND mergedIntoId IS NULL
        AND NOT EXISTS (SELECT 1 FROM heard_texts WHERE albumId = albums.id) AND NOT EXISTS (SELECT 1 FROM albums other WHERE other.mergedIntoId = albums.id)`,
    )
    .run(albumId)
  if (changes > 0) db.prepare<[number], never>("DELETE FROM images WHERE entity = 'album' AND entityId = ?").run(albumId)
}

function noteArtists(db: WriteDb, sql: string, id: number, touched: Touched): void {
  for (const artistId of db.prepare<[number], number>(sql).pluck().all(id)) touched.artistIds.add(artistId)
}

/** Plays, ratings and loves move over, and the old id leads to the new one from now on. */
function mergeMarks(db: WriteDb, table: 'tracks' | 'albums', column: 'trackId' | 'albumId', from: number, into: number): void {
  const run = (sql: string): unknown => db.prepare<[{ from: number; into: number }], never>(sql).run({ from, into })
  run(`UPDATE heard_texts SET ${column} = $into WHERE ${column} = $from`)
  run(`UPDATE ${table} SET (rating, lovedAt, addedAt) = (SELECT coalesce(${table}.rating, old.rating), coalesce(${table}.lovedAt, old.lovedAt), min(${table}.addedAt, old.addedAt) FROM ${table} old WHERE old.id = $from) WHERE id = $into`)
  run(`UPDATE ${table} SET mergedIntoId = $into WHERE mergedIntoId = $from OR id = $from`)
}

/** Digital editions without files, as an interruption may leave them. */
export function filelessEditions(db: WriteDb): { id: number; albumId: number }[] {
  return db.prepare<[], { id: number; albumId: number }>("SELECT id, albumId FROM editions WHERE kind = 'digital' AND NOT EXISTS (SELECT 1 FROM files WHERE editionId = editions.id)").all()
}

/** Removes artists that nothing names any more. Returns whether any went. */
export function dropUnusedArtists(db: WriteDb, artistIds: Iterable<number>): boolean {
  const drop = db.prepare<[{ id: number }], never>(
    `DELETE FROM artists WHERE id = $id AND plays = 0 AND lovedAt IS NULL AND rating IS NULL AND mergedIntoId IS NULL
      AND NOT EXISTS (SELECT 1 FROM track_artists WHERE artistId = $id) AND NOT EXISTS (SELECT 1 FROM album_artists WHERE artistId = $id)
      AND NOT EXISTS (SELECT 1 FROM heard_texts WHERE artistId = $id) AND NOT EXISTS (SELECT 1 FROM artists other WHERE other.mergedIntoId = $id)`,
  )
  let dropped = 0
  for (const id of artistIds) dropped += drop.run({ id }).changes
  return dropped > 0
}
