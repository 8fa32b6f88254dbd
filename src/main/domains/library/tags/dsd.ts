// Direct Stream Digital: DSF with an ID3 tag at its end, and DSDIFF with chunks of 64-bit sizes.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { AudioFormat } from './file-tags.ts'
import { findId3v2, readId3v2 } from './id3v2.ts'
import { DamagedData } from './read-failure.ts'
import { addValue, createBlock, warn, type FileReading } from './tag-block.ts'
import { decodeUtf8 } from './text.ts'

function dsdFormat(container: 'dsf' | 'dsdiff', sampleRate: number, channels: number, seconds: number, bytes: number): AudioFormat {
  return { ...emptyFormat(container, 'dsd', true), durationMs: toMs(seconds), bitrate: rateOf(bytes, seconds), sampleRate, channels, bitsPerSample: 1 }
}

export function readDsf(reading: FileReading, start: number): AudioFormat {
  const { source } = reading
  const head = source.view(start, 28)
  const tagAt = Number(head.readBigUInt64LE(20))
  const formatAt = start + Number(head.readBigUInt64LE(4))
  const format = Buffer.from(source.view(formatAt, 52))
  if (format.toString('latin1', 0, 4) !== 'fmt ') throw new DamagedData('The file does not describe its audio.')
  if (tagAt > 0) {
    const header = findId3v2(source, start + tagAt)
    if (header) readId3v2(reading, source, start + tagAt, header, true)
    else warn(reading, 'damaged', 'The tag is not where the file says.')
  }
  const channels = format.readUInt32LE(24)
  const sampleRate = format.readUInt32LE(28)
  if (sampleRate === 0) throw new DamagedData('The file states no sample rate.')
  const seconds = Number(format.readBigUInt64LE(36)) / sampleRate
  return dsdFormat('dsf', sampleRate, channels, seconds, source.size)
}

interface LongChunk {
  id: string
  at: number
  end: number
  size: number
}

function* longChunks(reading: FileReading, start: number, end: number): Generator<LongChunk> {
  let at = start
  while (at + 12 <= end) {
    reading.source.tick()
    const head = reading.source.view(at, 12)
    const id = head.toString('latin1', 0, 4)
    const size = Number(head.readBigUInt64BE(4))
    if (!/^[\x20-\x7e]{4}$/.test(id)) return
    yield { id, at: at + 12, end: Math.min(at + 12 + size, end), size }
    at += 12 + size + (size % 2)
  }
}

export function readDsdiff(reading: FileReading, start: number): AudioFormat {
  const { source } = reading
  const facts = { sampleRate: 0, channels: 0, bytes: 0, seconds: 0 }
  for (const chunk of longChunks(reading, start + 16, source.size)) {
    if (chunk.id === 'PROP' && chunk.end - chunk.at > 4) {
      for (const part of longChunks(reading, chunk.at + 4, chunk.end)) {
        if (part.id === 'FS  ' && part.size >= 4) facts.sampleRate = source.view(part.at, 4).readUInt32BE(0)
        else if (part.id === 'CHNL' && part.size >= 2) facts.channels = source.view(part.at, 2).readUInt16BE(0)
      }
    } else if (chunk.id === 'DSD ') facts.bytes = chunk.size
    else if (chunk.id === 'DST ') {
      facts.bytes = chunk.size
      for (const part of longChunks(reading, chunk.at, chunk.end)) {
        if (part.id !== 'FRTE' || part.size < 6) break
        const frames = source.view(part.at, 6)
        const rate = frames.readUInt16BE(4)
        if (rate > 0) facts.seconds = frames.readUInt32BE(0) / rate
        break
      }
    } else if (chunk.id === 'ID3 ') {
      const header = findId3v2(source, chunk.at)
      if (header) readId3v2(reading, source, chunk.at, header, true)
    } else if (chunk.id === 'DIIN') readMaster(reading, chunk)
  }
  if (facts.sampleRate === 0 || facts.channels === 0) throw new DamagedData('The file does not describe its audio.')
  const seconds = facts.seconds || (facts.bytes * 8) / facts.channels / facts.sampleRate
  return dsdFormat('dsdiff', facts.sampleRate, facts.channels, seconds, facts.bytes)
}

/** Edited master information: artist and title as counted texts. */
function readMaster(reading: FileReading, chunk: LongChunk): void {
  const block = createBlock('dsdiff')
  for (const part of longChunks(reading, chunk.at, chunk.end)) {
    const key = part.id === 'DIAR' ? 'ARTIST' : part.id === 'DITI' ? 'TITLE' : undefined
    if (!key || part.size < 4) continue
    const length = Math.min(reading.source.view(part.at, 4).readUInt32BE(0), part.end - part.at - 4, 65536)
    const { text, isUndeclared } = decodeUtf8(reading.source.view(part.at + 4, length))
    addValue(block, key, text, isUndeclared)
  }
  if (block.values.size > 0) reading.blocks.push(block)
}
