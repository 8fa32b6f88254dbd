import type { WriteDb } from '#main/kernel/db/database.ts'
import { textsIn } from './heard-texts.repo.ts'
import { findWitness, insertWitness, listWitnesses } from './play-witnesses.repo.ts'
import type { PlaySource, PlayTime, SeenPlay } from './seen-play.ts'
import { settlePlay } from './settle-play.ts'
import { findPlay } from './stored-plays.repo.ts'

/** What others saw of one play, where it is known to be that play. A row that is known stays where it is. Inside a transaction. */
export function joinWitnesses(db: WriteDb, playId: number, seen: readonly { play: SeenPlay; source: PlaySource }[], time: PlayTime): void {
  const texts = textsIn(db)
  let hasJoined = false
  for (const { play, source } of seen) {
    if (findWitness(db, { ...play, ...source })) continue
    const { artist, title, album, albumArtist, recordingMbid, ...facts } = play
    const { id } = texts.ofWords({ artist, title, album: album ?? '', albumArtist: albumArtist ?? '', recordingMbid: recordingMbid ?? '', pinnedTrackId: play.pinnedTrackId ?? 0 })
    insertWitness(db, { ...facts, ...source, playId, heardTextId: id })
    hasJoined = true
  }
  const play = hasJoined ? findPlay(db, playId) : undefined
  if (play) settlePlay(db, play, listWitnesses(db, playId), texts, time)
}
