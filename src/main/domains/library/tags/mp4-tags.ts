// Tags of MP4: the iTunes list, its freeform items, and the older text boxes of QuickTime and 3GPP.
import type { ByteSource } from './byte-source.ts'
import { genreByNumber } from './id3-genres.ts'
import { atomsIn, findAtom, type Atom } from './mp4-atoms.ts'
import { sniffImage } from './pictures.ts'
import { addCover, addValue, canonicalKey, createBlock, readTaggedGap, trimValue, warn, type FileReading, type TagBlock } from './tag-block.ts'
import { decodeUtf16, decodeUtf8 } from './text.ts'

const maxText = 4 * 1024 * 1024

const itemKeys: Record<string, string> = {
  '©nam': 'TITLE', '©ART': 'ARTIST', aART: 'ALBUMARTIST', '©alb': 'ALBUM', '©day': 'DATE', '©cmt': 'COMMENT', '©gen': 'GENRE', '©wrt': 'COMPOSER', '©com': 'COMPOSER',
  '©lyr': 'LYRICS', '©grp': 'GROUPING', '©too': 'ENCODERSETTINGS', '©enc': 'ENCODEDBY', '©pub': 'LABEL', '©lab': 'LABEL', '©con': 'CONDUCTOR', '©st3': 'SUBTITLE',
  soal: 'ALBUMSORT', sonm: 'TITLESORT', soar: 'ARTISTSORT', soaa: 'ALBUMARTISTSORT', soco: 'COMPOSERSORT',
  cpil: 'COMPILATION', tmpo: 'BPM', rate: 'RATING', catg: 'CATEGORY', '©wrk': 'WORK',
}
const quickTimeKeys: Record<string, string> = {
  'com.apple.quicktime.title': 'TITLE', 'com.apple.quicktime.displayname': 'TITLE', 'com.apple.quicktime.artist': 'ARTIST', 'com.apple.quicktime.album': 'ALBUM',
  'com.apple.quicktime.genre': 'GENRE', 'com.apple.quicktime.year': 'DATE', 'com.apple.quicktime.creationdate': 'DATE', 'com.apple.quicktime.comment': 'COMMENT',
  'com.apple.quicktime.composer': 'COMPOSER', 'com.apple.quicktime.publisher': 'LABEL',
}
const mobileKeys: Record<string, string> = { titl: 'TITLE', perf: 'ARTIST', auth: 'COMPOSER', albm: 'ALBUM', gnre: 'GENRE', dscp: 'COMMENT' }

export function readMp4Tags(reading: FileReading, udta: Atom): void {
  const { source } = reading
  const block = createBlock('mp4')
  for (const atom of atomsIn(source, udta.at, udta.end)) {
    if (atom.type === 'meta') readMeta(reading, block, atom)
    else if (atom.type.startsWith('©')) readQuickTimeText(reading, block, atom)
    else if (atom.type in mobileKeys) readMobileText(reading, block, atom)
    else if (atom.type === 'yrrc' && atom.end - atom.at >= 6) addValue(block, 'DATE', String(source.view(atom.at + 4, 2).readUInt16BE(0)))
  }
  addBlock(reading, block)
}

/** A `meta` that stands in `moov` itself, as cameras and phones write it. */
export function readMp4Meta(reading: FileReading, meta: Atom): void {
  const block = createBlock('mp4')
  readMeta(reading, block, meta)
  addBlock(reading, block)
}

function addBlock(reading: FileReading, block: TagBlock): void {
  if (block.values.size > 0 || block.rating !== null) reading.blocks.push(block)
}

function readMeta(reading: FileReading, block: TagBlock, meta: Atom): void {
  const { source } = reading
  if (meta.end - meta.at < 8) return
  // Apple writes four bytes of version and flags; QuickTime does not.
  const isPlain = source.view(meta.at + 4, 4).toString('latin1') === 'hdlr'
  const start = isPlain ? meta.at : meta.at + 4
  const keys = findAtom(source, start, meta.end, 'keys')
  const names = keys ? readKeyNames(source, keys) : []
  const list = findAtom(source, start, meta.end, 'ilst')
  if (!list) return
  for (const item of atomsIn(source, list.at, list.end)) {
    const index = names.length > 0 ? Buffer.from(item.type, 'latin1').readUInt32BE(0) : 0
    const name = names[index - 1]
    if (name !== undefined) readItem(reading, block, item, quickTimeKeys[name] ?? null)
    else if (item.type === '----') readFreeform(reading, block, item)
    else readItem(reading, block, item, itemKeys[item.type] ?? null)
  }
}

function readKeyNames(source: ByteSource, keys: Atom): string[] {
  const names: string[] = []
  for (const atom of atomsIn(source, keys.at + 8, keys.end)) names.push(source.view(atom.at, Math.min(256, atom.end - atom.at)).toString('utf8'))
  return names
}

