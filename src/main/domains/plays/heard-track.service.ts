import type { WriteDb } from '#main/kernel/db/database.ts'
import { textsIn } from './heard-texts.repo.ts'
import type { Words } from './meaning.ts'

/** The track that words mean, as they mean it today; null when they mean none. Inside a transaction. */
export function heardTrack(db: WriteDb, words: Omit<Words, 'pinnedTrackId'>): number | null {
  const { id } = textsIn(db).ofWords({ ...words, pinnedTrackId: 0 })
  return db.prepare<[number], number | null>('SELECT trackId FROM heard_texts WHERE id = ?').pluck().get(id) ?? null
}
