import type { ReadDb } from '#main/kernel/db/database.ts'
import type { PlayRow } from '#shared/contract/plays.contract.ts'

const flags = ['isOnDisk', 'isLoved', 'isCounted', 'isPlaying', 'isDeleted', 'isDoubtful'] as const
type Flag = (typeof flags)[number]
type RawRow = Omit<PlayRow, Flag | 'sources'> & Record<Flag, number> & { sources: string }

function rowOf({ sources, ...raw }: RawRow): PlayRow {
  return {
    ...raw,
    isOnDisk: raw.isOnDisk === 1,
    isLoved: raw.isLoved === 1,
    isCounted: raw.isCounted === 1,
    isPlaying: raw.isPlaying === 1,
    isDeleted: raw.isDeleted === 1,
    isDoubtful: raw.isDoubtful === 1,
    sources: JSON.parse(sources) as string[],
  }
}

/** Plays as they are shown, in the order of the ids; those that are gone are left out. */
export function listPlayRows(db: ReadDb, ids: readonly number[]): PlayRow[] {
  return db
    .prepare<[string], RawRow>(
      `SELECT play.id, play.heardTextId, text.titleName AS title, text.artistName AS artist, nullif(text.albumName, '') AS album,
         text.trackId, text.albumId, text.artistId, album.coverHash, coalesce(track.isOnDisk, 0) AS isOnDisk, track.lovedAt IS NOT NULL AS isLoved,
         play.startedAt, play.zone, play.localDay, coalesce(play.durationMs, track.durationMs) AS durationMs, play.heardMs, play.how,
         play.isCounted, play.heartbeatAt IS NOT NULL AS isPlaying, play.deletedAt IS NOT NULL AS isDeleted, text.matchedBy,
         (SELECT json_group_array(source) FROM (SELECT DISTINCT source FROM play_witnesses WHERE playId = play.id ORDER BY id)) AS sources,
         EXISTS (SELECT 1 FROM doubtful_plays WHERE playId = play.id AND isRejected = 0)
           OR EXISTS (SELECT 1 FROM doubtful_plays WHERE otherId = play.id AND isRejected = 0) AS isDoubtful
       FROM json_each(?) AS wanted
       CROSS JOIN listening_history AS play ON play.id = wanted.value
       JOIN heard_texts AS text ON text.id = play.heardTextId
       LEFT JOIN tracks AS track ON track.id = text.trackId
       LEFT JOIN albums AS album ON album.id = text.albumId
       ORDER BY wanted.key`,
    )
    .all(JSON.stringify(ids))
    .map(rowOf)
}