/** Type, locale and value of every `data` box in an item. */
function* dataOf(source: ByteSource, item: Atom): Generator<{ type: number; at: number; end: number }> {
  for (const atom of atomsIn(source, item.at, item.end)) {
    if (atom.type === 'data' && atom.end - atom.at >= 8) yield { type: source.view(atom.at, 4).readUInt32BE(0) & 0xffffff, at: atom.at + 8, end: atom.end }
  }
}

function readItem(reading: FileReading, block: TagBlock, item: Atom, key: string | null): void {
  const { source } = reading
  for (const { type, at, end } of dataOf(source, item)) {
    const length = end - at
    if (item.type === 'covr') readCover(reading, type, at, length)
    else if (item.type === 'trkn' || item.type === 'disk') {
      if (length < 4) continue
      const pair = source.view(at, Math.min(6, length))
      const number = pair.readUInt16BE(2)
      const total = length >= 6 ? pair.readUInt16BE(4) : 0
      const prefix = item.type === 'trkn' ? 'TRACK' : 'DISC'
      if (number > 0) addValue(block, `${prefix}NUMBER`, String(number))
      if (total > 0) addValue(block, `${prefix}TOTAL`, String(total))
    } else if (item.type === 'gnre') {
      const genre = length >= 2 ? genreByNumber(source.view(at, 2).readUInt16BE(0) - 1) : undefined
      if (genre) addValue(block, 'GENRE', genre)
    } else if (key && length > 0) addData(reading, block, key, type, at, length)
  }
}

function addData(reading: FileReading, block: TagBlock, key: string, type: number, at: number, length: number): void {
  if (length > maxText) return warn(reading, 'ignored', 'A text larger than any text was left out.')
  const bytes = reading.source.view(at, length)
  if (type === 2) addValue(block, key, decodeUtf16(bytes, true))
  else if (type === 21 || type === 22 || (type === 0 && length <= 4 && !isPrintable(bytes))) addValue(block, key, String(length <= 6 ? bytes.readIntBE(0, length) : bytes.readInt32BE(length - 4)))
  else if (type < 13 || type > 24) {
    const { text, isUndeclared } = decodeUtf8(bytes)
    for (const value of text.split('\0')) addValue(block, key, value, isUndeclared)
  }
}

function isPrintable(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
}

function readFreeform(reading: FileReading, block: TagBlock, item: Atom): void {
  const { source } = reading
  let name = ''
  for (const atom of atomsIn(source, item.at, item.end)) {
    if (atom.type === 'name' && atom.end - atom.at > 4) name = source.view(atom.at + 4, Math.min(256, atom.end - atom.at - 4)).toString('utf8')
  }
  const key = canonicalKey(trimValue(name))
  if (key === '') return
  for (const { type, at, end } of dataOf(source, item)) {
    const length = end - at
    if (key === 'ITUNSMPB') readTaggedGap(reading, source.view(at, Math.min(length, 256)).toString('latin1'))
    else if (length > 0 && !key.startsWith('ITUNES') && key !== 'ITUNNORM') addData(reading, block, key, type === 0 && length <= 4 ? 1 : type, at, length)
  }
}

function readCover(reading: FileReading, type: number, at: number, length: number): void {
  if (length < 16) return
  const mime = sniffImage(reading.source.view(at, 12, 4096)) ?? (type === 13 ? 'image/jpeg' : type === 14 ? 'image/png' : undefined)
  if (!mime) return
  // The list has no kinds: the first picture is the front by custom.
  const kind = reading.covers.length === 0 ? 'front' : 'other'
  addCover(reading, { kind, mime, description: '', size: length, offset: at, data: reading.wantsCovers ? reading.source.copy(at, length) : null })
}

function readQuickTimeText(reading: FileReading, block: TagBlock, atom: Atom): void {
  const key = itemKeys[atom.type]
  if (!key || atom.end - atom.at < 5) return
  const head = reading.source.view(atom.at, 4)
  const length = head.readUInt16BE(0)
  if (length > atom.end - atom.at - 4) return
  const { text, isUndeclared } = decodeUtf8(reading.source.view(atom.at + 4, length))
  addValue(block, key, text, isUndeclared)
}

function readMobileText(reading: FileReading, block: TagBlock, atom: Atom): void {
  const key = mobileKeys[atom.type]
  const length = atom.end - atom.at - 6
  if (!key || length < 1 || length > 4096) return
  const bytes = Buffer.from(reading.source.view(atom.at + 6, length))
  const isWide = bytes.length > 2 && (bytes.readUInt16BE(0) === 0xfeff || bytes.readUInt16BE(0) === 0xfffe)
  const zero = isWide ? -1 : bytes.indexOf(0)
  const body = zero >= 0 ? bytes.subarray(0, zero) : bytes
  if (isWide) addValue(block, key, decodeUtf16(body, true).split('\0')[0] ?? '')
  else addValue(block, key, decodeUtf8(body).text)
}
