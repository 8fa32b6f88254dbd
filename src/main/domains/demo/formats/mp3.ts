import { createMp3Encoder } from 'wasm-media-encoders'
import type { Material } from '../music/mixdown.ts'
import type { Assembler } from './assembler.ts'
import { id3 } from './id3.ts'

const MPEG1 = { versionBits: 0b11, kbps: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], rates: [44100, 48000, 32000], frame: 1152, side: 17, reservoir: 511, pointerBits: 9, granules: 2, firstGranuleBit: 18, granuleBits: 59 } as const
const MPEG2 = { versionBits: 0b10, kbps: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], rates: [22050, 24000, 16000], frame: 576, side: 9, reservoir: 255, pointerBits: 8, granules: 1, firstGranuleBit: 9, granuleBits: 63 } as const

type Version = typeof MPEG1 | typeof MPEG2

/** The delay of LAME and of every decoder's filters together. */
const DELAY = 1105

function versionFor(sampleRate: number): Version {
  return sampleRate >= 32000 ? MPEG1 : MPEG2
}

export function mp3Grain(sampleRate: number): number {
  return versionFor(sampleRate).frame
}

/** Compiled once a thread, and faster from then on. Used without awaiting in between, so albums do not mix. */
let encoderReady: ReturnType<typeof createMp3Encoder> | undefined

type Frame = { side: Uint8Array; data: Uint8Array }

/** Mono. At a constant bit rate, or with every frame as small as LAME's lowest quality lets it be, which comes to about 25 kb/s. */
export async function encodeMp3(material: Material, kbps: 128 | 320 | 'smallest'): Promise<Assembler> {
  const { sampleRate, samples, pieces } = material
  const version = versionFor(sampleRate)
  const encoder = await (encoderReady ??= createMp3Encoder())
  encoder.configure({ sampleRate, outputSampleRate: sampleRate === 22050 ? 22050 : 44100, channels: 1, ...(kbps === 'smallest' ? { vbrQuality: 9.999 } : { bitrate: kbps }) })
  // What the encoder returns is its own memory: copied before the next call.
  const frames = readFrames(Buffer.concat([Uint8Array.from(encoder.encode([samples])), encoder.finalize()]), version)
  const isConstant = kbps !== 'smallest'
  const floor = isConstant ? version.kbps.findIndex((rate) => rate >= kbps) : 1
  const bodies = pieces.map(({ start, length }) => {
    const first = Math.round((start + DELAY) / version.frame)
    return packFrames(frames.slice(first, first + length / version.frame), version, sampleRate, floor)
  })
  return {
    channels: 1,
    assemble: (order, tags, picture) => {
      const audio = order.flatMap((piece) => bodies[piece] ?? [])
      const bytes = audio.reduce((sum, body) => sum + body.bytes.length, 0)
      const count = audio.reduce((sum, body) => sum + body.frames, 0)
      return [id3(tags, picture), summaryFrame(version, sampleRate, bytes, count, isConstant, floor), ...audio.map((body) => body.bytes)]
    },
  }
}

function header(version: Version, sampleRate: number, rateIndex: number): Uint8Array {
  const mono = 0b11
  return Uint8Array.of(0xff, 0xe3 | (version.versionBits << 3), (rateIndex << 4) | (version.rates.indexOf(sampleRate as never) << 2), mono << 6)
}

function frameSize(version: Version, sampleRate: number, rateIndex: number, padding = 0): number {
  return Math.floor(((version.frame / 8) * (version.kbps[rateIndex] ?? 0) * 1000) / sampleRate) + padding
}

