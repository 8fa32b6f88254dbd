import type { DeckEmitter, DeckState } from './deck-events.ts'
import type { EngineTrack } from './engine-track.ts'
import type { ReplayGainSettings } from './loudness.ts'

export interface DeckOptions {
  /** Decoded audio of the current and the next track together. */
  readonly memoryBudgetBytes?: number
  /** How long before its turn the next track is fetched. */
  readonly prefetchMs?: number
  /** Without data for so long, waiting is called stalled; and after this long it is given up. */
  readonly stallMs?: number
  readonly giveUpMs?: number
  /** Silence after which the audio device is let go. */
  readonly idleMs?: number
}

export interface LoadOptions {
  readonly positionMs?: number
  readonly isPaused?: boolean
}

/** Plays one track and passes to the next without a gap. Which that is, is the queue's to say. */
export interface Deck {
  readonly on: DeckEmitter['on']
  /** Plays this now and forgets what was to come next. */
  load: (track: EngineTrack, options?: LoadOptions) => void
  /** To be said after each `trackchange`; what is prepared already is kept when it is the same. */
  setNext: (track: EngineTrack | null) => void
  play: () => void
  pause: () => void
  seek: (positionMs: number) => void
  stop: () => void
  /** 0 to 1, even to the ear. */
  setVolume: (volume: number) => void
  setMuted: (isMuted: boolean) => void
  /** Null for the system's own choice. Resolves to whether it is in use; if not, an `error` event says so. */
  setDevice: (deviceId: string | null) => Promise<boolean>
  /** 0 to 12 seconds; 0 is gapless. */
  setCrossfade: (seconds: number) => void
  setReplayGain: (settings: ReplayGainSettings) => void
  getState: () => DeckState
  getPosition: () => number
  getDuration: () => number | null
  /** Milliseconds of the current item that have sounded: pauses do not count, what is heard twice counts twice. */
  getHeard: () => number
  /** Size of each decoded buffer held. */
  getDecodedBytes: () => readonly number[]
  close: () => void
}
