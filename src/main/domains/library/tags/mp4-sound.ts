// Sound sample descriptions of MP4: which codec, and what its own header says about rate and channels.
import type { Codec } from './file-tags.ts'
import type { ByteSource } from './byte-source.ts'
import { parseStreamInfo } from './flac.ts'
import { atomsIn, type Atom } from './mp4-atoms.ts'

export interface SoundDescription {
  codec: Codec | null
  /** Four letters, or what stands for them. */
  name: string
  sampleRate: number
  channels: number
  bitsPerSample: number | null
  bitrate: number | null
  isLossless: boolean
  /** Opus: samples of 48 kHz to drop. */
  preSkip: number
  headerGain: number | null
}

const codecsByEntry: Record<string, Codec> = {
  mp4a: 'aac', alac: 'alac', fLaC: 'flac', Opus: 'opus', 'ac-3': 'ac3', 'ec-3': 'eac3', '.mp3': 'mp3', 'ms\0U': 'mp3',
  sowt: 'pcm', twos: 'pcm', lpcm: 'pcm', ipcm: 'pcm', fpcm: 'pcm', 'raw ': 'pcm', in24: 'pcm', in32: 'pcm', fl32: 'pcm', fl64: 'pcm', alaw: 'pcm', ulaw: 'pcm', 'NONE': 'pcm',
}

const codecsByObjectType: Record<number, Codec> = { 0x40: 'aac', 0x66: 'aac', 0x67: 'aac', 0x68: 'aac', 0x69: 'mp3', 0x6b: 'mp3', 0xa5: 'ac3', 0xa6: 'eac3', 0xdd: 'vorbis', 0xad: 'opus' }

const aacRates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]
const aacChannels = [0, 1, 2, 3, 4, 5, 6, 8]

export function readSoundDescription(source: ByteSource, stsd: Atom): SoundDescription | undefined {
  for (const entry of atomsIn(source, stsd.at + 8, stsd.end)) {
    if (entry.end - entry.at < 28) continue
    const head = Buffer.from(source.viewUpTo(entry.at, Math.min(64, entry.end - entry.at)))
    const version = head.readUInt16BE(8)
    const sound: SoundDescription = {
      codec: codecsByEntry[entry.type] ?? null,
      name: entry.type,
      channels: head.readUInt16BE(16),
      bitsPerSample: head.readUInt16BE(18) || null,
      sampleRate: head.readUInt32BE(24) >>> 16,
      bitrate: null,
      isLossless: false,
      preSkip: 0,
      headerGain: null,
    }
    let children = 28
    if (version === 1) children = 44
    else if (version === 2 && head.length >= 64) {
      children = 64
      sound.sampleRate = head.readDoubleBE(32)
      sound.channels = head.readUInt32BE(40)
      sound.bitsPerSample = head.readUInt32BE(48) || null
    }
    readExtensions(source, entry.at + children, entry.end, sound)
    sound.isLossless = sound.codec === 'alac' || sound.codec === 'flac' || sound.codec === 'pcm'
    if (!sound.isLossless) sound.bitsPerSample = null
    return sound
  }
  return undefined
}

function readExtensions(source: ByteSource, start: number, end: number, sound: SoundDescription): void {
  for (const atom of atomsIn(source, start, end)) {
    const length = atom.end - atom.at
    const body = (): Buffer => Buffer.from(source.view(atom.at, Math.min(length, 512)))
    if (atom.type === 'wave') readExtensions(source, atom.at, atom.end, sound)
    else if (atom.type === 'esds' && length > 4) readElementaryStream(body(), sound)
    else if (atom.type === 'alac' && length >= 28) {
      const cookie = body()
      sound.bitsPerSample = cookie[9] ?? null
      sound.channels = cookie[13] ?? sound.channels
      sound.sampleRate = cookie.readUInt32BE(24) || sound.sampleRate
    } else if (atom.type === 'dfLa' && length >= 8 + 18) {
      const info = parseStreamInfo(body().subarray(8))
      Object.assign(sound, { sampleRate: info.sampleRate, channels: info.channels, bitsPerSample: info.bitsPerSample })
    } else if (atom.type === 'dOps' && length >= 11) {
      const head = body()
      Object.assign(sound, { channels: head[1], preSkip: head.readUInt16BE(2), headerGain: head.readInt16BE(8) / 256, sampleRate: 48000 })
    }
  }
}

/** Descriptors within descriptors: 3 the stream, 4 the decoder, 5 the codec's own configuration. */
function readElementaryStream(body: Buffer, sound: SoundDescription): void {
  let at = 4
  for (let turn = 0; turn < 8 && at + 2 <= body.length; turn++) {
    const tag = body[at++] ?? 0
    let size = 0
    for (let index = 0; index < 4; index++) {
      const byte = body[at++] ?? 0
      size = (size << 7) | (byte & 0x7f)
      if (byte < 0x80) break
    }
    if (tag === 3) {
      const flags = body[at + 2] ?? 0
      at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x40 ? 1 + (body[at + 3] ?? 0) : 0) + (flags & 0x20 ? 2 : 0)
    } else if (tag === 4) {
      const objectType = body[at] ?? 0
      sound.codec = codecsByObjectType[objectType] ?? null
      if (sound.codec === null) sound.name = `object type ${objectType}`
      if (at + 13 <= body.length) sound.bitrate = body.readUInt32BE(at + 9) || null
      at += 13
    } else if (tag === 5) {
      if (sound.codec === 'aac') readAudioSpecificConfig(body.subarray(at, at + size), sound)
      return
    } else at += size
  }
}

function readAudioSpecificConfig(config: Buffer, sound: SoundDescription): void {
  let position = 0
  const bits = (count: number): number => {
    let value = 0
    for (let index = 0; index < count; index++, position++) value = (value << 1) | (((config[position >> 3] ?? 0) >> (7 - (position & 7))) & 1)
    return value
  }
  const objectType = (): number => {
    const type = bits(5)
    return type === 31 ? 32 + bits(6) : type
  }
  const rate = (): number => {
    const index = bits(4)
    return index === 15 ? bits(24) : (aacRates[index] ?? 0)
  }
  if (config.length < 2) return
  const type = objectType()
  const coreRate = rate()
  const channels = aacChannels[bits(4)] ?? 0
  if (type === 36) {
    sound.codec = null
    sound.name = 'MPEG-4 ALS'
    return
  }
  if (type >= 32 && type <= 34) sound.codec = type === 34 ? 'mp3' : type === 33 ? 'mp2' : null
  // 5 and 29 announce spectral band replication: the output rate is the second one. 29 makes stereo of mono.
  const isExtended = type === 5 || type === 29
  const outputRate = isExtended ? rate() : coreRate
  if (outputRate > 0) sound.sampleRate = outputRate
  if (channels > 0) sound.channels = type === 29 && channels === 1 ? 2 : channels
}
