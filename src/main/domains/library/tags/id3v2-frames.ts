// What stands inside one ID3v2 frame, after flags and unsynchronisation are gone.
import { keepBytes } from './byte-source.ts'
import { expandGenre } from './id3-genres.ts'
import { keyOfFrame } from './id3v2-names.ts'
import { pictureKind, sniffImage } from './pictures.ts'
import { ratingFromPopularimeter } from './rating.ts'
import { addCover, addValue, canonicalKey, readTaggedGap, trimValue, type FileReading, type TagBlock } from './tag-block.ts'
import { decodeUtf16, decodeUtf8, hasHighBytes } from './text.ts'

interface DecodedText {
  text: string
  isUndeclared: boolean
}

export interface FrameContext {
  reading: FileReading
  block: TagBlock
  /** Comments with their description, the undescribed ones are the real ones. */
  comments: { description: string; text: string; isUndeclared: boolean }[]
}

const wide = (encoding: number): boolean => encoding === 1 || encoding === 2

/** Encodings: 0 Latin-1 (in practice any), 1 UTF-16 with mark, 2 UTF-16BE, 3 UTF-8. */
function decode(bytes: Buffer, encoding: number): DecodedText {
  if (encoding === 1) return { text: decodeUtf16(bytes, false), isUndeclared: false }
  if (encoding === 2) return { text: decodeUtf16(bytes, true), isUndeclared: false }
  if (encoding === 3) return decodeUtf8(bytes)
  return { text: bytes.toString('latin1'), isUndeclared: hasHighBytes(bytes) }
}

/** Splits at the first terminator: [before, after]. */
function cut(bytes: Buffer, encoding: number): [Buffer, Buffer] {
  if (!wide(encoding)) {
    const zero = bytes.indexOf(0)
    return zero < 0 ? [bytes, bytes.subarray(bytes.length)] : [bytes.subarray(0, zero), bytes.subarray(zero + 1)]
  }
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    if (bytes[index] === 0 && bytes[index + 1] === 0) return [bytes.subarray(0, index), bytes.subarray(index + 2)]
  }
  return [bytes, bytes.subarray(bytes.length)]
}

/** Every value of a text frame; zero bytes separate values in all versions that occur. */
function textValues(bytes: Buffer, encoding: number): DecodedText[] {
  if (!wide(encoding)) {
    const whole = decode(bytes, encoding)
    if (!whole.text.includes('\0')) return [whole]
    return whole.text.split('\0').map((text) => ({ text, isUndeclared: whole.isUndeclared }))
  }
  const values: DecodedText[] = []
  let rest = bytes
  // Only the first value needs a mark; the others follow it unless they bring their own.
  const isBigEndian = encoding === 2 || (bytes[0] === 0xfe && bytes[1] === 0xff)
  while (rest.length > 1 && values.length < 500) {
    const [value, after] = cut(rest, encoding)
    values.push({ text: decodeUtf16(value, isBigEndian), isUndeclared: false })
    rest = after
  }
  return values
}

function readText(context: FrameContext, id: string, body: Buffer): void {
  const encoding = body[0] ?? 0
  if (id === 'TXXX' || id === 'TXX') {
    const [name, value] = cut(body.subarray(1), encoding)
    const key = canonicalKey(trimValue(decode(name, encoding).text))
    for (const { text, isUndeclared } of textValues(value, encoding)) addValue(context.block, key, text, isUndeclared)
    return
  }
  const key = keyOfFrame(id)
  if (!key) return
  // Some writers leave the encoding out altogether.
  const hasEncoding = encoding <= 3
  for (const { text, isUndeclared } of textValues(hasEncoding ? body.subarray(1) : body, hasEncoding ? encoding : 0)) {
    if (key !== 'GENRE') addValue(context.block, key, text, isUndeclared)
    else for (const genre of expandGenre(trimValue(text))) addValue(context.block, key, genre, isUndeclared)
  }
}

function readComment(context: FrameContext, body: Buffer): void {
  const encoding = body[0] ?? 0
  const [description, text] = cut(body.subarray(4), encoding)
  const name = decode(description, encoding).text
  const value = decode(cut(text, encoding)[0], encoding)
  if (name === 'iTunSMPB') readTaggedGap(context.reading, value.text)
  context.comments.push({ description: name, ...value })
}

function readLyrics(context: FrameContext, body: Buffer): void {
  const encoding = body[0] ?? 0
  const language = body.subarray(1, 4).toString('latin1')
  const [, text] = cut(body.subarray(4), encoding)
  const value = decode(text, encoding)
  addValue(context.block, 'LYRICS', value.text, value.isUndeclared)
  if (/^[a-z]{3}$/i.test(language) && !/^xxx$/i.test(language)) context.block.lyricsLanguage ??= language.toLowerCase()
}

