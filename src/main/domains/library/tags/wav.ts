import { say } from '#shared/messages/say.ts'
// WAV in all its dress: RIFF, RIFX, RF64, BW64; PCM, float, companded, and MP3 or AC-3 in a WAV coat. Tags: INFO list, ID3, broadcast.
import { emptyFormat, toMs } from './audio-format.ts'
import type { ByteSource } from './byte-source.ts'
import { chunksIn, type Chunk } from './iff-chunks.ts'
import type { AudioFormat, Codec } from './file-tags.ts'
import { findId3v2, readId3v2 } from './id3v2.ts'
import { findChain } from './mpeg-frame.ts'
import { readMpegAudio } from './mpeg-audio.ts'
import { ReadFailure } from './read-failure.ts'
import { addValue, createBlock, warn, type FileReading, type TagBlock } from './tag-block.ts'
import { decodeUtf8 } from './text.ts'

const infoKeys: Record<string, string> = {
  INAM: 'TITLE', IART: 'ARTIST', IPRD: 'ALBUM', ICMT: 'COMMENT', ICRD: 'DATE', IGNR: 'GENRE', ITRK: 'TRACKNUMBER', IPRT: 'TRACKNUMBER', TRCK: 'TRACKNUMBER', PRT1: 'TRACKNUMBER', PRT2: 'TRACKTOTAL',
  IMUS: 'COMPOSER', ISFT: 'ENCODERSETTINGS', IENG: 'ENCODEDBY', IMED: 'MEDIA', ISRC: 'SOURCE', YEAR: 'YEAR', IFRM: 'TRACKTOTAL', IPUB: 'LABEL', IBPM: 'BPM', IAAR: 'ALBUMARTIST', IRTD: 'RATING',
}

interface WaveFormat {
  tag: number
  channels: number
  sampleRate: number
  byteRate: number
  blockAlign: number
  bitsPerSample: number
}

const codecsByTag: Record<number, Codec> = { 0x1: 'pcm', 0x3: 'pcm', 0x6: 'pcm', 0x7: 'pcm', 0x50: 'mp2', 0x55: 'mp3', 0xff: 'aac', 0x1600: 'aac', 0x1610: 'aac', 0x2000: 'ac3', 0x160: 'wma', 0x161: 'wma', 0x162: 'wma', 0x163: 'wma', 0xf1ac: 'flac', 0x566f: 'vorbis', 0x674f: 'vorbis' }

export function readWav(reading: FileReading, start: number): AudioFormat {
  const { source } = reading
  const head = source.view(start, 12)
  const isBigEndian = head.toString('latin1', 0, 4) === 'RIFX'
  let longData = 0
  let longSamples = 0
  let wave: WaveFormat | undefined
  let data: Chunk | undefined
  let factSamples = 0
  const longSize = (id: string): number | undefined => (id === 'data' && longData > 0 ? longData : undefined)
  for (const chunk of chunksIn(source, start + 12, source.size, isBigEndian, longSize)) {
    const length = chunk.end - chunk.at
    if (chunk.id === 'ds64' && length >= 24) {
      const sizes = source.view(chunk.at, 24)
      longData = Number(sizes.readBigUInt64LE(8))
      longSamples = Number(sizes.readBigUInt64LE(16))
    } else if (chunk.id === 'fmt ' && length >= 14) wave ??= parseFormat(Buffer.from(source.view(chunk.at, Math.min(length, 40))), isBigEndian)
    else if (chunk.id === 'fact' && length >= 4) factSamples = isBigEndian ? source.view(chunk.at, 4).readUInt32BE(0) : source.view(chunk.at, 4).readUInt32LE(0)
    else if (chunk.id === 'data') data ??= chunk.size === 0 ? openData(source, chunk) : chunk
    else if (chunk.id === 'LIST' && length >= 4) readList(reading, chunk, isBigEndian)
    else if (/^id3 $/i.test(chunk.id)) readId3Chunk(reading, chunk)
    else if (chunk.id === 'bext' && length >= 346) readBroadcast(reading, chunk)
  }
  if (!wave) throw new ReadFailure('unreadable', say`The WAV file does not describe its audio.`)
  if (wave.channels === 0 || wave.sampleRate === 0) throw new ReadFailure('unreadable', say`The WAV file describes audio without channels or without a sample rate.`)
  const codec = codecsByTag[wave.tag]
  if (!codec) throw new ReadFailure('unsupported', say`WAV audio of the kind 0x${wave.tag.toString(16)} is not supported.`)
  if (!data) warn(reading, 'damaged', 'The file holds no audio.')
  else if (data.size > data.end - data.at && data.size < 0xfffffff0) warn(reading, 'damaged', 'The file is cut short.')
  // ID3 is the richer tag; INFO fills what it leaves out.
  reading.blocks.sort((one, other) => Number(other.format.startsWith('id3')) - Number(one.format.startsWith('id3')))
  return describe(reading, wave, codec, data, factSamples === 0xffffffff ? longSamples : factSamples)
}

