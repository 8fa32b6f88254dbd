import { say } from '#shared/messages/say.ts'
// What a file is, by its content. The name's ending is heard only where content alone cannot decide: a tag without audio behind it,
// and the oldest Musepack, which has no signature.
import { findLeadingApeTag, readApeTag } from './apev2.ts'
import { parseAc3Frame } from './ac3.ts'
import type { ByteSource } from './byte-source.ts'
import { id3v1Length } from './id3v1.ts'
import { findId3v2, readId3v2 } from './id3v2.ts'
import { chainLength, findChain, headerAt } from './mpeg-frame.ts'
import { isOldMusepack } from './musepack.ts'
import { ReadFailure } from './read-failure.ts'
import type { FileReading } from './tag-block.ts'
import type { Told } from '#shared/messages/say.ts'

export type Kind =
  | 'mpeg' | 'flac' | 'ogg' | 'mp4' | 'wav' | 'aiff' | 'asf' | 'matroska' | 'ape' | 'wavpack' | 'musepack7' | 'musepack8' | 'musepack-old' | 'tta' | 'dsf' | 'dsdiff' | 'tak' | 'ofr' | 'ac3' | 'tag-only'

export interface Identity {
  kind: Kind
  /** Where the audio stream or container begins. */
  start: number
}

const asfHeader = '3026b2758e66cf11a6d900aa0062ce6c'
const mp4Starts = new Set(['ftyp', 'moov', 'mdat'])
/** Words that a text may begin with too: only a size that fits makes them boxes. */
const mp4Padding = new Set(['free', 'skip', 'wide', 'pnot', 'moof', 'styp'])
/** How far junk before the first frame is tolerated, and where nothing else points to audio. */
const reachAfterTag = 1024 * 1024
const reachBlind = 64 * 1024

/** By the first bytes, one character each. */
const unsupportedStarts: [string, string][] = [
  ['#!AMR', 'AMR'],
  ['caff', 'Core Audio'],
  ['ajkg', 'Shorten'],
  ['MThd', 'MIDI'],
  ['.snd', 'Sun audio'],
  ['ADIF', 'ADIF'],
  ['riff\x2e\x91', 'Wave64'],
  ['\x7f\xfe\x80\x01', 'DTS'],
  ['LA04', 'Lossless Audio'],
  ['FLV\x01', 'Flash video'],
  ['\0\0\x01\xba', 'MPEG programme'],
  ['\x47\x40', 'MPEG transport'],
  ['.RMF', 'RealMedia'],
]
const otherThings: [string, Told][] = [
  ['\xff\xd8\xff', say`a picture`],
  ['\x89PNG', say`a picture`],
  ['GIF8', say`a picture`],
  ['%PDF', say`a document`],
  ['PK\x03\x04', say`an archive`],
  ['Rar!', say`an archive`],
  ['\x1f\x8b', say`an archive`],
  ['\x7fELF', say`a program`],
  ['MZ', say`a program`],
  ['\0\x05\x16\x07', say`a resource file of another computer`],
]

function byMagic(head: Buffer, size: number): Kind | undefined {
  const text = head.toString('latin1', 0, 16)
  const first = text.slice(0, 4)
  if (first === 'fLaC') return 'flac'
  if (first === 'OggS') return 'ogg'
  if (/^(RIFF|RIFX|RF64|BW64)$/.test(first) && text.slice(8, 12) === 'WAVE') return 'wav'
  if (first === 'FORM' && /^AIF[FC]$/.test(text.slice(8, 12))) return 'aiff'
  if (first === 'FRM8' && text.slice(12, 16) === 'DSD ') return 'dsdiff'
  if (first === 'DSD ') return 'dsf'
  if (first === 'wvpk') return 'wavpack'
  if (first === 'MPCK') return 'musepack8'
  if (text.startsWith('MP+')) return 'musepack7'
  if (first === 'MAC ') return 'ape'
  if (first === 'TTA1' || first === 'TTA2') return 'tta'
  if (first === 'tBaK') return 'tak'
  if (first === 'OFR ') return 'ofr'
  if (head.toString('hex', 0, 16) === asfHeader) return 'asf'
  if (head.toString('hex', 0, 4) === '1a45dfa3') return 'matroska'
  const box = text.slice(4, 8)
  if (mp4Starts.has(box) || (mp4Padding.has(box) && head.readUInt32BE(0) <= size)) return 'mp4'
  return undefined
}

