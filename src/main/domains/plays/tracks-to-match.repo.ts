import type { ReadDb } from '#main/kernel/db/database.ts'

export function hasTracksToMatch(db: ReadDb): boolean {
  return db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM tracks_to_match)').pluck().get() === 1
}
