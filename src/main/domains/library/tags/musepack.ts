// Musepack: stream version 8 in packets, version 7 with a fixed header, and 4 to 6, which have no signature at all.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { ByteSource } from './byte-source.ts'
import type { AudioFormat } from './file-tags.ts'
import { DamagedData } from './read-failure.ts'
import { addValue, createBlock, type FileReading } from './tag-block.ts'

const rates = [44100, 48000, 37800, 32000]
const samplesPerFrame = 1152

export function readMusepack7(reading: FileReading, start: number, end: number): AudioFormat {
  const head = Buffer.from(reading.source.view(start, 28))
  const version = (head[3] ?? 0) & 15
  if (version < 7) throw new DamagedData('The stream version is unknown.')
  const frames = head.readUInt32LE(4)
  const sampleRate = rates[(head.readUInt32LE(8) >>> 16) & 3] ?? 44100
  const last = head.readUInt32LE(20)
  const isExact = last >>> 31 === 1
  const samples = frames === 0 ? 0 : isExact ? (frames - 1) * samplesPerFrame + ((last >>> 20) & 0x7ff) : frames * samplesPerFrame - 576
  const scaled = (at: number): number => head.readInt16LE(at) / 100
  addGains(reading, [scaled(14), head.readUInt16LE(12) / 32768, scaled(18), head.readUInt16LE(16) / 32768])
  return describe(sampleRate, 2, samples, end - start)
}

/** Versions 4 to 6: a bit field, told only by its plausibility. */
export function isOldMusepack(head: Buffer): boolean {
  const word = head.readUInt32LE(0)
  const version = (word >>> 11) & 0x3ff
  return head.readUInt32LE(4) > 0 && version >= 4 && version <= 6
}

export function readOldMusepack(reading: FileReading, start: number, end: number): AudioFormat {
  const head = reading.source.view(start, 8)
  const version = (head.readUInt32LE(0) >>> 11) & 0x3ff
  const frames = (version >= 5 ? head.readUInt32LE(4) : head.readUInt16LE(6)) - (version < 6 ? 1 : 0)
  return describe(44100, 2, Math.max(0, frames * samplesPerFrame - 576), end - start)
}

function describe(sampleRate: number, channels: number, samples: number, bytes: number): AudioFormat {
  const seconds = samples / sampleRate
  return { ...emptyFormat('musepack', 'musepack', false), durationMs: toMs(seconds), bitrate: rateOf(bytes, seconds), sampleRate, channels }
}

/** A number in seven-bit groups: [value, bytes]. */
function variable(source: ByteSource, at: number): [number, number] {
  let value = 0
  for (let index = 0; index < 8; index++) {
    const byte = source.view(at + index, 1)[0] ?? 0
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, index + 1]
  }
  throw new DamagedData('A number is too long.')
}

export function readMusepack8(reading: FileReading, start: number, end: number): AudioFormat {
  const { source } = reading
  let at = start + 4
  let format: AudioFormat | undefined
  for (let count = 0; count < 64 && at + 3 <= end; count++) {
    source.tick()
    const key = source.view(at, 2).toString('latin1')
    const [size, sizeLength] = variable(source, at + 2)
    const body = at + 2 + sizeLength
    if (size < 2 + sizeLength || !/^[A-Z]{2}$/.test(key)) break
    if (key === 'SH') format = readStreamHeader(source, body, end - start)
    else if (key === 'RG') readGains(reading, body)
    // Audio begins: everything that describes it stands before.
    else if (key === 'AP' || key === 'SE') break
    at += size
  }
  if (!format) throw new DamagedData('The file does not describe its audio.')
  return format
}

/** Checksum 4, version 1, samples, silence at the start, then rate and channels in bits. */
function readStreamHeader(source: ByteSource, at: number, bytes: number): AudioFormat {
  const [samples, samplesLength] = variable(source, at + 5)
  const [silence, silenceLength] = variable(source, at + 5 + samplesLength)
  const bits = source.view(at + 5 + samplesLength + silenceLength, 2)
  return describe(rates[(bits[0] ?? 0) >> 5] ?? 44100, ((bits[1] ?? 0) >> 4) + 1, Math.max(0, samples - silence), bytes)
}

/** Loudness and peak in 1/256 dB; the gain is what is missing to 64.82 dB. */
function readGains(reading: FileReading, at: number): void {
  const bytes = reading.source.view(at, 9)
  const gain = (offset: number): number => {
    const value = bytes.readUInt16BE(offset)
    return value === 0 ? 0 : 64.82 - value / 256
  }
  const peak = (offset: number): number => {
    const value = bytes.readUInt16BE(offset)
    return value === 0 ? 0 : 10 ** (value / 256 / 20) / 32768
  }
  addGains(reading, [gain(1), peak(3), gain(5), peak(7)])
}

function addGains(reading: FileReading, [trackGain, trackPeak, albumGain, albumPeak]: [number, number, number, number]): void {
  const block = createBlock('musepack')
  // Zero means "not measured" in these headers.
  if (trackGain !== 0) addValue(block, 'REPLAYGAINTRACKGAIN', trackGain.toFixed(2))
  if (trackPeak > 0) addValue(block, 'REPLAYGAINTRACKPEAK', trackPeak.toFixed(6))
  if (albumGain !== 0) addValue(block, 'REPLAYGAINALBUMGAIN', albumGain.toFixed(2))
  if (albumPeak > 0) addValue(block, 'REPLAYGAINALBUMPEAK', albumPeak.toFixed(6))
  if (block.values.size > 0) reading.blocks.push(block)
}
