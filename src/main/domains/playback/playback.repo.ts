import { query } from '#main/kernel/db/query.ts'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { Cursor, Queue, QueueEntry, RepeatMode } from './queue.rules.ts'

export type StoredQueue = { readonly version: number; readonly queue: Queue; readonly currentItemId: number | null }

/** Where playing stands, as it is kept over a restart. */
export type StoredState = Cursor & {
  readonly trackId: number | null
  readonly positionMs: number
  readonly repeatMode: RepeatMode
  readonly volume: number
  readonly isMuted: boolean
  readonly lastItemId: number
}

const versionsKept = 10

type VersionRow = { version: number; itemsJson: string; shuffledJson: string | null; currentItemId: number | null }

function queueOf(row: VersionRow): StoredQueue {
  const written = (JSON.parse(row.itemsJson) as [number, number][]).map(([itemId, trackId]) => ({ itemId, trackId }))
  return { version: row.version, queue: { written, shuffled: row.shuffledJson === null ? null : shuffledOf(row.shuffledJson, written) }, currentItemId: row.currentItemId }
}

function shuffledOf(json: string, written: readonly QueueEntry[]): QueueEntry[] {
  const byId = new Map(written.map((entry) => [entry.itemId, entry]))
  return (JSON.parse(json) as number[]).flatMap((itemId) => byId.get(itemId) ?? [])
}

/** A queue as it is stored. */
export type QueueContent = { readonly itemsJson: string; readonly shuffledJson: string | null }

/** Takes milliseconds for a long queue: not for inside a transaction. */
export function contentOf({ written, shuffled }: Queue): QueueContent {
  return {
    itemsJson: JSON.stringify(written.map(({ itemId, trackId }) => [itemId, trackId])),
    shuffledJson: shuffled && JSON.stringify(shuffled.map((entry) => entry.itemId)),
  }
}

/** The queue (0) or the version that stood so many changes before it. */
export function findQueueVersion(db: ReadDb, changesBack: number): StoredQueue | undefined {
  const row = db.get(query.selectFrom('queue_versions').selectAll().orderBy('version', 'desc').limit(1).offset(changesBack))
  return row && queueOf(row)
}

export function insertQueueVersion(db: WriteDb, next: { version: number; content: QueueContent; changedAt: number; replacedAtItemId: number | null }): void {
  const { version, content, changedAt, replacedAtItemId } = next
  db.run(query.updateTable('queue_versions').set({ currentItemId: replacedAtItemId }).where('version', '=', version - 1))
  db.run(query.insertInto('queue_versions').values({ version, changedAt, ...content }))
  db.run(query.deleteFrom('queue_versions').where('version', '<=', version - versionsKept))
}

/** Changes the newest version in place: nothing to undo. */
export function rewriteQueue(db: WriteDb, from: number, to: number, content: QueueContent): void {
  db.run(query.updateTable('queue_versions').set({ version: to, ...content }).where('version', '=', from))
}

/** Drops the newest version; the one before it becomes the queue under a number not used yet. */
export function popQueueVersion(db: WriteDb, newest: number, previous: number, content: QueueContent): void {
  db.run(query.deleteFrom('queue_versions').where('version', '=', newest))
  rewriteQueue(db, previous, newest + 1, content)
}

export function deleteQueueVersions(db: WriteDb): void {
  db.run(query.deleteFrom('queue_versions'))
}

export function getStoredState(db: ReadDb): StoredState {
  const row = db.get(query.selectFrom('playback_state').selectAll().where('id', '=', 1))
  if (!row) throw new Error('playback_state has lost its row')
  return { ...row, repeatMode: row.repeatMode as RepeatMode, isMuted: row.isMuted === 1 }
}

export function saveState(db: WriteDb, state: StoredState): void {
  const sql = 'UPDATE playback_state SET itemId = ?, trackId = ?, followingId = ?, positionMs = ?, repeatMode = ?, volume = ?, isMuted = ?, lastItemId = ? WHERE id = 1'
  db.prepare(sql).run(state.itemId, state.trackId, state.followingId, state.positionMs, state.repeatMode, state.volume, state.isMuted ? 1 : 0, state.lastItemId)
}
