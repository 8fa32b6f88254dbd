import type { ReadDb } from '#main/kernel/db/database.ts'
import type { AlbumRow } from '#shared/contract/catalogue.contract.ts'

type Row = Omit<AlbumRow, 'isOnDisk' | 'isLoved'> & { lovedAt: number | null }

const albumSql = `
  SELECT id, title, artistText AS artist, (SELECT artistId FROM album_artists WHERE albumId = albums.id ORDER BY position LIMIT 1) AS artistId, year, kind, coverHash, trackCount AS tracks,
    durationMs, editionCount AS editions, copyCount AS copies, plays, lastPlayedAt, addedAt, lovedAt
  FROM albums WHERE id = ?`

/** One album as grids show it. */
export function findAlbumRow(db: ReadDb, id: number): AlbumRow | undefined {
  const row = db.prepare<[number], Row>(albumSql).get(id)
  if (!row) return undefined
  const { lovedAt, ...same } = row
  return { ...same, isOnDisk: row.tracks > 0, isLoved: lovedAt !== null }
}

/** Albums in the order asked for; ids of rows that are gone are left out. */
export function listAlbumRows(db: ReadDb, ids: Iterable<number>): AlbumRow[] {
  return Array.from(ids, (id) => findAlbumRow(db, id)).filter((row) => row !== undefined)
}
