import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { personSource } from './play-of-witnesses.rules.ts'
import type { PlayHow } from './seen-play.ts'
import type { StoredPlay } from './stored-plays.repo.ts'

type Put = { startedAt: number | undefined; zone: string | undefined; how: PlayHow | undefined }

const secondMs = 1000

/** Writes what a person says of a play as a witness of its own, over what they said before. `how` unknown = left to the others. */
export function savePerson(db: WriteDb, play: StoredPlay, { startedAt, zone, how }: Put): void {
  const before = db
    .prepare<[number, string], { id: number; startedAt: number; zone: string | null; how: PlayHow }>('SELECT id, startedAt, zone, how FROM play_witnesses WHERE playId = ? AND source = ?')
    .get(play.id, personSource)
  const values = [startedAt ?? before?.startedAt ?? play.startedAt, zone ?? before?.zone ?? null, how ?? before?.how ?? 'unknown']
  if (before) db.prepare<unknown[], never>('UPDATE play_witnesses SET startedAt = ?, zone = ?, how = ? WHERE id = ?').run(...values, before.id)
  else {
    db.prepare<unknown[], never>('INSERT INTO play_witnesses (startedAt, zone, how, playId, source, rowKey, precisionMs, heardTextId, isCounted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)').run(
      ...values, play.id, personSource, play.id, secondMs, play.heardTextId,
    )
  }
}

/** Sets or lifts the mark of a deleted play; how many rows that changed. */
export function setDeleted(db: WriteDb, id: number, deletedAt: number | null): number {
  if (deletedAt === null) {
    return db.prepare<[number], never>('UPDATE listening_history SET deletedAt = NULL, isCounted = coalesce(wasCounted, 0), wasCounted = NULL WHERE id = ? AND deletedAt IS NOT NULL').run(id).changes
  }
  return db
    .prepare<[number, number], never>('UPDATE listening_history SET deletedAt = ?, wasCounted = isCounted, isCounted = 0 WHERE id = ? AND deletedAt IS NULL AND heartbeatAt IS NULL')
    .run(deletedAt, id).changes
}

export function rejectPair(db: WriteDb, one: number, other: number): void {
  db.prepare<[number, number], never>('INSERT INTO doubtful_plays (playId, otherId, isRejected) VALUES (?, ?, 1) ON CONFLICT (playId, otherId) DO UPDATE SET isRejected = 1').run(Math.min(one, other), Math.max(one, other))
}

/** The plays that a play may be one with. */
export function doubtfulPairsOf(db: ReadDb, id: number): { id: number; isRejected: number }[] {
  return db
    .prepare<[number, number], { id: number; isRejected: number }>('SELECT otherId AS id, isRejected FROM doubtful_plays WHERE playId = ? UNION ALL SELECT playId, isRejected FROM doubtful_plays WHERE otherId = ?')
    .all(id, id)
}

/** Gives everything that hangs on `otherId` to `playId`, and takes its row away. */
export function joinRows(db: WriteDb, playId: number, otherId: number): void {
  // A play has one person's word at most; that of the play that stays counts.
  db.prepare<[number, string, number, string], never>(
    'DELETE FROM play_witnesses WHERE playId = ? AND source = ? AND EXISTS (SELECT 1 FROM play_witnesses AS kept WHERE kept.playId = ? AND kept.source = ?)',
  ).run(otherId, personSource, playId, personSource)
  db.prepare<[number, number], never>('UPDATE play_witnesses SET playId = ? WHERE playId = ?').run(playId, otherId)
  db.prepare<[number, number], never>('UPDATE OR IGNORE sendings SET playId = ? WHERE playId = ?').run(playId, otherId)
  db.prepare<[number, number], never>('UPDATE listening_history SET fileId = coalesce(fileId, (SELECT fileId FROM listening_history AS other WHERE other.id = ?)) WHERE id = ?').run(otherId, playId)
  db.prepare<[number], never>('DELETE FROM listening_history WHERE id = ?').run(otherId)
}
