// One set of tags as read, under names that every format shares: the Picard/Vorbis name in capitals without separators
// (`ALBUMARTIST`, `MUSICBRAINZALBUMID`), so that "Album Artist", "ALBUM_ARTIST" and "albumartist" are one key.
import type { CoverKind, TagWarning } from './file-tags.ts'
import type { ByteSource } from './byte-source.ts'

const maxValuesPerKey = 500
const maxBlockLength = 8 * 1024 * 1024
const maxCovers = 100
const maxCoverBytes = 256 * 1024 * 1024
/** Characters; longer is no name. Lyrics and comments may be long. */
const maxNameLength = 4096
const maxTextLength = 1024 * 1024
const longKeys = new Set(['LYRICS', 'UNSYNCEDLYRICS', 'UNSYNCLYRICS', 'SYNCEDLYRICS', 'COMMENT', 'DESCRIPTION'])

export interface TagBlock {
  format: string
  values: Map<string, string[]>
  /** Characters in all values: hostile tags must not fill the memory. */
  length: number
  /** Values whose encoding nobody declared, still one character per byte: [key, index]. */
  undeclared: [string, number][]
  /** 0 to 100, already on one scale. */
  rating: number | null
  syncedLyrics: string | null
  lyricsLanguage: string | null
}

/** A picture as found; `data` only when pictures were asked for. */
export interface FoundCover {
  kind: CoverKind
  mime: string
  description: string
  size: number
  offset: number | null
  data: Buffer | null
}

/** Gapless facts that stand in a tag (iTunSMPB): samples at the start, at the end, and what remains. */
export interface TaggedGap {
  delay: number
  padding: number
  samples: number
}

/** What the readers of one file write into. */
export interface FileReading {
  source: ByteSource
  wantsCovers: boolean
  /** Strongest first. */
  blocks: TagBlock[]
  covers: FoundCover[]
  warnings: TagWarning[]
  gap: TaggedGap | null
}

export function createBlock(format: string): TagBlock {
  return { format, values: new Map(), length: 0, undeclared: [], rating: null, syncedLyrics: null, lyricsLanguage: null }
}

const knownKeys = new Map<string, string>()

export function canonicalKey(name: string): string {
  let key = knownKeys.get(name)
  if (key === undefined) {
    key = name.toUpperCase().replace(/[\s_\-.]+/g, '')
    if (knownKeys.size < 4096 && name.length < 64) knownKeys.set(name, key)
  }
  return key
}

/** Without zero bytes and blanks around. A hard space stays: before repair it may be half a character. */
export function trimValue(text: string): string {
  let start = 0
  let end = text.length
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

export function addValue(block: TagBlock, key: string, text: string, isUndeclared = false): void {
  const limit = longKeys.has(key) ? maxTextLength : maxNameLength
  const value = trimValue(text.length > limit ? text.slice(0, limit) : text)
  if (value === '' || key === '') return
  let list = block.values.get(key)
  if (!list) block.values.set(key, (list = []))
  block.length += value.length
  if (list.length >= maxValuesPerKey || block.length > maxBlockLength) return
  if (isUndeclared) block.undeclared.push([key, list.length])
  list.push(value)
}

export function addCover(reading: FileReading, cover: FoundCover): void {
  const held = reading.covers.reduce((sum, each) => sum + (each.data?.length ?? 0), cover.data?.length ?? 0)
  if (reading.covers.length < maxCovers && held <= maxCoverBytes) reading.covers.push(cover)
}

export function warn(reading: FileReading, kind: TagWarning['kind'], message: string): void {
  if (reading.warnings.length < 20 && !reading.warnings.some((each) => each.message === message)) reading.warnings.push({ kind, message })
}

const gapPattern = /^\s*[0-9A-Fa-f]{8} ([0-9A-Fa-f]{8}) ([0-9A-Fa-f]{8}) ([0-9A-Fa-f]{8,16})/

/** iTunes writes delay, padding and length as hexadecimal words into a comment. */
export function readTaggedGap(reading: FileReading, text: string): void {
  const found = gapPattern.exec(text)
  if (!found) return
  const [, delay = '', padding = '', samples = ''] = found
  reading.gap = { delay: Number.parseInt(delay, 16), padding: Number.parseInt(padding, 16), samples: Number.parseInt(samples, 16) }
}
