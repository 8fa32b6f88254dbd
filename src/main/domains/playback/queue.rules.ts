import { mixIn, shuffle } from '#shared/model/shuffle.ts'

export type QueueEntry = { readonly itemId: number; readonly trackId: number }

/** The order a person gave, and while it is shuffled the order it plays in: the same entries. */
export type Queue = { readonly written: readonly QueueEntry[]; readonly shuffled: readonly QueueEntry[] | null }

/** Where playing stands. Once `itemId` was taken out of the queue, `followingId` is what comes after it (null: nothing). */
export type Cursor = { readonly itemId: number | null; readonly followingId: number | null }

export type RepeatMode = 'off' | 'all' | 'one'

export const emptyQueue: Queue = { written: [], shuffled: null }

export function playingOrder(queue: Queue): readonly QueueEntry[] {
  return queue.shuffled ?? queue.written
}

export function indexOfItem(entries: readonly QueueEntry[], itemId: number | null): number {
  return entries.findIndex((entry) => entry.itemId === itemId)
}

/** Where in a list the next one stands, which is also where *play next* goes. */
function indexAfter(entries: readonly QueueEntry[], { itemId, followingId }: Cursor): number {
  if (itemId === null) return 0
  const at = indexOfItem(entries, itemId)
  if (at >= 0) return at + 1
  const following = indexOfItem(entries, followingId)
  return following >= 0 ? following : entries.length
}

function insertAt(entries: readonly QueueEntry[], at: number, added: readonly QueueEntry[]): QueueEntry[] {
  return entries.toSpliced(at, 0, ...added)
}

/** A queue of these alone. Shuffled, `first` plays first; without one any may. */
export function newQueue(entries: readonly QueueEntry[], first: QueueEntry | undefined, isShuffled: boolean, seed: number): Queue {
  return { written: entries, shuffled: isShuffled ? startingWith(first, shuffle(entries, seed)) : null }
}

function startingWith(first: QueueEntry | undefined, entries: readonly QueueEntry[]): readonly QueueEntry[] {
  return first ? [first, ...entries.filter((entry) => entry !== first)] : entries
}

export function playNext(queue: Queue, added: readonly QueueEntry[], cursor: Cursor): Queue {
  return {
    written: insertAt(queue.written, indexAfter(queue.written, cursor), added),
    shuffled: queue.shuffled && insertAt(queue.shuffled, indexAfter(queue.shuffled, cursor), added),
  }
}

/** At the end; while shuffled, anywhere among what is still to come, as everything else there. */
export function playLast(queue: Queue, added: readonly QueueEntry[], cursor: Cursor, seed: number): Queue {
  const { shuffled } = queue
  const written = [...queue.written, ...added]
  if (!shuffled) return { written, shuffled }
  const from = indexAfter(shuffled, cursor)
  return { written, shuffled: [...shuffled.slice(0, from), ...mixIn(shuffled.slice(from), added, seed)] }
}

/** Moves what a person sees: the playing order while shuffled, else the written one. Moved items keep their order. */
export function moveBefore(queue: Queue, itemIds: ReadonlySet<number>, beforeItemId: number | null): Queue {
  const entries = playingOrder(queue)
  const moved = entries.filter((entry) => itemIds.has(entry.itemId))
  const target = indexOfItem(entries, beforeItemId)
  const before = target < 0 ? undefined : entries.slice(target).find((entry) => !itemIds.has(entry.itemId))
  const rest = entries.filter((entry) => !itemIds.has(entry.itemId))
  const ordered = insertAt(rest, before ? rest.indexOf(before) : rest.length, moved)
  return queue.shuffled ? { ...queue, shuffled: ordered } : { ...queue, written: ordered }
}

export function without(queue: Queue, isLeaving: (entry: QueueEntry) => boolean): Queue {
  const keep = (entries: readonly QueueEntry[]): QueueEntry[] => entries.filter((entry) => !isLeaving(entry))
  return { written: keep(queue.written), shuffled: queue.shuffled && keep(queue.shuffled) }
}

/** Every entry with the track it stands for now; entries whose track is gone (undefined) leave. */
export function repoint(queue: Queue, trackNow: (trackId: number) => number | undefined): Queue {
  const entryNow = new Map(queue.written.map((entry) => [entry.itemId, { ...entry, trackId: trackNow(entry.trackId) ?? 0 }]))
  const repointed = (entries: readonly QueueEntry[]): QueueEntry[] => entries.flatMap(({ itemId }) => entryNow.get(itemId) ?? []).filter((entry) => entry.trackId > 0)
  return { written: repointed(queue.written), shuffled: queue.shuffled && repointed(queue.shuffled) }
}

/** Shuffling starts with what plays now; back in the written order, playing goes on from wherever it stands there. */
export function setShuffled(queue: Queue, isShuffled: boolean, currentItemId: number | null, seed: number): Queue {
  if (isShuffled === (queue.shuffled !== null)) return queue
  const current = queue.written.find((entry) => entry.itemId === currentItemId)
  return newQueue(queue.written, current, isShuffled, seed)
}

/** Where playing stands after the queue was changed under it. */
export function followCursor(cursor: Cursor, before: Queue, after: Queue): Cursor {
  const kept = new Set(after.written.map((entry) => entry.itemId))
  if (cursor.itemId === null || kept.has(cursor.itemId)) return { itemId: cursor.itemId, followingId: null }
  const order = playingOrder(before)
  const following = order.slice(indexAfter(order, cursor)).find((entry) => kept.has(entry.itemId))
  return { itemId: cursor.itemId, followingId: following?.itemId ?? null }
}

/** The order of the next round through a shuffled queue; it does not begin with what was played last. */
export function nextRound(entries: readonly QueueEntry[], seed: number): readonly QueueEntry[] {
  const round = shuffle(entries, seed)
  return entries.length > 1 && round[0] === entries.at(-1) ? [...round.slice(1), ...round.slice(0, 1)] : round
}

/**
 * What plays after (or before) the item the cursor stands at. `isManual`: a person asked, so *repeat one* does not hold
 * them. `seed` decides the order of the next round.
 */
export function neighbourOf(queue: Queue, cursor: Cursor, repeat: RepeatMode, step: { direction: 'next' | 'previous'; isManual: boolean; seed: number }): QueueEntry | undefined {
  const entries = playingOrder(queue)
  const wraps = repeat === 'all' || (repeat === 'one' && step.isManual)
  const at = indexOfItem(entries, cursor.itemId)
  const after = indexAfter(entries, cursor)
  if (step.direction === 'previous') return entries[(at >= 0 ? at : after) - 1] ?? (wraps ? entries.at(-1) : undefined)
  if (repeat === 'one' && !step.isManual && at >= 0) return entries[at]
  if (after < entries.length || !wraps) return entries[after]
  return (queue.shuffled ? nextRound(entries, step.seed) : entries)[0]
}
