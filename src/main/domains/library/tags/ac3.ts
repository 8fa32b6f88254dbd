import { say } from '#shared/messages/say.ts'
// Raw AC-3 and E-AC-3: every frame states its size and samples, so they are counted.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { AudioFormat } from './file-tags.ts'
import { ReadFailure } from './read-failure.ts'
import { warn, type FileReading } from './tag-block.ts'

const rates = [48000, 44100, 32000]
const bitrates = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640]
const channelCounts = [2, 1, 2, 3, 3, 4, 4, 5]

interface Ac3Frame {
  isExtended: boolean
  sampleRate: number
  channels: number
  samples: number
  length: number
  /** A dependent substream adds channels, not time. */
  isDependent: boolean
}

/** Needs seven bytes. */
export function parseAc3Frame(bytes: Buffer): Ac3Frame | undefined {
  if (bytes.length < 7 || bytes[0] !== 0x0b || bytes[1] !== 0x77) return undefined
  const byte = (index: number): number => bytes[index] ?? 0
  const identification = byte(5) >> 3
  if (identification <= 10) {
    const sampleRate = rates[byte(4) >> 6]
    const bitrate = bitrates[(byte(4) & 63) >> 1]
    if (sampleRate === undefined || bitrate === undefined) return undefined
    const words = sampleRate === 48000 ? bitrate * 2 : sampleRate === 32000 ? bitrate * 3 : Math.floor((320 * bitrate) / 147) + (byte(4) & 1)
    const mode = byte(6) >> 5
    // The bit for the effects channel stands behind fields that depend on the mode.
    const skip = (mode & 1 && mode !== 1 ? 2 : 0) + (mode & 4 ? 2 : 0) + (mode === 2 ? 2 : 0)
    const effects = (byte(6) >> (4 - skip)) & 1
    return { isExtended: false, sampleRate, channels: (channelCounts[mode] ?? 2) + (skip <= 4 ? effects : 0), samples: 1536, length: words * 2, isDependent: false }
  }
  if (identification > 16) return undefined
  const code = byte(4) >> 6
  const blocks = code === 3 ? 6 : ([1, 2, 3, 6][(byte(4) >> 4) & 3] ?? 6)
  const sampleRate = code === 3 ? (rates[(byte(4) >> 4) & 3] ?? 0) / 2 : (rates[code] ?? 0)
  if (sampleRate === 0) return undefined
  return {
    isExtended: true,
    sampleRate,
    channels: (channelCounts[(byte(4) >> 1) & 7] ?? 2) + (byte(4) & 1),
    samples: blocks * 256,
    length: ((((byte(2) & 7) << 8) | byte(3)) + 1) * 2,
    isDependent: byte(2) >> 6 === 1,
  }
}

export function readAc3(reading: FileReading, start: number, end: number): AudioFormat {
  const { source } = reading
  const first = parseAc3Frame(source.viewUpTo(start, 7))
  if (!first) throw new ReadFailure('not-audio', say`No audio was found in this file.`)
  let samples = 0
  let at = start
  while (at + 7 <= end) {
    source.tick()
    const frame = parseAc3Frame(source.view(at, 7))
    if (!frame) {
      warn(reading, 'damaged', 'Behind the audio stands something else.')
      break
    }
    if (!frame.isDependent) samples += frame.samples
    at += frame.length
  }
  const seconds = samples / first.sampleRate
  return {
    ...emptyFormat('ac3', first.isExtended ? 'eac3' : 'ac3', false),
    durationMs: toMs(seconds),
    bitrate: rateOf(Math.min(at, end) - start, seconds),
    sampleRate: first.sampleRate,
    channels: first.channels,
  }
}
