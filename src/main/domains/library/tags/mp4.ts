import { say } from '#shared/messages/say.ts'
// MP4, M4A, 3GP and QuickTime: tracks, lengths and fragments.
import { emptyFormat, toMs } from './audio-format.ts'
import type { AudioFormat, Codec } from './file-tags.ts'
import type { ByteSource } from './byte-source.ts'
import { atomsIn, findAtom, type Atom } from './mp4-atoms.ts'
import { readSoundDescription, type SoundDescription } from './mp4-sound.ts'
import { readMp4Meta, readMp4Tags } from './mp4-tags.ts'
import { isDamage, ReadFailure } from './read-failure.ts'
import { warn, type FileReading } from './tag-block.ts'

interface Track {
  id: number
  handler: string
  timescale: number
  /** In units of the timescale; 0 = not stated. */
  duration: number
  /** The first real edit: where it starts (timescale) and how long it is (seconds); undefined if there is none. */
  edit: { start: number; seconds: number } | undefined
  /** Sum of the sample durations that the movie box itself lists. */
  sampleTime: number
  sound: SoundDescription | undefined
}

interface Movie {
  timescale: number
  duration: number
  tracks: Track[]
  /** Sample durations that fragments use unless they say otherwise, by track. */
  fragmentDefaults: Map<number, number>
  fragmentDuration: number
  isFragmented: boolean
}

/** Beyond any clock that occurs (Smooth Streaming counts 10 MHz): the field is damaged. */
const maxTimescale = 20_000_000

export function readMp4(reading: FileReading): AudioFormat {
  const { source } = reading
  let movie: Movie | undefined
  let mediaBytes = 0
  const fragmentTime = new Map<number, number>()
  for (const atom of atomsIn(source, 0, source.size)) {
    if (atom.type === 'moov') movie ??= readMovie(reading, atom)
    else if (atom.type === 'mdat') mediaBytes += atom.end - atom.at
    else if (atom.type === 'moof') tolerate(reading, () => readFragment(source, atom, movie, fragmentTime))
    else if (atom.type === 'meta') tolerate(reading, () => readMp4Meta(reading, atom))
    if (atom.isCut) warn(reading, 'damaged', 'The file is cut short.')
  }
  if (!movie) throw new ReadFailure('unreadable', say`The file ends before the part that describes its sound.`)
  const sounds = movie.tracks.filter((track) => track.handler === 'soun' || (track.handler === '' && track.sound))
  const track = sounds.find((each) => each.sound?.codec) ?? sounds[0]
  if (!track) {
    const isVideo = movie.tracks.some((each) => each.handler === 'vide')
    throw new ReadFailure('not-audio', isVideo ? say`This is a video without sound.` : say`No audio was found in this file.`)
  }
  const { sound } = track
  if (!sound) throw new ReadFailure('unreadable', say`The file does not describe its sound.`)
  if (!sound.codec) throw new ReadFailure('unsupported', say`Audio of the kind "${sound.name}" is not supported.`)
  return describe(reading, movie, track, sound, sound.codec, mediaBytes, fragmentTime.get(track.id) ?? 0)
}

function describe(reading: FileReading, movie: Movie, track: Track, sound: SoundDescription, codec: Codec, mediaBytes: number, fragmentTime: number): AudioFormat {
  const length = lengthOf(reading, movie, track, sound, fragmentTime)
  const isAlone = movie.tracks.every((each) => each === track || each.handler !== 'vide')
  const bitrate = isAlone && mediaBytes > 0 && length.seconds ? (mediaBytes * 8) / length.seconds : sound.bitrate
  return {
    ...emptyFormat('mp4', codec, sound.isLossless),
    durationMs: length.seconds === undefined ? null : toMs(length.seconds),
    bitrate: bitrate ? Math.round(bitrate / 1000) : null,
    sampleRate: sound.sampleRate || track.timescale || null,
    channels: sound.channels || null,
    bitsPerSample: sound.bitsPerSample,
    encoderDelay: length.delay,
    encoderPadding: length.padding,
    headerGain: sound.headerGain,
  }
}

interface Length {
  seconds: number | undefined
  delay: number | null
  padding: number | null
}

