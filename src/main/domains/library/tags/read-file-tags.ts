// The one way to read a music file. It is synchronous inside and belongs in worker threads; the promises only carry the failures.
import { extname } from 'node:path'
import { say } from '#shared/messages/say.ts'
import { readAc3 } from './ac3.ts'
import { readAsf } from './asf.ts'
import { readAiff } from './aiff.ts'
import { readApe } from './ape.ts'
import { emptyFormat } from './audio-format.ts'
import { ByteSource } from './byte-source.ts'
import { readDsdiff, readDsf } from './dsd.ts'
import type { AudioFormat, Codec, Container, Cover, FileTags } from './file-tags.ts'
import { buildFileTags } from './tag-fields.ts'
import { readFlac } from './flac.ts'
import { identify, type Identity, type Kind } from './identify.ts'
import { readMatroska } from './matroska.ts'
import { readMp4 } from './mp4.ts'
import { readMpegAudio } from './mpeg-audio.ts'
import { readMusepack7, readMusepack8, readOldMusepack } from './musepack.ts'
import { readOgg } from './ogg.ts'
import { failureFrom, isDamage, ReadFailure } from './read-failure.ts'
import { readOptimFrog, readTak, readTta } from './small-headers.ts'
import { warn, type FileReading } from './tag-block.ts'
import { readTailTags } from './tail-tags.ts'
import { readWav } from './wav.ts'
import { readWavPack } from './wavpack.ts'

export interface ReadOptions {
  /** After this many milliseconds the file is given up as too-slow. */
  budgetMs?: number
}

const defaultBudgetMs = 4000
const aDayMs = 24 * 3600 * 1000
/** bit/s below which no codec describes even silence. */
const leastBitrate = 100

interface Reader {
  read: (reading: FileReading, start: number, end: number) => AudioFormat
  /** Whether ID3v1, APE and the like may stand behind the audio. */
  hasTail: boolean
  /** What it is when it is damaged beyond its signature. */
  fallback?: [Container, Codec, boolean]
}

const readers: Record<Exclude<Kind, 'tag-only'>, Reader> = {
  mpeg: { read: readMpegAudio, hasTail: true },
  flac: { read: readFlac, hasTail: true, fallback: ['flac', 'flac', true] },
  ogg: { read: (reading, start) => readOgg(reading, start), hasTail: false },
  mp4: { read: (reading) => readMp4(reading), hasTail: false },
  wav: { read: (reading, start) => readWav(reading, start), hasTail: false, fallback: ['wav', 'pcm', true] },
  aiff: { read: (reading, start) => readAiff(reading, start), hasTail: false, fallback: ['aiff', 'pcm', true] },
  asf: { read: (reading, start) => readAsf(reading, start), hasTail: false },
  matroska: { read: (reading, start) => readMatroska(reading, start), hasTail: false },
  ape: { read: readApe, hasTail: true, fallback: ['ape', 'ape', true] },
  wavpack: { read: readWavPack, hasTail: true, fallback: ['wavpack', 'wavpack', true] },
  musepack7: { read: readMusepack7, hasTail: true, fallback: ['musepack', 'musepack', false] },
  musepack8: { read: readMusepack8, hasTail: true, fallback: ['musepack', 'musepack', false] },
  'musepack-old': { read: readOldMusepack, hasTail: true, fallback: ['musepack', 'musepack', false] },
  tta: { read: readTta, hasTail: true, fallback: ['tta', 'tta', true] },
  dsf: { read: (reading, start) => readDsf(reading, start), hasTail: false, fallback: ['dsf', 'dsd', true] },
  dsdiff: { read: (reading, start) => readDsdiff(reading, start), hasTail: false, fallback: ['dsdiff', 'dsd', true] },
  tak: { read: readTak, hasTail: true, fallback: ['tak', 'tak', true] },
  ofr: { read: readOptimFrog, hasTail: true, fallback: ['ofr', 'ofr', true] },
  ac3: { read: readAc3, hasTail: false },
}

function extensionOf(path: string | Buffer): string {
  return extname(typeof path === 'string' ? path : path.toString('latin1')).slice(1).toLowerCase()
}