/** Reads the tags that stand before the audio on the way. `extension` is lower case without the dot. */
export function identify(reading: FileReading, extension: string): Identity {
  const { source } = reading
  let start = 0
  for (let turn = 0; turn < 8; turn++) {
    const id3 = findId3v2(source, start)
    const ape = id3 ? undefined : findLeadingApeTag(source, start)
    if (id3) readId3v2(reading, source, start, id3, true)
    else if (ape) readApeTag(reading, source, ape)
    else break
    start = id3 ? id3.end : (ape?.end ?? source.size)
  }
  const hasTag = start > 0
  if (start >= source.size) return tagOnly(extension, Math.min(start, source.size))
  const head = Buffer.from(source.viewUpTo(start, 32))
  const kind = byMagic(head, source.size)
  if (kind) return { kind, start }
  const known = refusalOf(head)
  if (known) throw known
  const streams = findStream(source, start, hasTag || isMpegName(extension) ? reachAfterTag : reachBlind)
  if (streams) return streams
  if (extension === 'mpc' && head.length >= 8 && isOldMusepack(head)) return { kind: 'musepack-old', start }
  if (hasTag) return tagOnly(extension, start)
  throw new ReadFailure('not-audio', isBlank(source) ? say`The file holds nothing but zeros.` : say`No audio was found in this file.`)
}

function isMpegName(extension: string): boolean {
  return /^(mp[123]|mpga|aac|adts)$/.test(extension)
}

function tagOnly(extension: string, start: number): Identity {
  if (!isMpegName(extension)) throw new ReadFailure('not-audio', say`The file holds a tag, but no audio.`)
  return { kind: 'tag-only', start }
}

/** Streams without a container: MPEG audio, ADTS, AC-3, or one of the signatures behind a little junk. */
function findStream(source: ByteSource, start: number, reach: number): Identity | undefined {
  const end = endOfFrames(source, start)
  if (parseAc3Frame(source.viewUpTo(start, 7))) return { kind: 'ac3', start }
  const direct = headerAt(source, start, end)
  if (direct && chainLength(source, start, end, 2) >= 2) return { kind: 'mpeg', start }
  const near = source.viewUpTo(start, 4096)
  const flac = near.indexOf('fLaC\0\0\0\x22', 0, 'latin1')
  if (flac > 0) return { kind: 'flac', start: start + flac }
  const ogg = near.indexOf('OggS\0\x02', 0, 'latin1')
  if (ogg > 0) return { kind: 'ogg', start: start + ogg }
  const found = findChain(source, start, Math.min(start + reach, end), end, 4)
  if (found !== undefined) return { kind: 'mpeg', start: found }
  return undefined
}

/** A short file may hold fewer frames than a search asks for: the last one must be known by what follows it. */
function endOfFrames(source: ByteSource, start: number): number {
  const { size } = source
  if (size - start <= id3v1Length) return size
  return source.view(size - id3v1Length, 3, id3v1Length).toString('latin1') === 'TAG' ? size - id3v1Length : size
}

function refusalOf(head: Buffer): ReadFailure | undefined {
  const text = head.toString('latin1')
  const unsupported = unsupportedStarts.find(([start]) => text.startsWith(start))
  if (unsupported) return new ReadFailure('unsupported', say`${unsupported[1]} files are not supported.`)
  if (/^(RIFF|RIFX)....AVI /s.test(text)) return new ReadFailure('unsupported', say`${'AVI'} files are not supported.`)
  const thing = otherThings.find(([start]) => text.startsWith(start))
  return thing && new ReadFailure('not-audio', say`This is ${thing[1]}, not audio.`)
}

function isBlank(source: ByteSource): boolean {
  return source.viewUpTo(0, 4096).every((byte) => byte === 0)
}
