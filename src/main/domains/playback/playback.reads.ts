import { defineRead } from '#main/kernel/db/reads.ts'

/** Of the tracks asked for those on disk, in order, repeats kept; `at` is the place in what was asked. Merged ones are followed. */
export const playableTracks = defineRead('playback.playableTracks', (db, trackIds: readonly number[]) =>
  db
    .prepare<[string], { at: number; trackId: number }>(
      `SELECT asked.key AS at, coalesce(merged.id, track.id) AS trackId
       FROM json_each(?) AS asked
       JOIN tracks AS track ON track.id = asked.value
       LEFT JOIN tracks AS merged ON merged.id = track.mergedIntoId
       WHERE coalesce(merged.isOnDisk, track.isOnDisk) = 1
       ORDER BY asked.key`,
    )
    .all(JSON.stringify(trackIds)),
)

/** Pairs of a track asked for and the track it is now; tracks that are gone are left out. */
export const currentTracks = defineRead('playback.currentTracks', (db, trackIds: readonly number[]) =>
  db
    .prepare<[string], { asked: number; current: number }>('SELECT id AS asked, coalesce(mergedIntoId, id) AS current FROM tracks WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(trackIds))
    .map(({ asked, current }) => [asked, current] as const),
)
