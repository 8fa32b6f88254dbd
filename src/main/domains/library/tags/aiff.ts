import { say } from '#shared/messages/say.ts'
// AIFF and AIFF-C: the common chunk, the old text chunks, and ID3.
import { emptyFormat, toMs } from './audio-format.ts'
import { chunksIn, type Chunk } from './iff-chunks.ts'
import type { AudioFormat } from './file-tags.ts'
import { readId3Chunk } from './wav.ts'
import { ReadFailure } from './read-failure.ts'
import { addValue, createBlock, warn, type FileReading } from './tag-block.ts'
import { decodeUtf8 } from './text.ts'

const textKeys: Record<string, string> = { 'NAME': 'TITLE', 'AUTH': 'ARTIST', 'ANNO': 'COMMENT' }
const pcmKinds = new Set(['NONE', 'sowt', 'twos', 'raw ', 'in24', 'in32', 'fl32', 'FL32', 'fl64', 'FL64', '42ni', '23ni'])
const compandedKinds = new Set(['alaw', 'ALAW', 'ulaw', 'ULAW'])

interface Common {
  channels: number
  frames: number
  bitsPerSample: number
  sampleRate: number
  kind: string
}

/** 80-bit extended precision, as AIFF writes its sample rate. */
function readExtended(bytes: Buffer, at: number): number {
  const exponent = bytes.readUInt16BE(at) & 0x7fff
  const mantissa = Number(bytes.readBigUInt64BE(at + 2))
  const value = mantissa * 2 ** (exponent - 16383 - 63)
  return Number.isFinite(value) ? value : 0
}

export function readAiff(reading: FileReading, start: number): AudioFormat {
  const { source } = reading
  const isCompressedKind = source.view(start + 8, 4).toString('latin1') === 'AIFC'
  const block = createBlock('aiff')
  let common: Common | undefined
  let sound: Chunk | undefined
  for (const chunk of chunksIn(source, start + 12, source.size, true)) {
    const length = chunk.end - chunk.at
    if (chunk.id === 'COMM' && length >= 18) {
      const bytes = source.view(chunk.at, Math.min(22, length))
      const kind = isCompressedKind && bytes.length >= 22 ? bytes.toString('latin1', 18, 22) : 'NONE'
      common ??= { channels: bytes.readUInt16BE(0), frames: bytes.readUInt32BE(2), bitsPerSample: bytes.readUInt16BE(6), sampleRate: readExtended(bytes, 8), kind }
    } else if (chunk.id === 'SSND') sound ??= chunk
    else if (/^id3 $/i.test(chunk.id)) readId3Chunk(reading, chunk)
    else if (textKeys[chunk.id.trim()] && length > 0) {
      const { text, isUndeclared } = decodeUtf8(source.view(chunk.at, Math.min(length, 65536)))
      addValue(block, textKeys[chunk.id.trim()] ?? '', text.replace(/\0+$/, '').replaceAll('\0', '\n'), isUndeclared)
    }
  }
  if (block.values.size > 0) reading.blocks.push(block)
  if (!common || common.sampleRate <= 0 || common.channels === 0) throw new ReadFailure('unreadable', say`The AIFF file does not describe its audio.`)
  const isCompanded = compandedKinds.has(common.kind)
  if (!pcmKinds.has(common.kind) && !isCompanded) throw new ReadFailure('unsupported', say`AIFF audio of the kind "${common.kind.trim()}" is not supported.`)
  const bytesPerFrame = common.channels * (isCompanded ? 1 : Math.ceil(common.bitsPerSample / 8))
  const present = sound ? Math.max(0, sound.end - sound.at - 8) : 0
  if (!sound && common.frames > 0) warn(reading, 'damaged', 'The file holds no audio.')
  else if (sound && sound.size > sound.end - sound.at) warn(reading, 'damaged', 'The file is cut short.')
  const frames = common.frames > 0 ? common.frames : bytesPerFrame > 0 ? Math.floor(present / bytesPerFrame) : 0
  return {
    ...emptyFormat('aiff', 'pcm', !isCompanded),
    durationMs: toMs(frames / common.sampleRate),
    bitrate: Math.round((bytesPerFrame * 8 * common.sampleRate) / 1000),
    sampleRate: Math.round(common.sampleRate),
    channels: common.channels,
    bitsPerSample: common.bitsPerSample || null,
  }
}
