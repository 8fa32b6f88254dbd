// APE tags, versions 1 and 2: a footer of 32 bytes behind the items, sometimes a header of the same form before them.
import { keepBytes, sliceOf, type Bytes } from './byte-source.ts'
import { expandGenre } from './id3-genres.ts'
import { sniffImage } from './pictures.ts'
import { isDamage } from './read-failure.ts'
import { addCover, addValue, canonicalKey, createBlock, warn, type FileReading } from './tag-block.ts'
import { decodeUtf8 } from './text.ts'

export const apeFooterLength = 32
const maxItems = 5000
const maxText = 4 * 1024 * 1024

/** Names that APE writes otherwise than Vorbis comments do. */
const apeKeys: Record<string, string> = {
  TRACK: 'TRACKNUMBER',
  DISC: 'DISCNUMBER',
  PUBLISHER: 'LABEL',
  CATALOG: 'CATALOGNUMBER',
  MIXARTIST: 'REMIXER',
}

export interface ApeTag {
  /** First byte of the items. */
  itemsStart: number
  itemsEnd: number
  count: number
  version: number
  /** First byte that belongs to the tag, header included. */
  start: number
}

/** The tag whose footer ends at `end`. */
export function findApeTag(bytes: Bytes, end: number): ApeTag | undefined {
  const at = end - apeFooterLength
  if (at < 0) return undefined
  const footer = bytes.view(at, apeFooterLength)
  if (footer.toString('latin1', 0, 8) !== 'APETAGEX') return undefined
  const version = footer.readUInt32LE(8)
  const size = footer.readUInt32LE(12)
  const flags = footer.readUInt32LE(20)
  const isHeader = (flags & 0x20000000) !== 0
  if (isHeader || size < apeFooterLength || size > end) return undefined
  const itemsStart = end - size
  const hasHeader = (flags & 0x80000000) !== 0 && itemsStart >= apeFooterLength
  return { itemsStart, itemsEnd: at, count: footer.readUInt32LE(16), version, start: hasHeader ? itemsStart - apeFooterLength : itemsStart }
}

/** A tag that stands at the beginning, where its header comes first. */
export function findLeadingApeTag(bytes: Bytes, position: number): (ApeTag & { end: number }) | undefined {
  if (position + apeFooterLength > bytes.size) return undefined
  const header = bytes.view(position, apeFooterLength)
  if (header.toString('latin1', 0, 8) !== 'APETAGEX' || !(header.readUInt32LE(20) & 0x20000000)) return undefined
  const size = header.readUInt32LE(12)
  const itemsStart = position + apeFooterLength
  if (size < apeFooterLength || itemsStart + size > bytes.size) return undefined
  return { itemsStart, itemsEnd: itemsStart + size - apeFooterLength, count: header.readUInt32LE(16), version: header.readUInt32LE(8), start: position, end: itemsStart + size }
}

export function readApeTag(reading: FileReading, bytes: Bytes, tag: ApeTag): void {
  const block = createBlock(tag.version >= 2000 ? 'apev2' : 'apev1')
  reading.blocks.push(block)
  const items = sliceOf(bytes, tag.itemsStart, tag.itemsEnd)
  try {
    let at = 0
    for (let index = 0; index < Math.min(tag.count, maxItems) && at + 9 < items.size; index++) {
      reading.source.tick()
      const head = items.view(at, 8)
      const length = head.readUInt32LE(0)
      const flags = head.readUInt32LE(4)
      const rest = items.view(at + 8, Math.min(256, items.size - at - 8))
      const zero = rest.indexOf(0)
      if (zero < 1) return warn(reading, 'damaged', 'The APE tag is damaged; what stood before the damage was kept.')
      const name = rest.toString('latin1', 0, zero)
      const valueAt = at + 8 + zero + 1
      at = valueAt + length
      if (at > items.size) return warn(reading, 'damaged', 'The APE tag is damaged; what stood before the damage was kept.')
      const isBinary = (flags & 6) === 2
      // Version 1 has no flags; a picture in it tells itself by its name.
      if (isBinary || /^cover art/i.test(name)) readCover(reading, items, name, valueAt, length, tag.itemsStart)
      else if ((flags & 6) === 0 && length <= maxText) {
        const key = canonicalKey(name)
        const { text, isUndeclared } = decodeUtf8(items.view(valueAt, length))
        for (const value of text.split('\0')) {
          if (key === 'GENRE' && /^\(?\d+\)?$/.test(value)) for (const genre of expandGenre(value)) addValue(block, key, genre)
          else addValue(block, apeKeys[key] ?? key, value, isUndeclared)
        }
      }
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    warn(reading, 'damaged', 'The APE tag is damaged; what stood before the damage was kept.')
  }
}

function readCover(reading: FileReading, items: Bytes, name: string, at: number, length: number, offset: number): void {
  if (!/^cover art/i.test(name)) return
  const isWhole = reading.wantsCovers || length <= 1024
  const head = items.view(at, isWhole ? length : 1024)
  const zero = head.indexOf(0)
  // A file name and a zero byte come first; very old writers left them out.
  const start = sniffImage(head) ? 0 : zero + 1
  const data = head.subarray(start)
  const mime = sniffImage(data)
  if (!mime) return
  addCover(reading, {
    kind: /front/i.test(name) ? 'front' : /back/i.test(name) ? 'back' : 'other',
    mime,
    description: head.toString('utf8', 0, Math.max(0, start - 1)),
    size: length - start,
    offset: offset + at + start,
    data: reading.wantsCovers ? keepBytes(data) : null,
  })
}
