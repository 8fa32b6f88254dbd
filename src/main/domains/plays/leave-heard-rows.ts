import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Departures, TouchedRows } from './stored-texts.ts'

type Table = 'tracks' | 'albums' | 'artists'

/** Nothing but the texts that left needed such a row. */
const isUnneeded: Record<Table, string> = {
  tracks: `isOnDisk = 0 AND NOT EXISTS (SELECT 1 FROM files WHERE trackId = @id) AND NOT EXISTS (SELECT 1 FROM edition_tracks WHERE trackId = @id) AND NOT EXISTS (SELECT 1 FROM heard_texts WHERE trackId = @id)`,
  albums: `trackCount = 0 AND copyCount = 0 AND NOT EXISTS (SELECT 1 FROM editions WHERE albumId = @id) AND NOT EXISTS (SELECT 1 FROM tracks WHERE albumId = @id AND mergedIntoId IS NULL)
    AND NOT EXISTS (SELECT 1 FROM heard_texts WHERE albumId = @id)`,
  artists: `trackCount = 0 AND albumCount = 0 AND NOT EXISTS (SELECT 1 FROM track_artists WHERE artistId = @id) AND NOT EXISTS (SELECT 1 FROM album_artists WHERE artistId = @id)
    AND NOT EXISTS (SELECT 1 FROM heard_texts WHERE artistId = @id)`,
}

/** Where most of its texts went. */
function destination(to: ReadonlyMap<number | null, number>): number | null {
  return [...to].sort(([one, many], [other, few]) => few - many || (one ?? Infinity) - (other ?? Infinity))[0]?.[0] ?? null
}

/** Rows that texts left and nothing needs any more lead to where the texts went. */
export function leaveHeardRows(db: WriteDb, left: { tracks: Departures; albums: Departures; artists: Departures }, touched: TouchedRows): void {
  const albums = new Map(left.albums)
  const artists = new Map(left.artists)
  const also = (departures: Departures, id: number): unknown => departures.has(id) || departures.set(id, new Map())
  for (const [id, to] of left.tracks) {
    const around = db.prepare<[number], { albumId: number | null }>('SELECT albumId FROM tracks WHERE id = ?').get(id)
    const credited = db.prepare<[number], number>('SELECT artistId FROM track_artists WHERE trackId = ?').pluck().all(id)
    if (!leave(db, 'tracks', id, destination(to))) continue
    db.prepare<[number], never>('DELETE FROM track_artists WHERE trackId = ?').run(id)
    touched.trackIds.add(id)
    if (around?.albumId) also(albums, around.albumId)
    for (const artistId of credited) also(artists, artistId)
  }
  for (const [id, to] of albums) {
    const credited = db.prepare<[number], number>('SELECT artistId FROM album_artists WHERE albumId = ?').pluck().all(id)
    if (!leave(db, 'albums', id, destination(to))) continue
    db.prepare<[number], never>('DELETE FROM album_artists WHERE albumId = ?').run(id)
    touched.albumIds.add(id)
    for (const artistId of credited) also(artists, artistId)
  }
  for (const [id, to] of artists) if (leave(db, 'artists', id, destination(to))) touched.artistIds.add(id)
}

/** Returns whether the row is out of the catalogue now. */
function leave(db: WriteDb, table: Table, id: number, into: number | null): boolean {
  const isFree = db.prepare<[{ id: number }], number>(`SELECT 1 FROM ${table} WHERE id = @id AND mergedIntoId IS NULL AND ${isUnneeded[table]}`).pluck().get({ id })
  if (!isFree) return false
  if (into === null || into === id) {
    // Rows that led here lead nowhere now.
    db.prepare<[number], never>(`DELETE FROM ${table} WHERE mergedIntoId = ? AND rating IS NULL AND lovedAt IS NULL AND addedAt = 0`).run(id)
    return db.prepare<[{ id: number }], never>(`DELETE FROM ${table} WHERE id = @id AND rating IS NULL AND lovedAt IS NULL AND addedAt = 0 AND NOT EXISTS (SELECT 1 FROM ${table} AS other WHERE other.mergedIntoId = @id)`).run({ id }).changes > 0
  }
  const run = (sql: string): unknown => db.prepare<[{ id: number; into: number }], never>(sql).run({ id, into })
  run(`UPDATE ${table} SET rating = coalesce(${table}.rating, old.rating), lovedAt = coalesce(${table}.lovedAt, old.lovedAt) FROM (SELECT rating, lovedAt FROM ${table} WHERE id = @id) AS old
    WHERE ${table}.id = @into AND (old.rating IS NOT NULL OR old.lovedAt IS NOT NULL)`)
  run(`UPDATE ${table} SET mergedIntoId = @into WHERE mergedIntoId = @id OR id = @id`)
  return true
}
