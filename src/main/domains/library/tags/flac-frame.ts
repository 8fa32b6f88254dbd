// Where a FLAC stream does not state its length (recorded live, piped), the number in its last frame does.
import type { ByteSource } from './byte-source.ts'
import type { StreamInfo } from './flac.ts'

const tailLength = 60 * 1024

const blockSizes = [0, 192, 576, 1152, 2304, 4608, 0, 0, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768]

function crc8(bytes: Buffer, start: number, end: number): number {
  let crc = 0
  for (let index = start; index < end; index++) {
    crc ^= bytes[index] ?? 0
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1
  }
  return crc
}

interface Frame {
  firstSample: number
  samples: number
}

/** The frame header at `at`, if its checksum is right. */
function parseFrame(bytes: Buffer, at: number, info: StreamInfo): Frame | undefined {
  const second = bytes[at + 1] ?? 0
  if (bytes[at] !== 0xff || (second & 0xfe) !== 0xf8 || at + 16 > bytes.length) return undefined
  const sizeCode = (bytes[at + 2] ?? 0) >> 4
  const rateCode = (bytes[at + 2] ?? 0) & 15
  if (sizeCode === 0 || rateCode === 15) return undefined
  let next = at + 4
  const lead = bytes[next++] ?? 0
  let extra = 0
  while (extra < 7 && lead & (0x80 >> extra)) extra++
  if (extra === 1 || extra === 7 + 1) return undefined
  let number = extra === 0 ? lead : lead & (0x7f >> extra)
  for (let index = 1; index < extra; index++) number = number * 64 + ((bytes[next++] ?? 0) & 0x3f)
  let samples = blockSizes[sizeCode] ?? 0
  if (sizeCode === 6) samples = (bytes[next++] ?? 0) + 1
  else if (sizeCode === 7) {
    samples = bytes.readUInt16BE(next) + 1
    next += 2
  }
  if (rateCode === 12) next += 1
  else if (rateCode > 12) next += 2
  if (crc8(bytes, at, next) !== bytes[next]) return undefined
  const isVariable = (second & 1) === 1
  return { firstSample: isVariable ? number : number * info.maxBlockSize, samples }
}

/** How many samples end with the last frame of the stream. */
export function lastFlacSample(source: ByteSource, start: number, end: number, info: StreamInfo): number | undefined {
  const from = Math.max(start, end - tailLength)
  const tail = source.view(from, end - from)
  for (let at = tail.lastIndexOf(0xff); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(0xff, at - 1)) {
    const frame = parseFrame(tail, at, info)
    if (frame) return frame.firstSample + frame.samples
  }
  return undefined
}
