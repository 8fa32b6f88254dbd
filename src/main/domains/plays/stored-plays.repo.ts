import type { Bindable, ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { insertRows } from './insert-rows.ts'
import type { PlayHow } from './seen-play.ts'

/** A play as its row has it. `isCounted` of a deleted one is what it was before. */
export type StoredPlay = {
  id: number
  heardTextId: number
  startedAt: number
  zone: string
  localDay: number
  durationMs: number | null
  heardMs: number | null
  how: PlayHow
  isCounted: boolean
  isOpen: boolean
  isDeleted: boolean
}

type Raw = Omit<StoredPlay, 'isCounted' | 'isOpen' | 'isDeleted'> & { isCounted: number; isOpen: number; isDeleted: number }

const columns = `id, heardTextId, startedAt, zone, localDay, durationMs, heardMs, how,
  CASE WHEN deletedAt IS NULL THEN isCounted ELSE coalesce(wasCounted, 0) END AS isCounted, heartbeatAt IS NOT NULL AS isOpen, deletedAt IS NOT NULL AS isDeleted`

function playOf(raw: Raw): StoredPlay {
  return { ...raw, isCounted: raw.isCounted === 1, isOpen: raw.isOpen === 1, isDeleted: raw.isDeleted === 1 }
}

export function findPlay(db: ReadDb, id: number): StoredPlay | undefined {
  const raw = db.prepare<[number], Raw>(`SELECT ${columns} FROM listening_history WHERE id = ?`).get(id)
  return raw && playOf(raw)
}

export type NewPlay = Omit<StoredPlay, 'isOpen' | 'isDeleted'> & { fileId: number | null }

/** The id the next play gets; only inside a transaction that writes it. */
export function nextPlayId(db: ReadDb): number {
  return (db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'listening_history'").pluck().get() ?? 0) + 1
}

export function insertPlays(db: WriteDb, plays: readonly NewPlay[]): void {
  insertRows(
    db,
    'listening_history',
    ['id', 'heardTextId', 'fileId', 'startedAt', 'zone', 'localDay', 'durationMs', 'heardMs', 'how', 'isCounted'],
    plays.map(({ id, heardTextId, fileId, startedAt, zone, localDay, durationMs, heardMs, how, isCounted }) => [id, heardTextId, fileId, startedAt, zone, localDay, durationMs, heardMs, how, isCounted ? 1 : 0]),
  )
}

const changeable = ['heardTextId', 'startedAt', 'zone', 'localDay', 'durationMs', 'heardMs', 'how', 'isCounted'] as const

/** Writes what differs and nothing else: indexes and triggers of other columns are left alone. */
export function updatePlay(db: WriteDb, before: StoredPlay, after: StoredPlay): void {
  const changed = changeable.filter((column) => after[column] !== before[column])
  if (changed.length === 0) return
  const set = changed.map((column) => `${column === 'isCounted' && before.isDeleted ? 'wasCounted' : column} = ?`).join(', ')
  db.prepare<Bindable[], never>(`UPDATE listening_history SET ${set} WHERE id = ?`).run(...changed.map((column) => (column === 'isCounted' ? Number(after.isCounted) : after[column])), before.id)
}

export function insertDoubtful(db: WriteDb, one: number, other: number): void {
  db.prepare<[number, number], never>('INSERT OR IGNORE INTO doubtful_plays (playId, otherId) VALUES (?, ?)').run(Math.min(one, other), Math.max(one, other))
}
