import { say } from '#shared/messages/say.ts'
// Formats whose header says everything in a few bytes: TTA, TAK, OptimFROG.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { AudioFormat } from './file-tags.ts'
import { DamagedData, ReadFailure } from './read-failure.ts'
import type { FileReading } from './tag-block.ts'

/** True Audio 1: format, channels, bits, rate, samples. */
export function readTta(reading: FileReading, start: number, end: number): AudioFormat {
  const head = reading.source.view(start, 22)
  if (head.toString('latin1', 0, 4) !== 'TTA1') throw new ReadFailure('unsupported', say`True Audio version 2 is not supported.`)
  const sampleRate = head.readUInt32LE(10)
  if (sampleRate === 0) throw new DamagedData('The file states no sample rate.')
  const seconds = head.readUInt32LE(14) / sampleRate
  return { ...emptyFormat('tta', 'tta', true), durationMs: toMs(seconds), bitrate: rateOf(end - start, seconds), sampleRate, channels: head.readUInt16LE(6), bitsPerSample: head.readUInt16LE(8) }
}

/** TAK: metadata objects of a type byte and a 24-bit size; object 1 is the stream information, bit-packed, lowest bit first. */
export function readTak(reading: FileReading, start: number, end: number): AudioFormat {
  const { source } = reading
  let at = start + 4
  for (let count = 0; count < 100; count++) {
    const head = source.view(at, 4)
    const type = (head[0] ?? 0) & 0x7f
    const size = head.readUIntLE(1, 3)
    if (type === 0) break
    if (type === 1 && size >= 10) {
      const bytes = source.view(at + 4, 10)
      let word = 0n
      for (let index = 9; index >= 0; index--) word = (word << 8n) | BigInt(bytes[index] ?? 0)
      const bits = (from: number, length: number): number => Number((word >> BigInt(from)) & ((1n << BigInt(length)) - 1n))
      // Codec 6, profile 4, frame size 4, samples 35, data type 3, rate 18, depth 5, channels 4.
      const samples = bits(14, 35)
      const sampleRate = bits(52, 18) + 6000
      const seconds = samples / sampleRate
      return { ...emptyFormat('tak', 'tak', true), durationMs: toMs(seconds), bitrate: rateOf(end - start, seconds), sampleRate, channels: bits(75, 4) + 1, bitsPerSample: bits(70, 5) + 8 }
    }
    at += 4 + size
  }
  throw new DamagedData('The file does not describe its audio.')
}

const ofrBits = [8, 8, 16, 16, 24, 24, 32, 32, 32]

/** OptimFROG: `OFR ` size, samples (32 + 16 bits, all channels), sample type, channels, rate. */
export function readOptimFrog(reading: FileReading, start: number, end: number): AudioFormat {
  const head = reading.source.view(start, 20)
  const size = head.readUInt32LE(4)
  if (size !== 12 && size < 15) throw new DamagedData('The file does not describe its audio.')
  const channels = (head[15] ?? 0) + 1
  const sampleRate = head.readUInt32LE(16)
  if (sampleRate === 0) throw new DamagedData('The file states no sample rate.')
  const samples = head.readUInt32LE(8) + head.readUInt16LE(12) * 2 ** 32
  const seconds = samples / channels / sampleRate
  return { ...emptyFormat('ofr', 'ofr', true), durationMs: toMs(seconds), bitrate: rateOf(end - start, seconds), sampleRate, channels, bitsPerSample: ofrBits[head[14] ?? 0] ?? null }
}
