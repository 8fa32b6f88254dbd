// ID3v2.2, 2.3 and 2.4: the frame structure with everything writers get wrong (sizes that are not synchsafe, 2.2 names in 2.3 tags,
// unsynchronisation flags that lie). Frames are visited in place; a picture is never copied unless pictures are wanted.
import { inflateSync } from 'node:zlib'
import { bytesOf, sliceOf, type Bytes } from './byte-source.ts'
import { readFrame, readPicture, settleComments, type FrameContext } from './id3v2-frames.ts'
import { isDamage } from './read-failure.ts'
import { createBlock, warn, type FileReading } from './tag-block.ts'

const headerLength = 10
const maxFrames = 5000
const maxFrameText = 8 * 1024 * 1024
const pictureHead = 1024

interface Header {
  version: number
  flags: number
  /** First byte behind the tag. */
  end: number
  /** Bytes of frames and padding. */
  size: number
}

export function synchsafe(bytes: Buffer, at: number): number {
  return (((bytes[at] ?? 0) & 0x7f) << 21) | (((bytes[at + 1] ?? 0) & 0x7f) << 14) | (((bytes[at + 2] ?? 0) & 0x7f) << 7) | ((bytes[at + 3] ?? 0) & 0x7f)
}

export function findId3v2(bytes: Bytes, position: number): Header | undefined {
  if (position + headerLength > bytes.size) return undefined
  const head = bytes.view(position, headerLength)
  if (head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return undefined
  const version = head[3] ?? 0
  if (version < 2 || version > 4 || head[4] === 0xff) return undefined
  for (let index = 6; index < 10; index++) if ((head[index] ?? 0) >= 0x80) return undefined
  const flags = head[5] ?? 0
  const size = synchsafe(head, 6)
  return { version, flags, size, end: position + headerLength + size + (version === 4 && flags & 0x10 ? 10 : 0) }
}

function isFrameId(bytes: Buffer, length: number): boolean {
  for (let index = 0; index < length; index++) {
    const code = bytes[index] ?? 0
    if (!((code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39))) return false
  }
  return true
}

function removeUnsynchronisation(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let index = 0; index < bytes.length; index++) {
    out[length++] = bytes[index] ?? 0
    if (bytes[index] === 0xff && bytes[index + 1] === 0) index++
  }
  return out.subarray(0, length)
}

/** Whether a frame, padding or the end stands there. */
function isBoundary(frames: Bytes, position: number): boolean {
  if (position === frames.size) return true
  if (position + 4 > frames.size) return position < frames.size
  const next = frames.view(position, 4)
  return next.readUInt32BE(0) === 0 || isFrameId(next, 4)
}

function frameSize(frames: Bytes, head: Buffer, position: number, version: number): number {
  if (version === 2) return head.readUIntBE(3, 3)
  const plain = head.readUInt32BE(4)
  const safe = synchsafe(head, 4)
  const isSafe = (plain & 0x80808080) === 0
  const [preferred, other] = version === 4 ? [safe, plain] : [plain, safe]
  if (plain < 0x80) return plain
  if (version === 4 && !isSafe) return plain
  if (version === 3 && !isSafe) return plain
  // Old iTunes wrote plain sizes into 2.4, others synchsafe ones into 2.3: believe the one that ends at a frame.
  const start = position + headerLength
  if (start + preferred <= frames.size && isBoundary(frames, start + preferred)) return preferred
  if (start + other <= frames.size && isBoundary(frames, start + other)) return other
  return preferred
}

/** Reads the tag at `position` into a new block; the caller has checked that one stands there. */
export function readId3v2(reading: FileReading, bytes: Bytes, position: number, header: Header, isWholeFile: boolean): void {
  const block = createBlock(`id3v2.${header.version}`)
  const context: FrameContext = { reading, block, comments: [] }
  reading.blocks.push(block)
  const start = position + headerLength
  if (start + header.size > bytes.size) warn(reading, 'damaged', 'The ID3 tag is cut short.')
  let frames = sliceOf(bytes, start, start + header.size)
  let offset: number | null = isWholeFile ? start : null
  if (header.flags & 0x80 && header.version < 4) {
    frames = bytesOf(removeUnsynchronisation(Buffer.from(frames.view(0, Math.min(frames.size, 2 * maxFrameText)))))
    offset = null
  }
  try {
    walkFrames(context, frames, header, offset)
  } catch (error) {
    if (!isDamage(error)) throw error
    warn(reading, 'damaged', 'The ID3 tag is damaged; what stood before the damage was kept.')
  }
  settleComments(context)
}

