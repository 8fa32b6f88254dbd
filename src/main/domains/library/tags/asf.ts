import { say } from '#shared/messages/say.ts'
// ASF (WMA): a header of objects, each a GUID and a size. What is damaged is skipped; one audio stream described is enough.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import { readAttributes, readContentDescription } from './asf-tags.ts'
import { sliceOf } from './byte-source.ts'
import type { AudioFormat, Codec } from './file-tags.ts'
import { isDamage, ReadFailure } from './read-failure.ts'
import { createBlock, warn, type FileReading, type TagBlock } from './tag-block.ts'

const guids = {
  fileProperties: 'a1dcab8c47a9cf118ee400c00c205365',
  streamProperties: '9107dcb7b7a9cf118ee600c00c205365',
  contentDescription: '3326b2758e66cf11a6d900aa0062ce6c',
  extendedDescription: '40a4d0d207e3d21197f000a0c95ea850',
  headerExtension: 'b503bf5f2ea9cf118ee300c00c205365',
  metadata: 'eacbf8c5af5b77488467aa8c44fa4cca',
  metadataLibrary: '941c23449894d149a1411d134e457054',
  audioStream: '409e69f84d5bcf11a8fd00805f5c442b',
  videoStream: 'c0ef19bc4d5bcf11a8fd00805f5c442b',
}
const codecs: Record<number, Codec> = { 0x0a: 'wma', 0x160: 'wma', 0x161: 'wma', 0x162: 'wma', 0x163: 'wma', 0x55: 'mp3', 0x50: 'mp2', 0xff: 'aac', 0x1600: 'aac', 0x1610: 'aac', 0x2000: 'ac3', 1: 'pcm' }
const losslessTag = 0x163
const maxObjects = 10_000

interface Facts {
  seconds: number | undefined
  audio: { tag: number; channels: number; sampleRate: number; byteRate: number; bits: number } | undefined
  hasVideo: boolean
}

export function readAsf(reading: FileReading, start: number): AudioFormat {
  const { source } = reading
  const facts: Facts = { seconds: undefined, audio: undefined, hasVideo: false }
  const block = createBlock('asf')
  const headerEnd = Math.min(source.size, start + Number(source.view(start + 16, 8).readBigUInt64LE(0)))
  readObjects(reading, block, facts, start + 30, Math.max(headerEnd, start + 30), 0)
  if (block.values.size > 0 || block.rating !== null) reading.blocks.push(block)
  if (!facts.audio) {
    if (facts.hasVideo) throw new ReadFailure('not-audio', say`This is a video without sound.`)
    throw new ReadFailure('unreadable', say`The file is damaged: it does not describe its sound.`)
  }
  const { tag, channels, sampleRate, byteRate, bits } = facts.audio
  const codec = codecs[tag]
  if (!codec) throw new ReadFailure('unsupported', say`ASF audio of the kind 0x${tag.toString(16)} is not supported.`)
  const isLossless = tag === losslessTag || tag === 1
  return {
    ...emptyFormat('asf', codec, isLossless),
    durationMs: facts.seconds === undefined ? null : toMs(facts.seconds),
    bitrate: byteRate > 0 ? Math.round((byteRate * 8) / 1000) : facts.hasVideo ? null : rateOf(source.size - headerEnd, facts.seconds ?? 0),
    sampleRate,
    channels,
    bitsPerSample: isLossless ? bits || null : null,
  }
}

function readObjects(reading: FileReading, block: TagBlock, facts: Facts, start: number, end: number, depth: number): void {
  const { source } = reading
  let at = start
  for (let count = 0; count < maxObjects && at + 24 <= end; count++) {
    source.tick()
    const head = source.view(at, 24)
    const guid = head.toString('hex', 0, 16)
    const size = Number(head.readBigUInt64LE(16))
    if (size < 24) return warn(reading, 'damaged', 'The header is damaged; what stood before the damage was kept.')
    const objectEnd = Math.min(at + size, end)
    try {
      readObject(reading, block, facts, guid, at + 24, objectEnd, depth)
    } catch (error) {
      if (!isDamage(error)) throw error
      warn(reading, 'damaged', 'A part of the header is damaged and was skipped.')
    }
    at += size
  }
}

function readObject(reading: FileReading, block: TagBlock, facts: Facts, guid: string, start: number, end: number, depth: number): void {
  const { source } = reading
  const body = sliceOf(source, start, end)
  if (guid === guids.fileProperties) {
    const times = body.view(40, 24)
    // 100 ns units; the preroll in ms is buffering that the play time includes.
    const seconds = Number(times.readBigUInt64LE(0)) / 1e7 - Number(times.readBigUInt64LE(16)) / 1000
    if (seconds > 0) facts.seconds = seconds
  } else if (guid === guids.streamProperties) readStream(facts, Buffer.from(body.view(0, Math.min(body.size, 54 + 18))))
  else if (guid === guids.contentDescription) readContentDescription(block, body)
  else if (guid === guids.extendedDescription) readAttributes(reading, block, body, false)
  else if (guid === guids.metadata || guid === guids.metadataLibrary) readAttributes(reading, block, body, true)
  else if (guid === guids.headerExtension && depth === 0) readObjects(reading, block, facts, start + 22, end, depth + 1)
}

function readStream(facts: Facts, bytes: Buffer): void {
  const type = bytes.toString('hex', 0, 16)
  if (type === guids.videoStream) facts.hasVideo = true
  else if (type === guids.audioStream && bytes.length >= 54 + 16) {
    facts.audio ??= { tag: bytes.readUInt16LE(54), channels: bytes.readUInt16LE(56), sampleRate: bytes.readUInt32LE(58), byteRate: bytes.readUInt32LE(62), bits: bytes.readUInt16LE(68) }
  }
}
