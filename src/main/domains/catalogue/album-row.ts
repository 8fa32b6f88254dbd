import type { AlbumRow } from '#shared/contract/catalogue.contract.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'

type StoredAlbum = Omit<AlbumRow, 'isOnDisk' | 'isLoved'> & { isOnDisk: number; isLoved: number }

const columns = `
  albums.id, albums.title, albums.artistText AS artist,
  (SELECT artistId FROM album_artists WHERE albumId = albums.id ORDER BY position LIMIT 1) AS artistId,
  albums.year, albums.kind, albums.coverHash, albums.trackCount AS tracks, albums.durationMs, albums.editionCount AS editions,
  albums.fileCount > 0 AS isOnDisk, albums.copyCount AS copies, albums.plays, albums.lastPlayedAt, albums.addedAt,
  albums.lovedAt IS NOT NULL AS isLoved`

/** Rows of these albums in the order asked for; unknown ids are left out. */
export function albumRows(db: ReadDb, ids: readonly number[]): AlbumRow[] {
  return db
    .prepare<[string], StoredAlbum>(`SELECT ${columns} FROM json_each(?) AS wanted JOIN albums ON albums.id = wanted.value ORDER BY wanted.key`)
    .all(JSON.stringify(ids))
    .map((stored) => ({ ...stored, isOnDisk: stored.isOnDisk === 1, isLoved: stored.isLoved === 1 }))
}
