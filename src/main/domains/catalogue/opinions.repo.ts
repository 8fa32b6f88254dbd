import { query } from '#main/kernel/db/query.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'

/** What can be loved and rated. */
export type OpinionKind = 'track' | 'album' | 'artist'

const tables = { track: 'tracks', album: 'albums', artist: 'artists' } as const

/** Marks rows as loved since a moment, or not at all; those that are so already keep their moment. Says how many changed. */
export function updateLove(db: WriteDb, kind: OpinionKind, ids: readonly number[], lovedAt: number | null): number {
  return db.run(
    query.updateTable(tables[kind]).set({ lovedAt }).where('id', 'in', ids).where('lovedAt', lovedAt === null ? 'is not' : 'is', null),
  ).changes
}

/** Rates rows from 0 to 100, or takes their rating away. Says how many changed. */
export function updateRating(db: WriteDb, kind: OpinionKind, ids: readonly number[], rating: number | null): number {
  return db.run(query.updateTable(tables[kind]).set({ rating }).where('id', 'in', ids).where('rating', 'is not', rating)).changes
}
