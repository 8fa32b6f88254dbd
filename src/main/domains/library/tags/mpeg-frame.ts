// Headers of MPEG audio frames (layers I to III) and of ADTS frames, and the search for where a chain of them begins.
import type { ByteSource } from './byte-source.ts'

export interface FrameHeader {
  kind: 'mpeg' | 'adts'
  layer: number
  /** 1, 2 or 2.5; for ADTS 2 or 4. */
  version: number
  /** bit/s; 0 = free format or not stated. */
  bitrate: number
  sampleRate: number
  channels: number
  samples: number
  /** Bytes of the whole frame; 0 = free format, to be measured. */
  length: number
}

const bitrates: Record<string, number[]> = {
  '1:1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1:2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1:3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2:1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2:2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  '2:3': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const sampleRates = [44100, 48000, 32000]
const adtsRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]

export const longestHeader = 7

/** At least four bytes of `bytes` at `at`; seven for ADTS. */
export function parseFrameHeader(bytes: Buffer, at = 0): FrameHeader | undefined {
  const second = bytes[at + 1] ?? 0
  if (bytes[at] !== 0xff || (second & 0xe0) !== 0xe0) return undefined
  if ((second & 0xf6) === 0xf0) return parseAdts(bytes, at)
  const third = bytes[at + 2] ?? 0
  const versionBits = (second >> 3) & 3
  const layer = 4 - ((second >> 1) & 3)
  const bitrateIndex = third >> 4
  const rate = sampleRates[(third >> 2) & 3]
  if (versionBits === 1 || layer === 4 || bitrateIndex === 15 || rate === undefined) return undefined
  const version = versionBits === 3 ? 1 : versionBits === 2 ? 2 : 2.5
  const sampleRate = version === 1 ? rate : version === 2 ? rate / 2 : rate / 4
  const bitrate = (bitrates[`${version === 1 ? 1 : 2}:${layer}`]?.[bitrateIndex] ?? 0) * 1000
  const isPadded = (third >> 1) & 1
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152
  const length = bitrate === 0 ? 0 : layer === 1 ? (Math.floor((12 * bitrate) / sampleRate) + isPadded) * 4 : Math.floor((samples / 8) * (bitrate / sampleRate)) + isPadded
  return { kind: 'mpeg', layer, version, bitrate, sampleRate, channels: (bytes[at + 3] ?? 0) >> 6 === 3 ? 1 : 2, samples, length }
}

function parseAdts(bytes: Buffer, at: number): FrameHeader | undefined {
  if (at + longestHeader > bytes.length) return undefined
  const byte = (index: number): number => bytes[at + index] ?? 0
  const sampleRate = adtsRates[(byte(2) >> 2) & 15]
  const length = ((byte(3) & 3) << 11) | (byte(4) << 3) | (byte(5) >> 5)
  if (sampleRate === undefined || length < longestHeader) return undefined
  const configuration = ((byte(2) & 1) << 2) | (byte(3) >> 6)
  const blocks = (byte(6) & 3) + 1
  return {
    kind: 'adts',
    layer: 0,
    version: byte(1) & 8 ? 2 : 4,
    bitrate: 0,
    sampleRate,
    channels: configuration === 7 ? 8 : configuration,
    samples: 1024 * blocks,
    length,
  }
}

export function areAlike(one: FrameHeader, other: FrameHeader): boolean {
  return one.kind === other.kind && one.layer === other.layer && one.version === other.version && one.sampleRate === other.sampleRate
}

export function headerAt(source: ByteSource, at: number, end: number): FrameHeader | undefined {
  if (at + 4 > end) return undefined
  return parseFrameHeader(source.view(at, Math.min(longestHeader, end - at)))
}

/** How many frames follow one another from `at`, up to `enough`; a last frame that the end cuts off counts. */
export function chainLength(source: ByteSource, at: number, end: number, enough: number): number {
  const first = headerAt(source, at, end)
  if (!first) return 0
  if (first.length === 0) return freeFormatLength(source, at, end, first) > 0 ? enough : 0
  let count = 1
  let next = at + first.length
  while (count < enough) {
    if (next === end) return count > 0 ? enough : 0
    const header = headerAt(source, next, end)
    if (!header || !areAlike(header, first)) return count
    count++
    if (next + header.length > end) return enough
    next += header.length
  }
  return count
}

/** Free format does not state its frame length: the distance to the next two like headers is it. */
export function freeFormatLength(source: ByteSource, at: number, end: number, first: FrameHeader): number {
  const window = source.viewUpTo(at, Math.min(end - at, 3 * 4096))
  const word = window.readUInt16BE(0)
  const like = (index: number): boolean => window.readUInt16BE(index) === word && ((window[index + 2] ?? 0) & 0xfc) === ((window[2] ?? 0) & 0xfc)
  for (let index = 24; index + 4 < Math.min(window.length, 4608 + 4); index++) {
    if (!like(index)) continue
    const padding = ((window[2] ?? 0) >> 1) & 1
    const step = index - (first.layer === 1 ? padding * 4 : padding)
    for (let slack = 0; slack <= 4; slack++) if (index + step + slack + 4 < window.length && like(index + step + slack)) return step
  }
  return 0
}

/** The first position in [from, until) where at least `enough` frames follow one another. */
export function findChain(source: ByteSource, from: number, until: number, end: number, enough: number): number | undefined {
  const step = 32 * 1024
  for (let at = from; at < until; at += step) {
    // A copy, because every look at a candidate may move the block.
    const window = Buffer.from(source.viewUpTo(at, Math.min(step + 1, until + 1 - at, end - at)))
    for (let index = window.indexOf(0xff); index >= 0 && index < step; index = window.indexOf(0xff, index + 1)) {
      source.tick()
      if (((window[index + 1] ?? 0) & 0xe0) !== 0xe0) continue
      if (chainLength(source, at + index, end, enough) >= enough) return at + index
    }
  }
  return undefined
}