function readFormat(reading: FileReading, { kind, start }: Identity): AudioFormat {
  if (kind === 'tag-only') {
    readTailTags(reading, start)
    warn(reading, 'damaged', 'The file holds a tag, but no audio.')
    return { ...emptyFormat('mpeg', 'mp3', false), durationMs: 0 }
  }
  const reader = readers[kind]
  const leading = reading.blocks.splice(0)
  let end = reading.source.size
  let tail: FileReading['blocks'] = []
  if (reader.hasTail) {
    end = readTailTags(reading, start)
    tail = reading.blocks.splice(0)
  }
  let format: AudioFormat
  try {
    format = reader.read(reading, start, end)
  } catch (error) {
    const isHopeless = !isDamage(error) && !(error instanceof ReadFailure && error.reason === 'unreadable')
    if (!reader.fallback || isHopeless) throw error
    const [container, codec, isLossless] = reader.fallback
    warn(reading, 'damaged', error instanceof RangeError ? 'The file is damaged: its description makes no sense.' : error.message)
    format = emptyFormat(container, codec, isLossless)
  }
  // A format's own tags come first, save for MPEG audio, whose own is ID3v2; what encoders measured comes last.
  const own = reading.blocks.splice(0)
  const isOwnTail = kind === 'ape' || kind === 'wavpack' || kind.startsWith('musepack') || kind === 'tak' || kind === 'ofr'
  const ordered = isOwnTail ? [...tail, ...leading, ...own] : kind === 'mpeg' || kind === 'tta' ? [...leading, ...tail, ...own] : [...own, ...leading, ...tail]
  const isWeak = (format: string): boolean => format === 'id3v1' || format === 'lame'
  reading.blocks.push(...ordered.filter((block) => !isWeak(block.format)), ...ordered.filter((block) => isWeak(block.format)))
  return withSaneLength(reading, withTaggedGap(reading, format))
}

/** iTunes states the encoder's delay in a comment where the stream has no place for it. */
function withTaggedGap({ gap }: FileReading, format: AudioFormat): AudioFormat {
  return gap && format.encoderDelay === null ? { ...format, encoderDelay: gap.delay, encoderPadding: gap.padding } : format
}

/** A header that promises a year of music in a few kilobytes is damaged. */
function withSaneLength(reading: FileReading, format: AudioFormat): AudioFormat {
  const { durationMs } = format
  const isThin = durationMs !== null && durationMs > aDayMs && (reading.source.size * 8) / (durationMs / 1000) < leastBitrate
  if (durationMs !== null && (durationMs > 7 * aDayMs || isThin)) {
    warn(reading, 'damaged', 'The length that the file states is impossible.')
    return { ...format, durationMs: null, bitrate: null }
  }
  if (!format.durationMs && reading.warnings.every((warning) => warning.kind !== 'damaged')) warn(reading, 'damaged', 'The file holds no audio, or does not say how much.')
  return format
}

async function withReading<T>(path: string | Buffer, options: ReadOptions, wantsCovers: boolean, use: (reading: FileReading, format: AudioFormat) => T): Promise<T> {
  let source: ByteSource | undefined
  try {
    source = new ByteSource(path, options.budgetMs ?? defaultBudgetMs)
    if (source.size === 0) throw new ReadFailure('empty', say`The file is empty.`)
    const reading: FileReading = { source, wantsCovers, blocks: [], covers: [], warnings: [], gap: null }
    const format = readFormat(reading, identify(reading, extensionOf(path)))
    return use(reading, format)
  } catch (error) {
    throw failureFrom(error)
  } finally {
    source?.close()
  }
}

/** Everything a file says about itself; throws `ReadFailure`. Pictures are seen, not read. */
export function readFileTags(path: string | Buffer, options: ReadOptions = {}): Promise<FileTags> {
  return withReading(path, options, false, buildFileTags)
}

const coverOrder = { front: 0, other: 1, back: 2 } as const

/** The pictures inside a file, front first; throws `ReadFailure`. */
export function readCovers(path: string | Buffer, options: ReadOptions = {}): Promise<Cover[]> {
  return withReading(path, options, true, ({ covers }) =>
    covers
      .flatMap(({ kind, mime, description, data }) => (data && data.length > 0 ? [{ kind, mime, description, data }] : []))
      .sort((one, other) => coverOrder[one.kind] - coverOrder[other.kind]),
  )
}
