import type { EngineTrack } from './engine-track.ts'
import type { Voice } from './voice.ts'

/** One playing of a track. */
export interface Item {
  readonly id: number
  readonly track: EngineTrack
  voice: Voice
  /** Where it will start, while it is silent. */
  restMs: number
  isSounding: boolean
  /** Sounding as far as it goes, but out of data. */
  isWaiting: boolean
  /** Heard through a voice that was given up for another. */
  earlierHeardMs: number
}

export function positionOf(item: Item): number {
  return item.isSounding ? item.voice.positionMs() : item.restMs
}

export function heardOf(item: Item): number {
  return item.earlierHeardMs + item.voice.heardMs()
}

export function startItem(item: Item, frame: number, fadeFrames = 0): void {
  item.voice.start(frame, item.restMs, fadeFrames)
  item.isSounding = true
  item.isWaiting = false
}

export function haltItem(item: Item): void {
  if (item.isSounding) item.restMs = item.voice.halt()
  item.isSounding = false
  item.isWaiting = false
}

/** The new voice goes on where the old one is. */
export function replaceVoice(item: Item, voice: Voice): void {
  haltItem(item)
  item.earlierHeardMs += item.voice.heardMs()
  item.voice.dispose()
  item.voice = voice
}
