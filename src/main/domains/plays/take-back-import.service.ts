import type { WriteDb } from '#main/kernel/db/database.ts'
import { textsIn } from './heard-texts.repo.ts'
import { listWitnesses } from './play-witnesses.repo.ts'
import { personSource } from './play-of-witnesses.rules.ts'
import type { PlayTime } from './seen-play.ts'
import { settlePlay } from './settle-play.ts'
import { findPlay } from './stored-plays.repo.ts'

/** `removed` = plays that nothing else had seen; `hasMore` = call it again. */
export type TakenBack = { witnesses: number; removed: number; hasMore: boolean }

/** Takes back some of what an import saw: plays that nobody else saw go, the others become what the others say. Inside a transaction. */
export function takeBackImport(db: WriteDb, importId: number, limit: number, time: PlayTime): TakenBack {
  const taken = db.prepare<[number, number], { id: number; playId: number }>('SELECT id, playId FROM play_witnesses WHERE importId = ? ORDER BY id LIMIT ?').all(importId, limit)
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
  return { witnesses: taken.length, removed, hasMore: taken.length === limit }
}
