import type { AppContext } from '#main/context.ts'
import type { TrackRow } from '#shared/contract/catalogue.contract.ts'
import type { PlaybackState } from '#shared/contract/playback.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { contentOf, deleteQueueVersions, findQueueVersion, getStoredState, insertQueueVersion, saveState } from './playback.repo.ts'
import type { StoredState } from './playback.repo.ts'
import { closePlay, findOpenPlay } from './plays.repo.ts'
import { emptyQueue, indexOfItem, playingOrder } from './queue.rules.ts'
import type { Queue } from './queue.rules.ts'

export type PlaybackContext = Pick<AppContext, 'db' | 'reader' | 'events' | 'clock' | 'ids'>

/** What playback asks of other domains. */
export type PlaybackSources = {
  settings: () => Settings
  /** Rows of existing tracks, at most 500, in any order. */
  tracksByIds: (trackIds: readonly number[]) => readonly TrackRow[]
  /** Whether ffmpeg is there. */
  canTranscode: () => Promise<boolean>
  /** Told of every play that ends, inside the transaction that ends it. */
  playEnded: (playId: number) => void
}

/** The window that makes the sound, as far as the core can tell. */
type DeckPresence = {
  id: string | null
  status: PlaybackState['status']
  /** The playing that is current; earlier ones may still tell their end. */
  run: number
  positionAt: number
  silentTicks: number
}

/** The one playback of a library. The queue lives in memory and in the database; both change together. */
export type Playback = {
  readonly ctx: PlaybackContext
  readonly sources: PlaybackSources
  version: number
  queue: Queue
  stored: StoredState
  readonly deck: DeckPresence
  /** Items of this queue a person was told of already. */
  readonly toldOf: Set<number>
}

/** Takes up the queue where it was left, and closes the play that a crash left open at its last heartbeat. */
export function openPlayback(ctx: PlaybackContext, sources: PlaybackSources): Playback {
  const { db, clock } = ctx
  return db.transaction(() => {
    for (let open = findOpenPlay(db); open; open = findOpenPlay(db)) {
      closePlay(db, open.id)
      sources.playEnded(open.id)
    }
    if (!sources.settings().restoresQueue) {
      deleteQueueVersions(db)
      saveState(db, { ...getStoredState(db), itemId: null, trackId: null, followingId: null, positionMs: 0 })
    }
    if (!findQueueVersion(db, 0)) insertQueueVersion(db, { version: 1, content: contentOf(emptyQueue), changedAt: clock.now(), replacedAtItemId: null })
    const { version, queue } = findQueueVersion(db, 0) ?? { version: 1, queue: emptyQueue }
    const stored = getStoredState(db)
    const deck: DeckPresence = { id: null, status: stored.itemId === null ? 'stopped' : 'paused', run: 0, positionAt: clock.now(), silentTicks: 0 }
    return { ctx, sources, version, queue, stored, deck, toldOf: new Set() }
  })
}

/** A deck that has not reported for longer may have stopped. */
const longestGuessMs = 20_000

/** Where playing stands this moment, although the last report is some seconds old. */
export function livePositionMs({ ctx, deck, stored }: Playback): number {
  const sinceReport = deck.status === 'playing' ? ctx.clock.now() - deck.positionAt : 0
  return stored.positionMs + Math.min(longestGuessMs, Math.max(0, sinceReport))
}

/** The place of what plays in the playing order; null when nothing does, or it was taken out. */
export function currentIndex({ queue, stored }: Playback): number | null {
  const index = stored.itemId === null ? -1 : indexOfItem(playingOrder(queue), stored.itemId)
  return index < 0 ? null : index
}

export function playbackState(playback: Playback): PlaybackState {
  const { ctx, sources, queue, stored, deck } = playback
  return {
    deckId: deck.id,
    status: deck.status,
    itemId: stored.itemId,
    track: stored.trackId === null ? null : (sources.tracksByIds([stored.trackId])[0] ?? null),
    index: currentIndex(playback),
    total: queue.written.length,
    positionMs: livePositionMs(playback),
    positionAt: ctx.clock.now(),
    isShuffled: queue.shuffled !== null,
    repeat: stored.repeatMode,
    volume: stored.volume,
    isMuted: stored.isMuted,
  }
}

/** Changes what is kept over a restart; call it inside the transaction of what it belongs to, if any. */
export function store(playback: Playback, changes: Partial<StoredState>): void {
  const stored = { ...playback.stored, ...changes }
  playback.ctx.db.transaction(() => saveState(playback.ctx.db, stored))
  playback.stored = stored
}

export function tellState(playback: Playback): void {
  playback.ctx.events.publishSoon({ type: 'playback.changed', state: playbackState(playback) })
}

export function tellQueue({ ctx, version, queue }: Playback): void {
  ctx.events.publishSoon({ type: 'queue.changed', version, total: queue.written.length })
}
