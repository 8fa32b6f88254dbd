import { say } from '#shared/messages/say.ts'
// Ogg files: Vorbis, Opus, FLAC, Speex. Headers and comments from the first pages, the length from the last one.
import { emptyFormat, toMs } from './audio-format.ts'
import type { AudioFormat } from './file-tags.ts'
import { identifyOggStream, type OggStream } from './ogg-codecs.ts'
import { findPage, lastPage, OggPacket, pageAt, pageHeadOnly, type OggPage } from './ogg-pages.ts'
import { ReadFailure } from './read-failure.ts'
import { warn, type FileReading } from './tag-block.ts'
import { addFlacPicture, readVorbisComments } from './vorbis-comment.ts'

const maxHeaderBytes = 96 * 1024 * 1024
const resyncReach = 1024 * 1024
const tailReach = 2 * 1024 * 1024

interface Found {
  stream: OggStream
  serial: number
  headerPackets: OggPacket[]
  isHeaderDone: boolean
}

export function readOgg(reading: FileReading, start: number): AudioFormat {
  const { source } = reading
  const serials = new Set<number>()
  let sawVideo = false
  let found: Found | undefined
  let at = start
  // All streams introduce themselves first; then come their headers, mixed.
  let page = pageAt(source, at)
  while (page?.isFirst) {
    source.tick()
    serials.add(page.serial)
    const packet = new OggPacket(source)
    packet.add(page.dataAt, Math.min(page.end, source.size) - page.dataAt)
    const content = identifyOggStream(packet)
    if (content === 'video') sawVideo = true
    else if (content !== 'other') found ??= { stream: content, serial: page.serial, headerPackets: [packet], isHeaderDone: false }
    at = page.end
    page = findPage(source, at, resyncReach)
  }
  if (!found) throw sawVideo ? new ReadFailure('not-audio', say`This is a video without sound.`) : new ReadFailure('unsupported', say`This Ogg file holds no audio that Sillon knows.`)
  const firstAudio = collectHeaders(reading, found, at)
  const encoder = readComments(reading, found)
  return describe(reading, found, serials, firstAudio, encoder)
}

function neededPackets(stream: OggStream): number {
  // FLAC states in its first packet how many follow; three are enough to see comments and a picture.
  return stream.codec === 'flac' ? 8 : 2
}

/** Gathers the packets behind the first one and returns the first page with audio. */
function collectHeaders(reading: FileReading, found: Found, start: number): OggPage | undefined {
  const { source } = reading
  let packet = new OggPacket(source)
  let isLargePage = false
  let at = start
  for (;;) {
    source.tick()
    const page: OggPage | undefined = pageAt(source, at, isLargePage ? pageHeadOnly : undefined) ?? findPage(source, at, resyncReach)
    if (!page) {
      // Headers may be all there is.
      if (packet.size > 0) found.headerPackets.push(packet)
      return undefined
    }
    // Large pages follow one another where a picture is hidden in the comments.
    isLargePage = page.end - page.at > 32 * 1024
    at = page.end
    if (page.serial !== found.serial) continue
    if (found.isHeaderDone) {
      if (page.granule > 0) return page
      continue
    }
    let position = page.dataAt
    const segments = Buffer.from(source.view(page.segmentsAt, page.segmentCount, 512))
    for (const segment of segments) {
      packet.add(position, Math.min(segment, Math.max(0, source.size - position)))
      position += segment
      if (segment < 255) {
        found.headerPackets.push(packet)
        packet = new OggPacket(source)
        if (isLastHeader(found)) {
          found.isHeaderDone = true
          break
        }
      }
    }
    if (packet.size > maxHeaderBytes) return undefined
    if (found.isHeaderDone && page.granule > 0) return page
  }
}

function isLastHeader(found: Found): boolean {
  if (found.stream.codec !== 'flac') return found.headerPackets.length >= neededPackets(found.stream)
  const last = found.headerPackets.at(-1)
  if (!last || last.size === 0) return true
  return (last.view(0, 1)[0] ?? 0) >= 0x80 || found.headerPackets.length >= neededPackets(found.stream)
}

