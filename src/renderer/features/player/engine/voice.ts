import type { DeckError } from './deck-error.ts'
import type { EngineTrack } from './engine-track.ts'
import type { Stage } from './stage.ts'

/** One track sounding, or able to sound, on a stage. Frames are the stage's, positions milliseconds into the track. */
export interface Voice {
  readonly track: EngineTrack
  readonly stage: Stage
  /** Whether its end is known to the frame, long before. */
  readonly isExact: boolean
  /** Asks for sound from this position: true when it can begin at once, otherwise `ready` will tell. */
  request: (positionMs: number) => boolean
  /** Begins at `frame`, replacing what it sounded before; a fade of 0 frames starts at full level. */
  start: (frame: number, positionMs: number, fadeFrames: number) => void
  fadeOut: (frame: number, fadeFrames: number) => void
  cancelFadeOut: () => void
  /** Falls silent at once, without a click, and can be started again. Returns the position reached. */
  halt: () => number
  /** The frame at which it will have sounded to its end; null while it is silent or that is not known. */
  endFrame: () => number | null
  positionMs: () => number
  durationMs: () => number | null
  /** Audio rendered so far; what is heard twice counts twice. */
  heardMs: () => number
  setFactor: (factor: number) => void
  /** Whether what it lacks must still come from outside. */
  isFetching: () => boolean
  /** Decoded audio held, in bytes per buffer. */
  heldBytes: () => readonly number[]
  dispose: () => void
}

/** What a voice tells the deck, never before its creation has returned. */
export interface VoiceEvents {
  /** More can start now, or its end has become known. */
  readonly ready: () => void
  /** It used up what it had and is silent; it has to be started again. */
  readonly dry: () => void
  /** It waits for data in mid-sound and will go on by itself. */
  readonly waiting: () => void
  readonly flowing: () => void
  readonly data: () => void
  readonly ended: () => void
  readonly failed: (error: DeckError) => void
}