/** Synchronised lyrics become LRC, the one form the rest of the world uses. */
function readSyncedLyrics(context: FrameContext, body: Buffer): void {
  const encoding = body[0] ?? 0
  const isMilliseconds = body[4] === 2
  const isLyrics = body[5] === 1 || body[5] === 0
  if (!isMilliseconds || !isLyrics || context.block.syncedLyrics !== null) return
  const pieces: { time: number; text: string }[] = []
  let [, rest] = cut(body.subarray(6), encoding)
  while (rest.length > 4 && pieces.length < 20_000) {
    const [text, after] = cut(rest, encoding)
    if (after.length < 4) break
    pieces.push({ time: after.readUInt32BE(0), text: decode(text, encoding).text })
    rest = after.subarray(4)
  }
  // Syllables are joined where the writer marks lines with breaks; otherwise every piece is a line.
  const marksLines = pieces.some((piece) => /^[\r\n]/.test(piece.text))
  const lines: string[] = []
  for (const { time, text } of pieces) {
    if (marksLines && lines.length > 0 && !/^[\r\n]/.test(text)) lines[lines.length - 1] += text
    else lines.push(`[${lrcTime(time)}]${text.replace(/^[\r\n]+/, '')}`)
  }
  if (lines.length > 0) context.block.syncedLyrics = lines.map((line) => line.trimEnd()).join('\n')
}

function lrcTime(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60000)
  const seconds = ((milliseconds % 60000) / 1000).toFixed(2).padStart(5, '0')
  return `${String(minutes).padStart(2, '0')}:${seconds}`
}

/** Only what precedes the picture is decoded; `size` is the whole frame, `offset` where it stands in the file if it stands there as it is. */
export function readPicture(context: FrameContext, id: string, body: Buffer, size: number, offset: number | null, isComplete: boolean): void {
  const encoding = body[0] ?? 0
  let rest = body.subarray(1)
  let mime: string
  if (id === 'PIC') {
    mime = rest.subarray(0, 3).toString('latin1')
    rest = rest.subarray(3)
  } else {
    const [name, after] = cut(rest, 0)
    mime = name.toString('latin1')
    rest = after
  }
  if (mime === '-->') return
  const kind = pictureKind(rest[0] ?? 0)
  const [description, data] = cut(rest.subarray(1), encoding)
  const start = body.length - data.length
  const pictureSize = size - start
  const found = sniffImage(data) ?? declaredMime(mime)
  if (pictureSize < 16 || !found) return
  addCover(context.reading, {
    kind,
    mime: found,
    description: decode(description, encoding).text,
    size: pictureSize,
    offset: offset === null ? null : offset + start,
    data: context.reading.wantsCovers && isComplete ? keepBytes(data) : null,
  })
}

function declaredMime(mime: string): string | undefined {
  const name = mime.toLowerCase().trim()
  if (name === 'jpg' || name === 'image/jpg') return 'image/jpeg'
  if (name === 'png') return 'image/png'
  return /^image\/[a-z0-9.+-]+$/.test(name) ? name : undefined
}

/** Relative volume adjustment, the ID3v2.4 form of ReplayGain: 1/512 dB steps per channel, 1 is the master volume. */
function readVolume(context: FrameContext, body: Buffer): void {
  const [name, rest] = cut(body, 0)
  const which = name.toString('latin1').toLowerCase()
  if (rest[0] !== 1 || rest.length < 3) return
  const gain = (rest.readInt16BE(1) / 512).toFixed(2)
  if (which === 'track' || which === 'normalize') addValue(context.block, 'RVATRACKGAIN', gain)
  else if (which === 'album') addValue(context.block, 'RVAALBUMGAIN', gain)
}

export function readFrame(context: FrameContext, id: string, body: Buffer): void {
  if (id === 'COMM' || id === 'COM') readComment(context, body)
  else if (id === 'USLT' || id === 'ULT') readLyrics(context, body)
  else if (id === 'SYLT' || id === 'SLT') readSyncedLyrics(context, body)
  else if (id === 'POPM' || id === 'POP') {
    const [email, rest] = cut(body, 0)
    const rating = ratingFromPopularimeter(email.toString('latin1'), rest[0] ?? 0)
    if (rating !== null) context.block.rating ??= rating
  } else if (id === 'UFID' || id === 'UFI') {
    const [owner, value] = cut(body, 0)
    if (owner.toString('latin1') === 'http://musicbrainz.org') addValue(context.block, 'MUSICBRAINZTRACKID', value.toString('latin1'))
  } else if (id === 'RVA2' || id === 'XRVA') readVolume(context, body)
  else if (id.startsWith('T') || id.startsWith('X') || id === 'GRP1' || id === 'GP1') readText(context, id, body)
}

/** The undescribed comment first; program notes (iTunNORM, Songs-DB, ID3v1…) are not comments. */
export function settleComments(context: FrameContext): void {
  const real = context.comments.filter((each) => !/^(iTun|iTunes|Songs-DB|c0$|MusicMatch|mp3tag|Media ?Jukebox|ID3v1)/i.test(each.description))
  const ordered = [...real.filter((each) => each.description === ''), ...real.filter((each) => each.description !== '')]
  for (const each of ordered) addValue(context.block, 'COMMENT', each.text, each.isUndeclared)
}
