import type { Told } from '#shared/messages/say.ts'
import type { DeckErrorCode } from './deck-error.ts'
import type { EngineTrack } from './engine-track.ts'

/** `buffering` waits for data that comes, `stalled` for data that does not; `idle` has nothing loaded. */
export type DeckState = 'idle' | 'buffering' | 'playing' | 'stalled' | 'paused' | 'ended'

/** Each playing of a track is an item of its own, so that a repeated track can be told from the one before. */
export interface DeckEvents {
  readonly state: { readonly state: DeckState }
  /** Another item is current: at the frame it begins to sound, or at once when it was loaded. */
  readonly trackchange: { readonly item: number; readonly track: EngineTrack }
  /** The position jumped or began to run; between two of these it runs with the clock. */
  readonly position: { readonly item: number; readonly positionMs: number }
  /** An item sounds no more; with a crossfade this comes after the change to the next. */
  readonly finished: {
    readonly item: number
    readonly track: EngineTrack
    readonly heardMs: number
    readonly positionMs: number
    readonly reason: 'ended' | 'replaced' | 'stopped' | 'failed'
  }
  readonly error: { readonly code: DeckErrorCode; readonly told: Told; readonly track: EngineTrack | null; readonly isNext: boolean }
}

type Listeners = { [Name in keyof DeckEvents]: Set<(event: DeckEvents[Name]) => void> }

export interface DeckEmitter {
  on: <Name extends keyof DeckEvents>(name: Name, listener: (event: DeckEvents[Name]) => void) => () => void
  /** Listeners hear of it after the deck has finished what it is doing, in order. */
  emit: <Name extends keyof DeckEvents>(name: Name, event: DeckEvents[Name]) => void
}

export function createDeckEmitter(): DeckEmitter {
  const listeners: Listeners = { state: new Set(), trackchange: new Set(), position: new Set(), finished: new Set(), error: new Set() }
  return {
    on: (name, listener) => {
      listeners[name].add(listener)
      return () => void listeners[name].delete(listener)
    },
    emit: (name, event) => {
      for (const listener of listeners[name]) queueMicrotask(() => listener(event))
    }
  }
}
