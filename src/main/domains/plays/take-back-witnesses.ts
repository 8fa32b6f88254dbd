import type { WriteDb } from '#main/kernel/db/database.ts'
import { textsIn } from './heard-texts.repo.ts'
import { listWitnesses } from './play-witnesses.repo.ts'
import { personSource } from './play-of-witnesses.rules.ts'
import type { PlayTime } from './seen-play.ts'
import { settlePlay } from './settle-play.ts'
import { findPlay } from './stored-plays.repo.ts'

/** Removes witnesses: plays that nobody else saw go, the others become what the others say. Returns how many plays went. Inside a transaction. */
export function takeBackWitnesses(db: WriteDb, taken: readonly { id: number; playId: number }[], time: PlayTime): number {
  const texts = textsIn(db)
  const removeWitness = db.prepare<[number], never>('DELETE FROM play_witnesses WHERE id = ?')
  const removePlay = db.prepare<[number], never>('DELETE FROM listening_history WHERE id = ?')
  for (const { id } of taken) removeWitness.run(id)
  let removed = 0
  for (const playId of new Set(taken.map(({ playId }) => playId))) {
    const left = listWitnesses(db, playId)
    const play = findPlay(db, playId)
    if (!play) continue
    if (left.some(({ source }) => source !== personSource)) settlePlay(db, play, left, texts, time)
    else {
      removePlay.run(playId)
      removed += 1
    }
  }
  return removed
}
