import { say } from '#shared/messages/say.ts'
// Matroska and WebM: what the file holds stands at its beginning; tags and pictures may stand at its end, where the seek head points.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import { elementAt, elementsIn, floatOf, textOf, uintOf, type Element } from './ebml.ts'
import type { AudioFormat, Codec } from './file-tags.ts'
import { readAttachments, readMatroskaTags } from './matroska-tags.ts'
import { lastClusterTime } from './matroska-length.ts'
import { DamagedData, ReadFailure } from './read-failure.ts'
import { addValue, createBlock, warn, type FileReading } from './tag-block.ts'

const ids = {
  docType: 0x4282, segment: 0x18538067, seekHead: 0x114d9b74, seek: 0x4dbb, seekId: 0x53ab, seekPosition: 0x53ac, info: 0x1549a966, scale: 0x2ad7b1, duration: 0x4489, title: 0x7ba9,
  tracks: 0x1654ae6b, trackEntry: 0xae, trackUid: 0x73c5, trackType: 0x83, codecId: 0x86, audio: 0xe1, rate: 0xb5, channels: 0x9f, depth: 0x6264, cluster: 0x1f43b675, tags: 0x1254c367, attachments: 0x1941a469,
}
const codecs: [RegExp, Codec][] = [
  [/^A_OPUS/, 'opus'], [/^A_VORBIS/, 'vorbis'], [/^A_FLAC/, 'flac'], [/^A_AAC/, 'aac'], [/^A_MPEG\/L3/, 'mp3'], [/^A_MPEG\/L2/, 'mp2'], [/^A_EAC3/, 'eac3'], [/^A_AC3/, 'ac3'], [/^A_PCM/, 'pcm'], [/^A_ALAC/, 'alac'],
  [/^A_WAVPACK/, 'wavpack'], [/^A_TTA/, 'tta'], [/^A_MPC/, 'musepack'],
]
const lossless = new Set<Codec>(['flac', 'pcm', 'alac', 'wavpack', 'tta'])
const audioType = 2
const videoType = 1
const headOnly = 4096

interface Track {
  type: number
  uid: number
  codecId: string
  sampleRate: number
  channels: number
  bits: number
}

interface Contents {
  /** Nanoseconds per unit of time. */
  scale: number
  duration: number
  title: string
  tracks: Track[]
  tags: Element[]
  /** Where the seek head says things are, by id. */
  seeks: Map<number, number>
  seen: Set<number>
}

export function readMatroska(reading: FileReading, start: number): AudioFormat {
  const { source } = reading
  const head = elementAt(source, start, source.size)
  if (!head) throw new DamagedData('The file does not describe itself.')
  let docType = ''
  for (const part of elementsIn(source, head.at, head.end)) if (part.id === ids.docType) docType = textOf(source, part)
  const segment = elementAt(source, head.end, source.size)
  if (segment?.id !== ids.segment) throw new ReadFailure('unreadable', say`The file is damaged: it does not describe its sound.`)
  const contents: Contents = { scale: 1_000_000, duration: 0, title: '', tracks: [], tags: [], seeks: new Map(), seen: new Set() }
  readSegment(reading, segment, contents)
  const track = contents.tracks.find((each) => each.type === audioType)
  if (!track) {
    if (contents.tracks.some((each) => each.type === videoType)) throw new ReadFailure('not-audio', say`This is a video without sound.`)
    throw contents.seen.has(ids.tracks) ? new ReadFailure('not-audio', say`No audio was found in this file.`) : new ReadFailure('unreadable', say`The file is damaged: it does not describe its sound.`)
  }
  const codec = codecs.find(([pattern]) => pattern.test(track.codecId))?.[1]
  if (!codec) throw new ReadFailure('unsupported', say`Audio of the kind "${track.codecId}" is not supported.`)
  const block = createBlock('matroska')
  for (const tags of contents.tags) readMatroskaTags(source, block, tags, track.uid)
  if (!block.values.has('TITLE')) addValue(block, 'TITLE', contents.title)
  if (block.values.size > 0) reading.blocks.push(block)
  return describe(reading, contents, track, codec, docType === 'webm')
}

