import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { PlaybackState, QueueItem } from '#shared/contract/playback.contract.ts'
import { seedOf } from '#shared/model/shuffle.ts'
import { currentTracks, playableTracks } from './playback.reads.ts'
import { contentOf, findQueueVersion, insertQueueVersion, popQueueVersion, rewriteQueue } from './playback.repo.ts'
import { currentIndex, playbackState, store, tellQueue, tellState } from './playback-session.ts'
import type { Playback } from './playback-session.ts'
import { followCursor, indexOfItem, moveBefore, newQueue, playingOrder, playLast, playNext, repoint, setShuffled, without } from './queue.rules.ts'
import type { Queue, RepeatMode } from './queue.rules.ts'

const longestQueue = 20_000
/** More tracks than this are looked up off the main thread. */
const quicklyReadTracks = 500

type QueueChanged = { version: number; total: number }

function changed({ version, queue }: Playback): QueueChanged {
  return { version, total: queue.written.length }
}

/** Makes this the queue, and keeps the one before it for undo. */
function replaceWith(playback: Playback, queue: Queue, changes: { followingId?: number | null; lastItemId?: number } = {}): QueueChanged {
  const { ctx, stored } = playback
  const version = playback.version + 1
  const { followingId } = followCursor(stored, playback.queue, queue)
  const content = contentOf(queue)
  ctx.db.transaction(() => {
    insertQueueVersion(ctx.db, { version, content, changedAt: ctx.clock.now(), replacedAtItemId: stored.itemId })
    store(playback, { followingId, ...changes })
  })
  return adopt(playback, version, queue)
}

/** Makes this the queue without a step to undo. */
export function rewrite(playback: Playback, queue: Queue): QueueChanged {
  const version = playback.version + 1
  const { followingId } = followCursor(playback.stored, playback.queue, queue)
  const content = contentOf(queue)
  playback.ctx.db.transaction(() => {
    rewriteQueue(playback.ctx.db, playback.version, version, content)
    store(playback, { followingId })
  })
  return adopt(playback, version, queue)
}

function adopt(playback: Playback, version: number, queue: Queue): QueueChanged {
  playback.version = version
  playback.queue = queue
  tellQueue(playback)
  tellState(playback)
  return changed(playback)
}

const seedFrom = (playback: Playback): number => seedOf(playback.ctx.ids.uuid())

async function readPlayable({ ctx }: Playback, trackIds: readonly number[]) {
  if (trackIds.length > quicklyReadTracks) return ctx.reader.run(playableTracks, trackIds)
  return playableTracks.run(ctx.db, trackIds)
}

export async function replaceQueue(playback: Playback, input: { trackIds: number[]; startAt?: number | undefined; isShuffled?: boolean | undefined }): Promise<QueueChanged & { itemId: number | null }> {
  const playable = await readPlayable(playback, input.trackIds)
  const { stored } = playback
  const entries = playable.map(({ trackId }, index) => ({ itemId: stored.lastItemId + 1 + index, trackId }))
  const isShuffled = input.isShuffled ?? playback.queue.shuffled !== null
  const { startAt = isShuffled ? undefined : 0 } = input
  const first = startAt === undefined ? undefined : (entries[playable.findIndex(({ at }) => at >= startAt)] ?? entries[0])
  const queue = newQueue(entries, first, isShuffled, seedFrom(playback))
  const start = first ?? playingOrder(queue)[0]
  playback.toldOf.clear()
  const result = replaceWith(playback, queue, { followingId: start?.itemId ?? null, lastItemId: stored.lastItemId + entries.length })
  return { ...result, itemId: start?.itemId ?? null }
}

export async function addToQueue(playback: Playback, { trackIds, where }: { trackIds: number[]; where: 'next' | 'last' }): Promise<QueueChanged & { added: number }> {
  const playable = await readPlayable(playback, trackIds)
  const { queue, stored } = playback
  if (queue.written.length + playable.length > longestQueue) {
    throw new AppError('invalid-input', say`The queue holds 20,000 tracks at most. Nothing was added; take some out first, or play these instead.`)
  }
  if (playable.length === 0) return { ...changed(playback), added: 0 }
  const entries = playable.map(({ trackId }, index) => ({ itemId: stored.lastItemId + 1 + index, trackId }))
  const next = where === 'next' ? playNext(queue, entries, stored) : playLast(queue, entries, stored, seedFrom(playback))
  return { ...replaceWith(playback, next, { lastItemId: stored.lastItemId + entries.length }), added: entries.length }
}

