import type { ReadDb } from '#main/kernel/db/database.ts'
import type { ArtistRow } from '#shared/contract/catalogue.contract.ts'

type Row = Omit<ArtistRow, 'coverHashes' | 'isLoved'> & { lovedAt: number | null }

const coversShown = 4

/** One artist as lists show it, with covers of a few albums to stand in for a picture. */
export function findArtistRow(db: ReadDb, id: number): ArtistRow | undefined {
  const row = db
    .prepare<[number], Row>('SELECT id, name, imageHash, albumCount AS albums, trackCount AS tracks, plays, lastPlayedAt, lovedAt FROM artists WHERE id = ?')
    .get(id)
  if (!row) return undefined
  const { lovedAt, ...same } = row
  return { ...same, coverHashes: row.imageHash === null ? coverHashes(db, id) : [], isLoved: lovedAt !== null }
}

function coverHashes(db: ReadDb, artistId: number): string[] {
  return db
    .prepare<[number, number], string>(
      'SELECT DISTINCT albums.coverHash FROM album_artists JOIN albums ON albums.id = album_artists.albumId WHERE album_artists.artistId = ? AND albums.coverHash IS NOT NULL LIMIT ?',
    )
    .pluck()
    .all(artistId, coversShown)
}

/** Artists in the order asked for; ids of rows that are gone are left out. */
export function listArtistRows(db: ReadDb, ids: Iterable<number>): ArtistRow[] {
  return Array.from(ids, (id) => findArtistRow(db, id)).filter((row) => row !== undefined)
}
