import { say } from '#shared/messages/say.ts'
import { DeckError } from './deck-error.ts'
import { hideMp4Timing, readMp4Timing } from './mp4-timing.ts'

/** The part of a decoded buffer that is music. */
export interface Clip {
  readonly buffer: AudioBuffer
  readonly startFrame: number
  readonly frames: number
  readonly isWhole: boolean
}

/** What a decoder may leave unfinished at the end of a file cut short: one resampler's reach. */
const raggedFrames = 64

/** Takes the bytes over: they are gone once decoded. Throws `decode`. */
export async function decodeClip(context: AudioContext, bytes: Uint8Array<ArrayBuffer>, isWhole: boolean): Promise<Clip> {
  const timing = readMp4Timing(bytes)
  const exact = timing && timing.timescale === context.sampleRate ? timing : null
  if (exact) hideMp4Timing(bytes, exact)
  const buffer = await decode(context, bytes)
  const startFrame = Math.min(exact?.startFrame ?? 0, buffer.length)
  const available = Math.max(0, buffer.length - startFrame - (isWhole ? 0 : raggedFrames))
  return { buffer, startFrame, frames: Math.min(exact?.frames ?? Infinity, available), isWhole }
}

async function decode(context: AudioContext, bytes: Uint8Array<ArrayBuffer>): Promise<AudioBuffer> {
  try {
    const buffer = await context.decodeAudioData(bytes.buffer)
    // Samples nobody has asked for are not counted as memory in use: unasked, ten skipped tracks pile up to a gigabyte
    // before the collector feels any pressure.
    for (let channel = 0; channel < buffer.numberOfChannels; channel += 1) buffer.getChannelData(channel)
    return buffer
  } catch (error) {
    throw new DeckError('decode', say`The file is damaged and cannot be decoded.`, { cause: error })
  }
}

export function clipBytes(clip: Clip): number {
  return clip.buffer.length * clip.buffer.numberOfChannels * 4
}