export function moveInQueue(playback: Playback, { itemIds, beforeItemId }: { itemIds: number[]; beforeItemId: number | null }): QueueChanged {
  const { queue } = playback
  if (beforeItemId !== null && indexOfItem(queue.written, beforeItemId) < 0) throw new AppError('conflict', say`The queue has changed meanwhile. Nothing was moved.`)
  return replaceWith(playback, moveBefore(queue, new Set(itemIds), beforeItemId))
}

export function removeFromQueue(playback: Playback, itemIds: readonly number[]): QueueChanged {
  const leaving = new Set(itemIds)
  const queue = without(playback.queue, (entry) => leaving.has(entry.itemId))
  return queue.written.length === playback.queue.written.length ? changed(playback) : replaceWith(playback, queue)
}

export function clearQueue(playback: Playback): QueueChanged {
  const keptId = playback.deck.status === 'stopped' ? null : playback.stored.itemId
  const queue = without(playback.queue, (entry) => entry.itemId !== keptId)
  return queue.written.length === playback.queue.written.length ? changed(playback) : replaceWith(playback, queue)
}

export function undoQueue(playback: Playback): QueueChanged {
  const { ctx, version, stored } = playback
  const previous = findQueueVersion(ctx.db, 1)
  if (!previous) throw new AppError('conflict', say`There is no change of the queue left to take back.`)
  // Shuffling is not a change of what is in the queue, so it stays as it is now.
  const queue = setShuffled(previous.queue, playback.queue.shuffled !== null, stored.itemId, seedFrom(playback))
  const { followingId } = followCursor(stored, playback.queue, queue)
  const content = contentOf(queue)
  ctx.db.transaction(() => {
    popQueueVersion(ctx.db, version, previous.version, content)
    store(playback, { followingId: followingId ?? previous.currentItemId })
  })
  return adopt(playback, version + 1, queue)
}

export function setShuffle(playback: Playback, isShuffled: boolean): PlaybackState {
  const queue = setShuffled(playback.queue, isShuffled, playback.stored.itemId, seedFrom(playback))
  if (queue !== playback.queue) rewrite(playback, queue)
  return playbackState(playback)
}

export function setRepeat(playback: Playback, repeatMode: RepeatMode): PlaybackState {
  store(playback, { repeatMode })
  tellState(playback)
  return playbackState(playback)
}

/** A stretch of the queue in playing order. Tracks that were merged or removed meanwhile are followed or left out first. */
export async function queueWindow(playback: Playback, { offset, limit }: { offset: number; limit: number }): Promise<QueueChanged & { index: number | null; items: QueueItem[] }> {
  const expected = Math.min(limit, Math.max(0, playback.queue.written.length - offset))
  let items = rowsOf(playback, offset, limit)
  if (items.length < expected) {
    await repair(playback)
    items = rowsOf(playback, offset, limit)
  }
  return { ...changed(playback), index: currentIndex(playback), items }
}

function rowsOf({ queue, sources }: Playback, offset: number, limit: number): QueueItem[] {
  const entries = playingOrder(queue).slice(offset, offset + limit)
  const rows = new Map(sources.tracksByIds([...new Set(entries.map((entry) => entry.trackId))]).map((row) => [row.id, row]))
  return entries.flatMap(({ itemId, trackId }) => {
    const track = rows.get(trackId)
    return track ? [{ itemId, track }] : []
  })
}

async function repair(playback: Playback): Promise<void> {
  const asked = new Set(playback.queue.written.map((entry) => entry.trackId))
  const current = new Map(await playback.ctx.reader.run(currentTracks, [...asked]))
  // What was added while the tracks were read is not in doubt.
  rewrite(playback, repoint(playback.queue, (trackId) => (asked.has(trackId) ? current.get(trackId) : trackId)))
}
