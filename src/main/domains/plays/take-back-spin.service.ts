import type { WriteDb } from '#main/kernel/db/database.ts'
import type { PlayTime } from './seen-play.ts'
import { takeBackWitnesses } from './take-back-witnesses.ts'

/** Takes back what a needle session saw, by start and row key; a play that something else saw too stays. Inside a transaction. */
export function takeBackSpins(db: WriteDb, rows: readonly { startedAt: number; rowKey: number }[], time: PlayTime): void {
  const find = db.prepare<[number, number], { id: number; playId: number }>("SELECT id, playId FROM play_witnesses WHERE startedAt = ? AND rowKey = ? AND source = 'spin' AND accountId IS NULL")
  takeBackWitnesses(db, rows.flatMap(({ startedAt, rowKey }) => find.all(startedAt, rowKey)), time)
}
