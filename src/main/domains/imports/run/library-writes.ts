import { joinWitnesses } from '#main/domains/plays/join-witnesses.service.ts'
import { heardTrack } from '#main/domains/plays/heard-track.service.ts'
import { recordPlays } from '#main/domains/plays/record-plays.service.ts'
import type { PlayTime } from '#main/domains/plays/record-plays.service.ts'
import type { Clock } from '#main/kernel/clock.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { insertLove, upsertFigure } from '../imports.repo.ts'
import type { ImportWrites } from './batch.ts'

/** Writes into the library in the name of an import. */
export function libraryWrites(db: WriteDb, importId: number, time: PlayTime, clock: Clock): ImportWrites {
  const sourceOf = (source: string) => ({ source, accountId: null, importId })
  return {
    record: (plays, source) => recordPlays(db, plays, sourceOf(source), time),
    join: (playId, seen) => joinWitnesses(db, playId, seen.map(({ source, play }) => ({ play, source: sourceOf(source) })), time),
    love: ({ artist, title, album, recordingMbid, lovedAt }) => {
      const trackId = heardTrack(db, { artist, title, album: album ?? '', albumArtist: '', recordingMbid: recordingMbid ?? '' })
      return trackId !== null && insertLove(db, importId, trackId, lovedAt ?? clock.now())
    },
    figure: (figure, source) => upsertFigure(db, importId, source, figure),
  }
}