/** Takes the stream apart: an encoder lets frames borrow room from those before them, so each one's data has to be collected first. */
function readFrames(stream: Uint8Array, version: Version): Frame[] {
  const pool = new Uint8Array(stream.length)
  const found: { side: Uint8Array; start: number; bytes: number }[] = []
  let pooled = 0
  for (let at = 0; at + 4 <= stream.length; ) {
    const rateIndex = stream[at + 2]! >> 4
    const sampleRate = version.rates[(stream[at + 2]! >> 2) & 3] ?? 0
    const size = frameSize(version, sampleRate, rateIndex, (stream[at + 2]! >> 1) & 1)
    if (stream[at] !== 0xff || size < 4 + version.side) throw new Error('The MP3 encoder wrote something unforeseen.')
    const side = stream.subarray(at + 4, at + 4 + version.side)
    let bits = 0
    for (let granule = 0; granule < version.granules; granule++) bits += readBits(side, version.firstGranuleBit + granule * version.granuleBits, 12)
    found.push({ side, start: pooled - readBits(side, 0, version.pointerBits), bytes: Math.ceil(bits / 8) })
    const data = stream.subarray(at + 4 + version.side, at + size)
    pool.set(data, pooled)
    pooled += data.length
    at += size
  }
  return found.map(({ side, start, bytes }) => ({ side, data: pool.subarray(Math.max(0, start), start + bytes) }))
}

function readBits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0
  for (let bit = from; bit < from + count; bit++) value = (value << 1) | ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1)
  return value
}

/** Packs frames so that none borrows from before the first: what comes out can be repeated and follow anything. */
function packFrames(frames: readonly Frame[], version: Version, sampleRate: number, floor: number): { bytes: Uint8Array; frames: number } {
  const slots: { offset: number; start: number; size: number; header: Uint8Array; side: Uint8Array }[] = []
  const pool: { at: number; data: Uint8Array }[] = []
  let room = 0
  let used = 0
  let length = 0
  for (const { side, data } of frames) {
    used = Math.max(used, room - version.reservoir)
    let rateIndex = floor
    const slotSize = (): number => frameSize(version, sampleRate, rateIndex) - 4 - version.side
    while (rateIndex < version.kbps.length - 1 && used + data.length > room + slotSize()) rateIndex++
    const pointer = room - used
    const packed = side.slice()
    packed[0] = version === MPEG1 ? pointer >> 1 : pointer
    if (version === MPEG1) packed[1] = (packed[1]! & 0x7f) | ((pointer & 1) << 7)
    pool.push({ at: used, data })
    slots.push({ offset: length, start: room, size: slotSize(), header: header(version, sampleRate, rateIndex), side: packed })
    used += data.length
    room += slotSize()
    length += 4 + version.side + slotSize()
  }
  const data = new Uint8Array(room)
  for (const entry of pool) data.set(entry.data.subarray(0, room - entry.at), entry.at)
  const bytes = new Uint8Array(length)
  for (const slot of slots) {
    bytes.set(slot.header, slot.offset)
    bytes.set(slot.side, slot.offset + 4)
    bytes.set(data.subarray(slot.start, slot.start + slot.size), slot.offset + 4 + version.side)
  }
  return { bytes, frames: frames.length }
}

const SUMMARY_BYTES = 120

/** The frame in front that says how many follow and where to seek ("Xing", or "Info" at a constant rate). */
function summaryFrame(version: Version, sampleRate: number, bytes: number, frames: number, isConstant: boolean, floor: number): Uint8Array {
  let rateIndex = floor
  while (frameSize(version, sampleRate, rateIndex) < 4 + version.side + SUMMARY_BYTES) rateIndex++
  const frame = Buffer.alloc(frameSize(version, sampleRate, rateIndex))
  frame.set(header(version, sampleRate, rateIndex))
  let at = 4 + version.side
  at += frame.write(isConstant ? 'Info' : 'Xing', at)
  at = frame.writeUInt32BE(0b0111, at)
  at = frame.writeUInt32BE(frames, at)
  at = frame.writeUInt32BE(frame.length + bytes, at)
  for (let percent = 0; percent < 100; percent++) frame[at++] = Math.floor((percent * 256) / 100)
  return frame
}