function walkFrames(context: FrameContext, frames: Bytes, header: Header, offset: number | null): void {
  const idLength = header.version === 2 ? 3 : 4
  const headLength = header.version === 2 ? 6 : headerLength
  let at = extendedHeaderLength(frames, header)
  for (let count = 0; count < maxFrames && at + headLength <= frames.size; count++) {
    context.reading.source.tick()
    const head = Buffer.from(frames.view(at, headLength))
    if (head[0] === 0) return
    if (!isFrameId(head, idLength)) {
      // "TT2\0": a 2.2 name that was carried over into 2.3.
      if (idLength !== 4 || head[3] !== 0 || !isFrameId(head, 3)) return warn(context.reading, 'damaged', 'The ID3 tag is damaged; what stood before the damage was kept.')
    }
    const id = head.toString('latin1', 0, idLength).replace('\0', '')
    const declared = frameSize(frames, head, at, header.version)
    const bodyAt = at + headLength
    const size = Math.min(declared, frames.size - bodyAt)
    if (size < declared) warn(context.reading, 'damaged', `The ID3 frame ${id} is cut short.`)
    at = bodyAt + size
    if (size > 0) visitFrame(context, frames, id, header, header.version === 2 ? 0 : head.readUInt16BE(8), bodyAt, size, offset)
  }
}

function extendedHeaderLength(frames: Bytes, header: Header): number {
  if (header.version === 2 || !(header.flags & 0x40) || frames.size < 6) return 0
  const head = frames.view(0, 4)
  const length = header.version === 4 ? synchsafe(head, 0) : head.readUInt32BE(0) + 4
  // A flag without the header it announces: the first frame stands there instead.
  if (isFrameId(head, 4) || length > frames.size) return 0
  return length
}

const skippedFrames = /^(PRIV|GEOB|GEO|MCDI|MCI|CHAP|CTOC|PCNT|W...?|AENC|ENCR|SEEK|ASPI|LINK|NCON|RGAD|ETCO|MLLT|SYTC|EQU2|EQUA|RVRB|RBUF|COMR|OWNE|GRID|SIGN|PCST|TIPL|TMCL|IPLS)$/

function visitFrame(context: FrameContext, frames: Bytes, id: string, header: Header, flags: number, at: number, size: number, offset: number | null): void {
  if (skippedFrames.test(id)) return
  const isVersion4 = header.version === 4
  const isCompressed = header.version > 2 && (flags & (isVersion4 ? 0x08 : 0x80)) !== 0
  const isEncrypted = header.version > 2 && (flags & (isVersion4 ? 0x04 : 0x40)) !== 0
  if (isEncrypted) return
  let skip = 0
  if (header.version > 2 && flags & (isVersion4 ? 0x40 : 0x20)) skip += 1
  if (isVersion4 ? flags & 0x01 : isCompressed) skip += 4
  const isUnsynchronised = isVersion4 && (flags & 0x02 || header.flags & 0x80)
  const isPicture = id === 'APIC' || id === 'PIC'
  const length = size - skip
  if (length <= 0) return
  if (isPicture && !isCompressed) {
    const wanted = context.reading.wantsCovers ? length : Math.min(length, pictureHead)
    const head = frames.view(at + skip, wanted)
    const place = isUnsynchronised || offset === null ? null : offset + at + skip
    readPicture(context, id, isUnsynchronised ? removeUnsynchronisation(head) : head, length, place, wanted === length)
    return
  }
  if (length > maxFrameText && !isPicture) return warn(context.reading, 'ignored', `The ID3 frame ${id} is larger than any text and was left out.`)
  let body = frames.view(at + skip, length)
  if (isUnsynchronised) body = removeUnsynchronisation(body)
  if (isCompressed) {
    context.reading.source.checkTime()
    try {
      body = inflateSync(body, { maxOutputLength: maxFrameText })
    } catch {
      return warn(context.reading, 'damaged', `The compressed ID3 frame ${id} could not be opened.`)
    }
  }
  if (isPicture) readPicture(context, id, body, body.length, null, true)
  else readFrame(context, id, body)
}