/** A recorder that never came to write the size: everything behind is audio, unless another chunk stands there. */
function openData(source: ByteSource, chunk: Chunk): Chunk {
  const isFollowed = chunk.at + 8 > source.size || /^[\x20-\x7e]{4}$/.test(source.view(chunk.at, 4).toString('latin1'))
  return isFollowed ? chunk : { ...chunk, end: source.size }
}

function parseFormat(bytes: Buffer, isBigEndian: boolean): WaveFormat {
  const u16 = (at: number): number => (at + 2 > bytes.length ? 0 : isBigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at))
  const u32 = (at: number): number => (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
  let tag = u16(0)
  // WAVE_FORMAT_EXTENSIBLE: the true kind begins the sub-format.
  if (tag === 0xfffe && bytes.length >= 26) tag = u16(24)
  return { tag, channels: u16(2), sampleRate: u32(4), byteRate: u32(8), blockAlign: u16(12), bitsPerSample: u16(14) }
}

function describe(reading: FileReading, wave: WaveFormat, codec: Codec, data: Chunk | undefined, factSamples: number): AudioFormat {
  const present = data ? data.end - data.at : 0
  const format: AudioFormat = {
    ...emptyFormat('wav', codec, wave.tag === 1 || wave.tag === 3 || codec === 'flac'),
    bitrate: wave.byteRate > 0 ? Math.round((wave.byteRate * 8) / 1000) : null,
    sampleRate: wave.sampleRate,
    channels: wave.channels,
  }
  if (codec === 'pcm') {
    format.bitsPerSample = wave.bitsPerSample || null
    const frame = wave.blockAlign || Math.ceil(wave.bitsPerSample / 8) * wave.channels
    const samples = frame > 0 ? Math.floor(present / frame) : 0
    format.bitrate = Math.round((frame * 8 * wave.sampleRate) / 1000)
    format.durationMs = toMs(samples / wave.sampleRate)
    return format
  }
  if ((codec === 'mp3' || codec === 'mp2') && data && present > 0) {
    const first = findChain(reading.source, data.at, Math.min(data.at + 8192, data.end), data.end, 2)
    if (first !== undefined) {
      const inner = readMpegAudio(reading, first, data.end)
      const counted = factSamples > 0 ? Math.round((factSamples / wave.sampleRate) * 1000) : inner.durationMs
      return { ...inner, container: 'wav', durationMs: counted }
    }
  }
  const seconds = factSamples > 0 ? factSamples / wave.sampleRate : wave.byteRate > 0 ? present / wave.byteRate : 0
  format.durationMs = toMs(seconds)
  return format
}

function readList(reading: FileReading, list: Chunk, isBigEndian: boolean): void {
  const { source } = reading
  if (source.view(list.at, 4).toString('latin1') !== 'INFO') return
  const block = createBlock('riff')
  for (const chunk of chunksIn(source, list.at + 4, list.end, isBigEndian)) {
    const key = infoKeys[chunk.id.toUpperCase()]
    const length = Math.min(chunk.end - chunk.at, 1024 * 1024)
    if (!key || length === 0) continue
    const bytes = source.view(chunk.at, length)
    const zero = bytes.indexOf(0)
    const { text, isUndeclared } = decodeUtf8(zero < 0 ? bytes : bytes.subarray(0, zero))
    addValue(block, key, text, isUndeclared)
  }
  if (block.values.size > 0) reading.blocks.push(block)
}

export function readId3Chunk(reading: FileReading, chunk: Chunk): void {
  const header = findId3v2(reading.source, chunk.at)
  if (!header) return
  readId3v2(reading, reading.source, chunk.at, { ...header, size: Math.min(header.size, Math.max(0, chunk.end - chunk.at - 10)) }, true)
}

/** Broadcast WAV: description 256, originator 32, reference 32, date 10. */
function readBroadcast(reading: FileReading, chunk: Chunk): void {
  const bytes = reading.source.view(chunk.at, 346)
  const block: TagBlock = createBlock('bext')
  const field = (key: string, start: number, length: number): void => {
    const part = bytes.subarray(start, start + length)
    const zero = part.indexOf(0)
    const { text, isUndeclared } = decodeUtf8(zero < 0 ? part : part.subarray(0, zero))
    addValue(block, key, text, isUndeclared)
  }
  field('COMMENT', 0, 256)
  field('ENCODEDBY', 256, 32)
  field('DATE', 320, 10)
  if (block.values.size > 0) reading.blocks.push(block)
}
