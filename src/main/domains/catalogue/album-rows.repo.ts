import type { ReadDb } from '#main/kernel/db/database.ts'
import type { AlbumRow } from '#shared/contract/catalogue.contract.ts'

type Row = Omit<AlbumRow, 'isOnDisk' | 'isLoved'> & { lovedAt: number | null }

const albumSql = `
  SELECT albums.id, title, artistText AS artist, (SELECT artistId FROM album_artists WHERE albumId = albums.id ORDER BY position LIMIT 1) AS artistId, year, kind, coverHash, trackCount AS tracks,
    durationMs, editionCount AS editions, copyCount AS copies, plays, lastPlayedAt, addedAt, lovedAt
  FROM json_each(?) AS asked CROSS JOIN albums ON albums.id = asked.value
  ORDER BY asked.key`

/** Albums as grids show them, in the order asked for; ids of rows that are gone are left out. */
export function listAlbumRows(db: ReadDb, ids: Iterable<number>): AlbumRow[] {
  const rows = db.prepare<[string], Row>(albumSql).all(JSON.stringify([...ids]))
  return rows.map(({ lovedAt, ...same }) => ({ ...same, isOnDisk: same.tracks > 0, isLoved: lovedAt !== null }))
}