function readComments(reading: FileReading, found: Found): string | null {
  const comments = found.headerPackets[1]
  if (!comments) {
    warn(reading, 'damaged', 'The file ends within its own description.')
    return null
  }
  const encoder = readVorbisComments(reading, comments, found.stream.commentPrefix)
  if (found.stream.codec === 'flac') {
    for (const packet of found.headerPackets.slice(2)) {
      const type = packet.size > 4 ? (packet.view(0, 1)[0] ?? 0) & 0x7f : 0
      if (type === 6) addFlacPicture(reading, Buffer.from(packet.view(4, reading.wantsCovers ? packet.size - 4 : Math.min(1024, packet.size - 4))), packet.size - 4, null, reading.wantsCovers)
    }
  }
  return encoder
}

function describe(reading: FileReading, found: Found, serials: Set<number>, firstAudio: OggPage | undefined, encoder: string | null): AudioFormat {
  const { source } = reading
  const { stream } = found
  // Several files joined into one end with a stream that was not there at the start.
  const end = lastPage(source, tailReach, () => true)
  const seconds = end && !serials.has(end.serial) ? chainedSeconds(reading) : plainSeconds(reading, found, firstAudio, end)
  // Several streams share the file: only one alone may be credited with all its bytes.
  const audioBytes = source.size - (found.headerPackets[1]?.size ?? 0)
  const bitrate = serials.size === 1 && seconds ? (audioBytes * 8) / seconds : stream.nominalBitrate
  return {
    ...emptyFormat('ogg', stream.codec, stream.codec === 'flac'),
    durationMs: seconds === undefined ? null : toMs(seconds),
    bitrate: bitrate ? Math.round(bitrate / 1000) : null,
    sampleRate: stream.sampleRate || null,
    channels: stream.channels || null,
    bitsPerSample: stream.bitsPerSample,
    encoderDelay: stream.preSkip || null,
    encoder,
    headerGain: stream.headerGain,
  }
}

function plainSeconds(reading: FileReading, found: Found, firstAudio: OggPage | undefined, end: OggPage | undefined): number | undefined {
  const { source } = reading
  const { stream } = found
  if (stream.granuleRate === 0) return undefined
  const isTimed = (page: OggPage): boolean => page.serial === found.serial && page.granule >= 0
  const last = end && isTimed(end) ? end : (lastPage(source, tailReach, isTimed) ?? walkToLast(reading, found.serial, firstAudio))
  if (!last || last.granule <= 0) {
    warn(reading, 'damaged', 'The file ends before its audio.')
    return stream.samples > 0 ? stream.samples / stream.granuleRate : firstAudio ? undefined : 0
  }
  const after = pageAt(source, last.end)
  if (after && after.end > source.size) warn(reading, 'damaged', 'The file is cut short.')
  const total = last.granule - startOf(reading, found, firstAudio) - stream.preSkip
  return Math.max(0, total) / stream.granuleRate
}

/** A stream cut out of a longer one does not begin at zero. */
function startOf(reading: FileReading, found: Found, firstAudio: OggPage | undefined): number {
  if (!firstAudio || firstAudio.granule < found.stream.granuleRate * 5) return 0
  let second = pageAt(reading.source, firstAudio.end)
  for (let hops = 0; second && hops < 64 && (second.serial !== found.serial || second.granule < 0); hops++) second = pageAt(reading.source, second.end)
  const step = second && second.serial === found.serial ? second.granule - firstAudio.granule : 0
  return Math.max(0, firstAudio.granule - Math.max(0, step))
}

function walkToLast(reading: FileReading, serial: number, from: OggPage | undefined): OggPage | undefined {
  let last: OggPage | undefined
  let page = from
  while (page) {
    reading.source.tick()
    if (page.serial === serial && page.granule >= 0) last = page
    page = findPage(reading.source, page.end, resyncReach)
  }
  return last
}

/** The sum over all links of a chain; each counts from its own first page. */
function chainedSeconds(reading: FileReading): number {
  const { source } = reading
  const links = new Map<number, { stream: OggStream; last: number }>()
  let page = findPage(source, 0, resyncReach)
  while (page) {
    source.tick()
    const link = links.get(page.serial)
    if (page.isFirst && !link) {
      const packet = new OggPacket(source)
      packet.add(page.dataAt, Math.min(page.end, source.size) - page.dataAt)
      const content = identifyOggStream(packet)
      if (typeof content === 'object') links.set(page.serial, { stream: content, last: 0 })
    } else if (link && page.granule > link.last) link.last = page.granule
    page = findPage(source, page.end, resyncReach)
  }
  let seconds = 0
  for (const { stream, last } of links.values()) seconds += Math.max(0, last - stream.preSkip) / (stream.granuleRate || 1)
  return seconds
}