function lengthOf(reading: FileReading, movie: Movie, track: Track, sound: SoundDescription, fragmentTime: number): Length {
  const scale = track.timescale <= maxTimescale ? track.timescale : 0
  // Fragments continue what the movie itself holds, if it holds samples.
  const media = Math.max(track.duration, fragmentTime > 0 ? track.sampleTime + fragmentTime : 0)
  if (scale === 0 || media === 0) {
    const whole = movie.fragmentDuration || movie.duration
    const seconds = movie.timescale > 0 && whole > 0 ? whole / movie.timescale : movie.isFragmented ? undefined : 0
    return { seconds, delay: null, padding: null }
  }
  const seconds = media / scale
  const { gap } = reading
  if (gap && gap.samples > 0 && sound.sampleRate > 0) return { seconds, delay: gap.delay, padding: gap.padding }
  const { edit } = track
  // An edit that drops a little at the start is how MP4 states the encoder's delay.
  if (edit && edit.start > 0 && edit.start < scale && fragmentTime === 0) {
    const padding = Math.round(media - edit.start - edit.seconds * scale)
    return { seconds, delay: edit.start, padding: padding >= 0 ? padding : null }
  }
  return { seconds, delay: null, padding: null }
}

/** One damaged box does not spoil its neighbours. */
function tolerate(reading: FileReading, read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!isDamage(error)) throw error
    warn(reading, 'damaged', 'A part of the description is damaged and was skipped.')
  }
}

function readMovie(reading: FileReading, moov: Atom): Movie {
  const { source } = reading
  const movie: Movie = { timescale: 0, duration: 0, tracks: [], fragmentDefaults: new Map(), fragmentDuration: 0, isFragmented: false }
  for (const atom of atomsIn(source, moov.at, moov.end)) {
    tolerate(reading, () => {
      if (atom.type === 'mvhd') Object.assign(movie, readTimes(source, atom))
      else if (atom.type === 'trak') readTrack(source, atom, movie)
      else if (atom.type === 'udta') readMp4Tags(reading, atom)
      else if (atom.type === 'meta') readMp4Meta(reading, atom)
      else if (atom.type === 'mvex') readFragmentDefaults(source, atom, movie)
    })
  }
  return movie
}

const unknownDurations = new Set([0xffffffff, 2 ** 64])

/** `mvhd` and `mdhd` begin alike: version, two dates, timescale, duration. */
function readTimes(source: ByteSource, atom: Atom): { timescale: number; duration: number } {
  const isLong = source.view(atom.at, 1)[0] === 1
  const bytes = source.view(atom.at + (isLong ? 20 : 12), isLong ? 12 : 8)
  const duration = isLong ? Number(bytes.readBigUInt64BE(4)) : bytes.readUInt32BE(4)
  return { timescale: bytes.readUInt32BE(0), duration: unknownDurations.has(duration) ? 0 : duration }
}

function readTrack(source: ByteSource, trak: Atom, movie: Movie): void {
  const track: Track = { id: 0, handler: '', timescale: 0, duration: 0, edit: undefined, sampleTime: 0, sound: undefined }
  // Pushed before it is read: half a track is better than none.
  movie.tracks.push(track)
  for (const atom of atomsIn(source, trak.at, trak.end)) {
    if (atom.type === 'tkhd') {
      const isLong = source.view(atom.at, 1)[0] === 1
      track.id = source.view(atom.at + (isLong ? 20 : 12), 4).readUInt32BE(0)
    } else if (atom.type === 'edts') track.edit = readEdit(source, atom, movie.timescale)
    else if (atom.type === 'mdia') readMedia(source, atom, track)
  }
}

function readMedia(source: ByteSource, mdia: Atom, track: Track): void {
  for (const atom of atomsIn(source, mdia.at, mdia.end)) {
    if (atom.type === 'mdhd') Object.assign(track, readTimes(source, atom))
    else if (atom.type === 'hdlr' && atom.end - atom.at >= 12) track.handler = source.view(atom.at + 8, 4).toString('latin1')
    else if (atom.type === 'minf' && track.handler !== 'vide') {
      const stsd = findAtom(source, atom.at, atom.end, 'stbl', 'stsd')
      if (stsd) track.sound = readSoundDescription(source, stsd)
      const stts = findAtom(source, atom.at, atom.end, 'stbl', 'stts')
      if (stts) track.sampleTime = readSampleTime(source, stts)
    }
  }
}

