import { say } from '#shared/messages/say.ts'
// FLAC metadata blocks. Also used for FLAC in Ogg and MP4, which carry the same blocks.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { Bytes } from './byte-source.ts'
import type { AudioFormat } from './file-tags.ts'
import { isDamage, ReadFailure } from './read-failure.ts'
import { warn, type FileReading } from './tag-block.ts'
import { addFlacPicture, readVorbisComments } from './vorbis-comment.ts'
import { lastFlacSample } from './flac-frame.ts'

const pictureHead = 1024
const maxBlocks = 1000

export interface StreamInfo {
  sampleRate: number
  channels: number
  bitsPerSample: number
  /** 0 = not stated. */
  totalSamples: number
  maxBlockSize: number
  minFrameBytes: number
}

/** The 34 bytes of STREAMINFO, or at least 18 of them. */
export function parseStreamInfo(bytes: Buffer): StreamInfo {
  const high = bytes.readUInt32BE(10)
  return {
    maxBlockSize: bytes.readUInt16BE(2),
    minFrameBytes: bytes.readUIntBE(4, 3),
    sampleRate: high >>> 12,
    channels: ((high >>> 9) & 7) + 1,
    bitsPerSample: ((high >>> 4) & 31) + 1,
    totalSamples: (high & 15) * 2 ** 32 + bytes.readUInt32BE(14),
  }
}

/** `start` is the position of `fLaC`. */
export function readFlac(reading: FileReading, start: number, end: number): AudioFormat {
  const { source } = reading
  let at = start + 4
  let info: StreamInfo | undefined
  let encoder: string | null = null
  try {
    for (let count = 0; count < maxBlocks; count++) {
      const head = source.view(at, 4)
      const type = (head[0] ?? 0) & 0x7f
      const isLast = ((head[0] ?? 0) & 0x80) !== 0
      const length = head.readUIntBE(1, 3)
      const body = at + 4
      // Audio where a block should be: the "last" mark was forgotten.
      if (type === 127) break
      if (type === 0 && length >= 18) info ??= parseStreamInfo(source.view(body, Math.min(length, 34)))
      else if (type === 4) encoder = readVorbisComments(reading, source, body) ?? encoder
      else if (type === 6) readPictureBlock(reading, source, body, length)
      at = body + length
      if (isLast) break
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    warn(reading, 'damaged', 'The file ends within its own description.')
  }
  if (!info) throw new ReadFailure('unreadable', say`The FLAC file does not describe its audio.`)
  return flacFormat(reading, info, encoder, at, end)
}

function readPictureBlock(reading: FileReading, bytes: Bytes, at: number, length: number): void {
  const available = Math.max(0, Math.min(length, bytes.size - at))
  const isWhole = reading.wantsCovers || length <= pictureHead
  addFlacPicture(reading, bytes.view(at, isWhole ? available : Math.min(pictureHead, available)), length, at, isWhole)
}

function flacFormat(reading: FileReading, info: StreamInfo, encoder: string | null, audioStart: number, end: number): AudioFormat {
  const audioBytes = Math.max(0, end - audioStart)
  let samples = info.totalSamples
  if (samples === 0 && audioBytes > 0) samples = lastFlacSample(reading.source, audioStart, end, info) ?? 0
  const frames = info.maxBlockSize > 0 ? Math.floor(samples / info.maxBlockSize) : 0
  if (info.minFrameBytes * frames > audioBytes * 1.02 + 16384) warn(reading, 'damaged', 'The file is cut short: a part of its audio is missing.')
  const seconds = info.sampleRate > 0 ? samples / info.sampleRate : 0
  return {
    ...emptyFormat('flac', 'flac', true),
    durationMs: seconds > 0 ? toMs(seconds) : audioBytes === 0 ? 0 : null,
    bitrate: rateOf(audioBytes, seconds),
    sampleRate: info.sampleRate || null,
    channels: info.channels,
    bitsPerSample: info.bitsPerSample,
    encoder,
  }
}
