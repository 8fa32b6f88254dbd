import type { WriteDb } from '#main/kernel/db/database.ts'
import type { PlayTime } from './seen-play.ts'
import { takeBackWitnesses } from './take-back-witnesses.ts'

/** `removed` = plays that nothing else had seen; `hasMore` = call it again. */
export type TakenBack = { witnesses: number; removed: number; hasMore: boolean }

/** Takes back some of what an import saw. Inside a transaction. */
export function takeBackImport(db: WriteDb, importId: number, limit: number, time: PlayTime): TakenBack {
  const taken = db.prepare<[number, number], { id: number; playId: number }>('SELECT id, playId FROM play_witnesses WHERE importId = ? ORDER BY id LIMIT ?').all(importId, limit)
  return { witnesses: taken.length, removed: takeBackWitnesses(db, taken, time), hasMore: taken.length === limit }
}
