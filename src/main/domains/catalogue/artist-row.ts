import type { ArtistRow } from '#shared/contract/catalogue.contract.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'

type StoredArtist = Omit<ArtistRow, 'coverHashes' | 'isLoved'> & { coverHashesJson: string; isLoved: number }

const coversShown = 4

/** Rows of these artists in the order asked for; unknown ids are left out. */
export function artistRows(db: ReadDb, ids: readonly number[]): ArtistRow[] {
  return db
    .prepare<[number, string], StoredArtist>(
      `SELECT artists.id, artists.name, artists.imageHash, artists.albumCount AS albums, artists.trackCount AS tracks, artists.plays, artists.lastPlayedAt,
         artists.lovedAt IS NOT NULL AS isLoved,
         (SELECT json_group_array(coverHash) FROM (
            SELECT albums.coverHash FROM album_artists JOIN albums ON albums.id = album_artists.albumId
            WHERE album_artists.artistId = artists.id AND albums.coverHash IS NOT NULL AND albums.mergedIntoId IS NULL
            ORDER BY albums.plays DESC, albums.id LIMIT ?)) AS coverHashesJson
       FROM json_each(?) AS wanted JOIN artists ON artists.id = wanted.value ORDER BY wanted.key`,
    )
    .all(coversShown, JSON.stringify(ids))
    .map(({ coverHashesJson, ...stored }) => ({ ...stored, coverHashes: JSON.parse(coverHashesJson) as string[], isLoved: stored.isLoved === 1 }))
}