function describe(reading: FileReading, contents: Contents, track: Track, codec: Codec, isWebm: boolean): AudioFormat {
  const units = contents.duration > 0 ? contents.duration : lastClusterTime(reading.source)
  const seconds = units === undefined ? undefined : (units * contents.scale) / 1e9
  const hasVideo = contents.tracks.some((each) => each.type === videoType)
  const isLossless = lossless.has(codec)
  return {
    ...emptyFormat(isWebm ? 'webm' : 'matroska', codec, isLossless),
    durationMs: seconds === undefined ? null : toMs(seconds),
    bitrate: hasVideo || seconds === undefined ? null : rateOf(reading.source.size, seconds),
    sampleRate: codec === 'opus' ? 48000 : Math.round(track.sampleRate),
    channels: track.channels,
    bitsPerSample: isLossless ? track.bits || null : null,
  }
}

function readSegment(reading: FileReading, segment: Element, contents: Contents): void {
  const { source } = reading
  let at = segment.at
  let isHopping = false
  while (at < segment.end) {
    source.tick()
    const element = elementAt(source, at, segment.end, isHopping ? headOnly : undefined)
    if (!element) return warn(reading, 'damaged', 'The file is damaged; what stood before the damage was kept.')
    if (element.id === ids.cluster) {
      isHopping = true
      // Everything the seek head knows is fetched directly; only without it are all clusters hopped over.
      if (contents.seeks.size > 0) {
        for (const [id, position] of contents.seeks) if (!contents.seen.has(id)) readPart(reading, contents, elementAt(source, segment.at + position, segment.end), id)
        return
      }
    } else readPart(reading, contents, element, element.id)
    // What is open has no end of its own: its children follow as if they were its neighbours.
    at = element.isOpen ? element.at : element.end
  }
}

function readPart(reading: FileReading, contents: Contents, element: Element | undefined, id: number): void {
  const { source } = reading
  if (element?.id !== id) return
  contents.seen.add(id)
  if (id === ids.seekHead) readSeekHead(reading, element, contents)
  else if (id === ids.info) readInfo(reading, element, contents)
  else if (id === ids.tracks) {
    for (const entry of elementsIn(source, element.at, element.end)) if (entry.id === ids.trackEntry) contents.tracks.push(readTrack(reading, entry))
  } else if (id === ids.tags) contents.tags.push(element)
  else if (id === ids.attachments) readAttachments(reading, element)
}

function readSeekHead({ source }: FileReading, head: Element, contents: Contents): void {
  for (const seek of elementsIn(source, head.at, head.end)) {
    if (seek.id !== ids.seek) continue
    let id = 0
    let position = -1
    for (const part of elementsIn(source, seek.at, seek.end)) {
      if (part.id === ids.seekId) id = uintOf(source, part)
      else if (part.id === ids.seekPosition) position = uintOf(source, part)
    }
    if (position >= 0 && [ids.info, ids.tracks, ids.tags, ids.attachments].includes(id)) contents.seeks.set(id, position)
  }
}

function readInfo({ source }: FileReading, info: Element, contents: Contents): void {
  for (const part of elementsIn(source, info.at, info.end)) {
    if (part.id === ids.scale) contents.scale = uintOf(source, part) || contents.scale
    else if (part.id === ids.duration) contents.duration = floatOf(source, part)
    else if (part.id === ids.title) contents.title = textOf(source, part)
  }
}

function readTrack({ source }: FileReading, entry: Element): Track {
  const track: Track = { type: 0, uid: 0, codecId: '', sampleRate: 8000, channels: 1, bits: 0 }
  for (const part of elementsIn(source, entry.at, entry.end)) {
    if (part.id === ids.trackType) track.type = uintOf(source, part)
    else if (part.id === ids.trackUid) track.uid = uintOf(source, part)
    else if (part.id === ids.codecId) track.codecId = textOf(source, part)
    else if (part.id === ids.audio) {
      for (const fact of elementsIn(source, part.at, part.end)) {
        if (fact.id === ids.rate) track.sampleRate = floatOf(source, fact)
        else if (fact.id === ids.channels) track.channels = uintOf(source, fact)
        else if (fact.id === ids.depth) track.bits = uintOf(source, fact)
      }
    }
  }
  return track
}
