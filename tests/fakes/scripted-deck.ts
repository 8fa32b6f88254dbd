import { say } from '#shared/messages/say.ts'
import type { Deck, LoadOptions } from '#renderer/features/player/engine/deck-contract.ts'
import type { DeckErrorCode } from '#renderer/features/player/engine/deck-error.ts'
import { createDeckEmitter, type DeckEvents, type DeckState } from '#renderer/features/player/engine/deck-events.ts'
import type { EngineTrack } from '#renderer/features/player/engine/engine-track.ts'

type Item = { id: number; track: EngineTrack; positionMs: number; heardMs: number }

/** A deck without sound whose time the test moves. It says what the engine says, in the order the engine says it. */
export type ScriptedDeck = Deck & {
  /** Lets it play for so long, on into the next tracks if there are any. */
  pass(ms: number): void
  /** From now on these addresses cannot be decoded. */
  break(url: string, code: DeckErrorCode): void
  loaded(): readonly string[]
  nextKey(): string | null
}

export function createScriptedDeck(): ScriptedDeck {
  const { on, emit } = createDeckEmitter()
  const broken = new Map<string, DeckErrorCode>()
  const loaded: string[] = []
  let ids = 0
  let current: Item | null = null
  let next: EngineTrack | null = null
  let state: DeckState = 'idle'

  function setState(value: DeckState): void {
    if (state === value) return
    state = value
    emit('state', { state })
  }
  function retire(reason: DeckEvents['finished']['reason']): void {
    if (!current) return
    emit('finished', { item: current.id, track: current.track, heardMs: current.heardMs, positionMs: current.positionMs, reason })
    current = null
  }
  function enter(track: EngineTrack, positionMs = 0, isPaused = false): void {
    ids += 1
    current = { id: ids, track, positionMs, heardMs: 0 }
    next = null
    loaded.push(track.url)
    emit('trackchange', { item: ids, track })
    const code = broken.get(track.url)
    if (code === undefined) {
      setState(isPaused ? 'paused' : 'playing')
      return
    }
    setState('buffering')
    emit('error', { code, told: say`The file is damaged and cannot be decoded.`, track, isNext: false })
    retire('failed')
    setState('idle')
  }
  const lengthOf = (track: EngineTrack): number => track.durationMs ?? 180_000

  return {
    on,
    load: (track, options: LoadOptions = {}) => {
      retire('replaced')
      enter(track, options.positionMs, options.isPaused)
    },
    setNext: (track) => {
      const code = track && broken.get(track.url)
      if (track && code) emit('error', { code, told: say`The file is damaged and cannot be decoded.`, track, isNext: true })
      next = code ? null : track
    },
    play: () => {
      if (current) setState('playing')
    },
    pause: () => {
      if (current) setState('paused')
    },
    seek: (positionMs) => {
      if (current) current.positionMs = Math.min(positionMs, lengthOf(current.track))
    },
    stop: () => {
      retire('stopped')
      next = null
      setState('idle')
    },
    setVolume: () => undefined,
    setMuted: () => undefined,
    setDevice: async () => true,
    setCrossfade: () => undefined,
    setReplayGain: () => undefined,
    getState: () => state,
    getPosition: () => current?.positionMs ?? 0,
    getDuration: () => (current ? lengthOf(current.track) : null),
    getHeard: () => current?.heardMs ?? 0,
    getDecodedBytes: () => [],
    close: () => undefined,
    pass: (ms) => {
      let left = ms
      while (current && state === 'playing' && left > 0) {
        const step = Math.min(left, lengthOf(current.track) - current.positionMs)
        current.positionMs += step
        current.heardMs += step
        left -= step
        if (current.positionMs < lengthOf(current.track)) return
        const following = next
        retire('ended')
        if (!following) {
          setState('ended')
          return
        }
        enter(following)
        return
      }
    },
    break: (url, code) => void broken.set(url, code),
    loaded: () => loaded,
    nextKey: () => next?.key ?? null,
  }
}