function readSampleTime(source: ByteSource, stts: Atom): number {
  const count = source.view(stts.at + 4, 4).readUInt32BE(0)
  let total = 0
  for (let index = 0, at = stts.at + 8; index < count && at + 8 <= stts.end; index++, at += 8) {
    source.tick()
    const entry = source.view(at, 8)
    total += entry.readUInt32BE(0) * entry.readUInt32BE(4)
  }
  return total
}

/** The sum of the real edits; empty ones only delay the start. */
function readEdit(source: ByteSource, edts: Atom, movieScale: number): Track['edit'] {
  const elst = findAtom(source, edts.at, edts.end, 'elst')
  if (!elst || movieScale === 0) return undefined
  const head = Buffer.from(source.view(elst.at, 8))
  const isLong = head[0] === 1
  const entryLength = isLong ? 20 : 12
  const count = Math.min(head.readUInt32BE(4), 1000)
  let edit: Track['edit']
  for (let index = 0; index < count; index++) {
    const at = elst.at + 8 + index * entryLength
    if (at + entryLength > elst.end) break
    const entry = source.view(at, entryLength)
    const length = isLong ? Number(entry.readBigUInt64BE(0)) : entry.readUInt32BE(0)
    const start = isLong ? Number(entry.readBigInt64BE(8)) : entry.readInt32BE(4)
    if (start < 0) continue
    if (edit) edit.seconds += length / movieScale
    else edit = { start, seconds: length / movieScale }
  }
  return edit
}

function readFragmentDefaults(source: ByteSource, mvex: Atom, movie: Movie): void {
  movie.isFragmented = true
  for (const atom of atomsIn(source, mvex.at, mvex.end)) {
    if (atom.type === 'trex') movie.fragmentDefaults.set(source.view(atom.at + 4, 4).readUInt32BE(0), source.view(atom.at + 12, 4).readUInt32BE(0))
    else if (atom.type === 'mehd') movie.fragmentDuration = source.view(atom.at, 1)[0] === 1 ? Number(source.view(atom.at + 4, 8).readBigUInt64BE(0)) : source.view(atom.at + 4, 4).readUInt32BE(0)
  }
}

/** Adds up the sample durations of one fragment. */
function readFragment(source: ByteSource, moof: Atom, movie: Movie | undefined, time: Map<number, number>): void {
  for (const traf of atomsIn(source, moof.at, moof.end)) {
    if (traf.type !== 'traf') continue
    let id = 0
    let sampleDuration = 0
    for (const atom of atomsIn(source, traf.at, traf.end)) {
      if (atom.type === 'tfhd') {
        const head = Buffer.from(source.viewUpTo(atom.at, Math.min(32, atom.end - atom.at)))
        const flags = head.readUIntBE(1, 3)
        id = head.readUInt32BE(4)
        const at = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0)
        sampleDuration = flags & 8 ? head.readUInt32BE(at) : (movie?.fragmentDefaults.get(id) ?? 0)
      } else if (atom.type === 'trun') time.set(id, (time.get(id) ?? 0) + runDuration(source, atom, sampleDuration))
    }
  }
}

function runDuration(source: ByteSource, trun: Atom, sampleDuration: number): number {
  const head = Buffer.from(source.view(trun.at, 8))
  const flags = head.readUIntBE(1, 3)
  const count = head.readUInt32BE(4)
  if (!(flags & 0x100)) return count * sampleDuration
  const entryLength = [0x100, 0x200, 0x400, 0x800].reduce((sum, flag) => sum + (flags & flag ? 4 : 0), 0)
  const first = trun.at + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0)
  let total = 0
  for (let index = 0; index < count && first + (index + 1) * entryLength <= trun.end; index++) {
    source.tick()
    total += source.view(first + index * entryLength, 4).readUInt32BE(0)
  }
  return total
}
