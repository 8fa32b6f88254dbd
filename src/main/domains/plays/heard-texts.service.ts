import type { WriteDb } from '#main/kernel/db/database.ts'
import { textsIn } from './heard-texts.repo.ts'
import type { Words } from './meaning.ts'

/** The words of a track as the catalogue has them, as a text that is known to mean it; null when the track is gone. Inside a transaction. */
export function textOfTrack(db: WriteDb, trackId: number): number | null {
  const words = db
    .prepare<[number], Words>(
      `SELECT track.artistText AS artist, track.title, coalesce(album.title, track.albumText, '') AS album, coalesce(album.artistText, '') AS albumArtist,
         coalesce(track.musicbrainzRecordingId, '') AS recordingMbid, track.id AS pinnedTrackId
       FROM tracks AS track LEFT JOIN albums AS album ON album.id = track.albumId WHERE track.id = ?`,
    )
    .get(trackId)
  return words ? textsIn(db).ofWords(words).id : null
}
