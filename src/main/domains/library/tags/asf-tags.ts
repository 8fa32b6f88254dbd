// Tags of ASF: the five fixed descriptions, the named attributes, and pictures among them.
import { keepBytes, type Bytes } from './byte-source.ts'
import { pictureKind, sniffImage } from './pictures.ts'
import { ratingFromPopularimeter, ratingFromWindows } from './rating.ts'
import { addCover, addValue, canonicalKey, type FileReading, type TagBlock } from './tag-block.ts'
import { decodeUtf16 } from './text.ts'

const maxAttributes = 5000
const maxText = 4 * 1024 * 1024
const pictureHead = 1024

/** Names that differ from the shared ones by more than a prefix. */
const keys: Record<string, string> = {
  AUTHOR: 'ARTIST', 'WM/ALBUMTITLE': 'ALBUM', 'WM/YEAR': 'DATE', 'WM/ORIGINALRELEASETIME': 'ORIGINALDATE', 'WM/ORIGINALRELEASEYEAR': 'ORIGINALYEAR', DESCRIPTION: 'COMMENT',
  'WM/TRACK': 'TRACKFROMZERO', 'WM/PARTOFSET': 'DISCNUMBER', 'WM/ALBUMSORTORDER': 'ALBUMSORT', 'WM/TITLESORTORDER': 'TITLESORT', 'WM/ARTISTSORTORDER': 'ARTISTSORT',
  'WM/ALBUMARTISTSORTORDER': 'ALBUMARTISTSORT', 'WM/COMPOSERSORTORDER': 'COMPOSERSORT', 'WM/MODIFIEDBY': 'REMIXER', 'WM/PUBLISHER': 'LABEL', 'WM/CONTENTGROUPDESCRIPTION': 'GROUPING',
  'WM/SETSUBTITLE': 'DISCSUBTITLE', 'WM/ISCOMPILATION': 'COMPILATION', 'WM/BEATSPERMINUTE': 'BPM', 'WM/CATALOGNO': 'CATALOGNUMBER', 'WM/ENCODINGSETTINGS': 'ENCODERSETTINGS', 'WM/INITIALKEY': 'KEY',
}

function keyOf(name: string): string {
  const upper = name.toUpperCase()
  return keys[upper] ?? canonicalKey(upper.startsWith('WM/') ? upper.slice(3) : upper.replace('/', ''))
}

/** Title, author, copyright, description, rating: five lengths, then the texts. */
export function readContentDescription(block: TagBlock, body: Bytes): void {
  const lengths = Buffer.from(body.view(0, 10))
  let at = 10
  for (const [index, key] of ['TITLE', 'ARTIST', '', 'COMMENT', ''].entries()) {
    const length = lengths.readUInt16LE(index * 2)
    if (key !== '' && length > 0) addValue(block, key, decodeUtf16(body.view(at, length), false))
    at += length
  }
}

/** Records of name, type and value; the metadata objects put language and stream before and the name's length apart. */
export function readAttributes(reading: FileReading, block: TagBlock, body: Bytes, isMetadata: boolean): void {
  const count = Math.min(body.view(0, 2).readUInt16LE(0), maxAttributes)
  let at = 2
  for (let index = 0; index < count; index++) {
    reading.source.tick()
    let nameAt: number
    let nameLength: number
    let type: number
    let length: number
    let valueAt: number
    if (isMetadata) {
      const head = body.view(at, 12)
      nameLength = head.readUInt16LE(4)
      type = head.readUInt16LE(6)
      length = head.readUInt32LE(8)
      nameAt = at + 12
      valueAt = nameAt + nameLength
    } else {
      nameLength = body.view(at, 2).readUInt16LE(0)
      nameAt = at + 2
      const head = body.view(nameAt + nameLength, 4)
      type = head.readUInt16LE(0)
      length = head.readUInt16LE(2)
      valueAt = nameAt + nameLength + 4
    }
    const name = decodeUtf16(body.view(nameAt, nameLength), false).replaceAll('\0', '')
    readAttribute(reading, block, body, name, type, valueAt, length)
    at = valueAt + length
  }
}

function readAttribute(reading: FileReading, block: TagBlock, body: Bytes, name: string, type: number, at: number, length: number): void {
  if (name === 'WM/Picture') return readPicture(reading, body, at, length)
  if (length > maxText) return
  const value = body.view(at, length)
  const text = type === 0 ? decodeUtf16(value, false) : type >= 2 && type <= 5 && length > 0 ? String(length >= 8 ? value.readBigUInt64LE(0) : value.readUIntLE(0, Math.min(length, 4))) : ''
  if (name === 'WM/SharedUserRating') block.rating ??= ratingFromWindows(Number(text))
  else if (name.toUpperCase() === 'POPULARIMETER') {
    const [email = '', rating = ''] = text.split('|')
    block.rating ??= ratingFromPopularimeter(email, Number(rating) || 0)
  } else if (keyOf(name) === 'TRACKFROMZERO') {
    // Older than WM/TrackNumber, and counted from zero.
    if (/^\d+\0?$/.test(text)) addValue(block, 'TRACKFROMZERO', String(Number.parseInt(text, 10) + 1))
  } else addValue(block, keyOf(name), text)
}

/** Kind, size, MIME type and description as UTF-16 with terminators, then the picture. */
function readPicture(reading: FileReading, body: Bytes, at: number, length: number): void {
  const head = body.view(at, reading.wantsCovers ? length : Math.min(length, pictureHead))
  if (head.length < 9) return
  const size = head.readUInt32LE(1)
  const textEnd = (from: number): number => {
    let index = from
    while (index + 1 < head.length && head.readUInt16LE(index) !== 0) index += 2
    return index
  }
  const mimeEnd = textEnd(5)
  const descriptionEnd = textEnd(mimeEnd + 2)
  const start = descriptionEnd + 2
  const data = head.subarray(start)
  const mime = sniffImage(data)
  if (!mime || size < 16) return
  addCover(reading, {
    kind: pictureKind(head[0] ?? 0),
    mime,
    description: decodeUtf16(head.subarray(mimeEnd + 2, descriptionEnd), false),
    size: Math.min(size, length - start),
    offset: null,
    data: reading.wantsCovers ? keepBytes(data.subarray(0, size)) : null,
  })
}
