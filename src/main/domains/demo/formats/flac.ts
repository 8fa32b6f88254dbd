import type { Material } from '../music/mixdown.ts'
import { crc16, crc8 } from './crc.ts'
import { BLOCK, encodeBlock, FINEST_BITS } from './flac-frame.ts'
import type { Assembler } from './assembler.ts'
import { pictureBlock, vorbisComment } from './vorbis-comment.ts'

const RATE_CODES: Readonly<Record<number, number>> = { 22050: 0b0110, 44100: 0b1001, 48000: 0b1010, 96000: 0b1011 }
const LEFT_AND_SIDE = 0b1000

export const FLAC_GRAIN = BLOCK

/** `kbps` is what the audio may cost; both channels carry the same signal, so the second is free. */
export function encodeFlac(material: Material, bitsPerSample: 16 | 24, kbps: number): Assembler {
  const { sampleRate, samples, pieces } = material
  const rateCode = RATE_CODES[sampleRate]
  if (rateCode === undefined) throw new Error(`No FLAC code for ${sampleRate} Hz here.`)
  const budget = Math.round((BLOCK / sampleRate) * kbps * 1000)
  let bits = FINEST_BITS
  const bodies = pieces.map(({ start, length }) =>
    Array.from({ length: length / BLOCK }, (_, block) => {
      const encoded = encodeBlock(samples, start + block * BLOCK, bitsPerSample, budget, bits + 1)
      bits = encoded.bits
      return encoded.bytes
    }),
  )
  const fixedHeader = Uint8Array.of(0xff, 0xf8, (0b1100 << 4) | rateCode, (LEFT_AND_SIDE << 4) | ((bitsPerSample === 16 ? 0b100 : 0b110) << 1))

  function audio(order: readonly number[]): { bytes: Uint8Array; smallest: number; largest: number; frames: number } {
    const blocks = order.flatMap((piece) => bodies[piece] ?? [])
    const bytes = new Uint8Array(blocks.reduce((sum, body) => sum + body.length + 13, 0))
    let length = 0
    let smallest = Number.POSITIVE_INFINITY
    let largest = 0
    for (const [number, body] of blocks.entries()) {
      const start = length
      bytes.set(fixedHeader, length)
      length = writeFrameNumber(bytes, length + 4, number)
      bytes[length] = crc8(bytes, start, length)
      bytes.set(body, length + 1)
      length += 1 + body.length
      const check = crc16(bytes, start, length)
      bytes[length++] = check >> 8
      bytes[length++] = check & 0xff
      smallest = Math.min(smallest, length - start)
      largest = Math.max(largest, length - start)
    }
    return { bytes: bytes.subarray(0, length), smallest, largest, frames: blocks.length }
  }

  return {
    channels: 2,
    assemble: (order, tags, picture) => {
      const { bytes, smallest, largest, frames } = audio(order)
      const blocks = [
        { type: 0, body: streamInfo({ smallest, largest, sampleRate, bitsPerSample, samples: frames * BLOCK }) },
        { type: 4, body: vorbisComment(tags) },
        ...(picture ? [{ type: 6, body: pictureBlock(picture) }] : []),
        { type: 1, body: new Uint8Array(1024) },
      ]
      const headers = blocks.map(({ type, body }, index) => {
        const header = Buffer.alloc(4)
        header.writeUInt32BE(body.length)
        header[0] = (index === blocks.length - 1 ? 0x80 : 0) | type
        return Buffer.concat([header, body])
      })
      return [Buffer.from('fLaC'), ...headers, bytes]
    },
  }
}

/** The checksum of the samples is left at zero, FLAC's way of saying that it is not known. */
function streamInfo(info: { smallest: number; largest: number; sampleRate: number; bitsPerSample: number; samples: number }): Uint8Array {
  const body = Buffer.alloc(34)
  body.writeUInt16BE(BLOCK, 0)
  body.writeUInt16BE(BLOCK, 2)
  body.writeUIntBE(info.smallest, 4, 3)
  body.writeUIntBE(info.largest, 7, 3)
  const channels = 2n
  body.writeBigUInt64BE((BigInt(info.sampleRate) << 44n) | ((channels - 1n) << 41n) | (BigInt(info.bitsPerSample - 1) << 36n) | BigInt(info.samples), 10)
  return body
}

/** Frame numbers are coded like UTF-8, up to three bytes here (65,535 frames). Returns where they end. */
function writeFrameNumber(bytes: Uint8Array, at: number, value: number): number {
  if (value < 0x80) {
    bytes[at] = value
    return at + 1
  }
  if (value < 0x800) {
    bytes[at] = 0xc0 | (value >> 6)
    bytes[at + 1] = 0x80 | (value & 0x3f)
    return at + 2
  }
  bytes[at] = 0xe0 | (value >> 12)
  bytes[at + 1] = 0x80 | ((value >> 6) & 0x3f)
  bytes[at + 2] = 0x80 | (value & 0x3f)
  return at + 3
}
