// Vorbis comments, as FLAC, Ogg and Opus share them. A picture may sit among them as base64 text of any size: its head is decoded, the
// rest only when pictures are wanted.
import { keepBytes, type Bytes } from './byte-source.ts'
import { pictureKind, sniffImage } from './pictures.ts'
import { isDamage } from './read-failure.ts'
import { addCover, addValue, canonicalKey, createBlock, readTaggedGap, warn, type FileReading } from './tag-block.ts'
import { decodeUtf8 } from './text.ts'

const maxComments = 10_000
const maxText = 4 * 1024 * 1024
const pictureHead = 1024
const keyPeek = 64

/** Returns the vendor string. `start` is the position of the vendor length. */
export function readVorbisComments(reading: FileReading, bytes: Bytes, start: number): string | null {
  const block = createBlock('vorbis')
  reading.blocks.push(block)
  let vendor: string | null = null
  try {
    const vendorLength = bytes.view(start, 4).readUInt32LE(0)
    vendor = decodeUtf8(bytes.view(start + 4, Math.min(vendorLength, 1024))).text || null
    let at = start + 4 + vendorLength
    const count = Math.min(bytes.view(at, 4).readUInt32LE(0), maxComments)
    at += 4
    for (let index = 0; index < count; index++) {
      reading.source.tick()
      const length = bytes.view(at, 4).readUInt32LE(0)
      at += 4
      readComment(reading, bytes, at, length)
      at += length
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    warn(reading, 'damaged', 'The comments are damaged; what stood before the damage was kept.')
  }
  return vendor
}

function readComment(reading: FileReading, bytes: Bytes, at: number, length: number): void {
  const peek = bytes.view(at, Math.min(length, keyPeek))
  const equals = peek.indexOf(0x3d)
  if (equals <= 0) return
  const name = peek.toString('latin1', 0, equals)
  const key = canonicalKey(name)
  const valueAt = at + equals + 1
  const valueLength = length - equals - 1
  if (key === 'METADATABLOCKPICTURE') return readEncodedPicture(reading, bytes, valueAt, valueLength)
  if (key === 'COVERART') return readBareCover(reading, bytes, valueAt, valueLength)
  if (valueLength > maxText) return warn(reading, 'ignored', `The comment ${name} is larger than any text and was left out.`)
  const { text, isUndeclared } = decodeUtf8(bytes.view(valueAt, valueLength))
  if (key === 'ITUNSMPB') readTaggedGap(reading, text)
  const block = reading.blocks.at(-1)
  if (!block) return
  // A zero byte separates values where a program copied them from ID3.
  if (!text.includes('\0')) addValue(block, key, text, isUndeclared)
  else for (const part of text.split('\0')) addValue(block, key, part, isUndeclared)
}

function base64At(bytes: Bytes, at: number, length: number): Buffer {
  return Buffer.from(bytes.view(at, length).toString('latin1'), 'base64')
}

/** The FLAC picture block in base64. */
function readEncodedPicture(reading: FileReading, bytes: Bytes, at: number, length: number): void {
  const isWhole = reading.wantsCovers || length <= pictureHead
  const head = base64At(bytes, at, isWhole ? length : pictureHead)
  addFlacPicture(reading, head, Math.floor((length / 4) * 3), null, isWhole)
}

/** The old form: a picture in base64 and nothing else. */
function readBareCover(reading: FileReading, bytes: Bytes, at: number, length: number): void {
  const data = base64At(bytes, at, reading.wantsCovers ? length : Math.min(length, pictureHead))
  const mime = sniffImage(data)
  if (!mime) return
  addCover(reading, { kind: 'other', mime, description: '', size: Math.floor((length / 4) * 3), offset: null, data: reading.wantsCovers ? data : null })
}

/** `head` begins with the picture block; `total` is the length of the whole block. `offset` is where it stands in the file, if it does. */
export function addFlacPicture(reading: FileReading, head: Buffer, total: number, offset: number | null, isWhole: boolean): void {
  const field = (at: number): number => (at + 4 <= head.length ? head.readUInt32BE(at) : 0)
  const type = field(0)
  const mimeLength = field(4)
  const descriptionLength = field(8 + mimeLength)
  const start = 8 + mimeLength + 4 + descriptionLength + 20
  const declared = field(start - 4)
  if (mimeLength > head.length || start > head.length) return warn(reading, 'damaged', 'A picture is damaged and was left out.')
  const mime = head.toString('latin1', 8, 8 + mimeLength).toLowerCase()
  if (mime === '-->') return
  const data = head.subarray(start)
  const found = sniffImage(data) ?? (/^image\/[a-z0-9.+-]+$/.test(mime) ? mime.replace('image/jpg', 'image/jpeg') : undefined)
  // Some writers declare a size that does not fit; what is there counts.
  const size = Math.min(declared > 0 ? declared : total - start, Math.max(0, total - start))
  if (!found || size < 16) return
  addCover(reading, {
    kind: pictureKind(type),
    mime: found,
    description: head.toString('utf8', 12 + mimeLength, 12 + mimeLength + descriptionLength),
    size,
    offset: offset === null ? null : offset + start,
    data: reading.wantsCovers && isWhole ? keepBytes(data.subarray(0, size)) : null,
  })
}
