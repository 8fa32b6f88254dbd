import { say } from '#shared/messages/say.ts'
// MPEG audio without a container: how long it is. An honest information frame says so; a constant bit rate follows from the size;
// everything else is counted frame by frame.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { AudioFormat } from './file-tags.ts'
import { areAlike, chainLength, findChain, freeFormatLength, headerAt, type FrameHeader } from './mpeg-frame.ts'
import { ReadFailure } from './read-failure.ts'
import { addValue, createBlock, warn, type FileReading } from './tag-block.ts'
import { parseInfoFrame, type InfoFrame } from './xing.ts'

/** Below this, counting costs as little as guessing. */
const countAlways = 192 * 1024
const probes = 12
const framesPerProbe = 8

interface Counted {
  seconds: number
  bytes: number
  first: FrameHeader
}

export function readMpegAudio(reading: FileReading, start: number, end: number): AudioFormat {
  const { source } = reading
  const first = headerAt(source, start, end)
  if (!first) throw new ReadFailure('not-audio', say`No audio was found in this file.`)
  if (first.layer === 1) throw new ReadFailure('unsupported', say`MPEG layer I audio is not supported.`)
  if (first.kind === 'adts') return readAdts(reading, start, end)
  const frameLength = first.length || freeFormatLength(source, start, end, first)
  const info = first.layer === 3 ? parseInfoFrame(source.viewUpTo(start, Math.min(frameLength, end - start)), first) : undefined
  const audioStart = info ? start + frameLength : start
  const format: AudioFormat = {
    ...emptyFormat('mpeg', first.layer === 3 ? 'mp3' : 'mp2', false),
    sampleRate: first.sampleRate,
    channels: first.channels,
    encoderDelay: info?.delay ?? null,
    encoderPadding: info?.padding ?? null,
    encoder: info?.encoder ?? null,
  }
  if (info?.trackGain !== undefined && info.trackGain !== null) addLameGain(reading, info)
  if (info && fillFromInfo(reading, format, info, first, start, end)) return format
  if (audioStart >= end) return { ...format, durationMs: 0 }
  const steady = end - audioStart > countAlways ? steadyBitrate(reading, audioStart, end) : undefined
  if (steady) {
    const frames = Math.floor((end - audioStart) / ((first.samples / 8) * (steady / first.sampleRate)))
    return finish(format, (frames * first.samples) / first.sampleRate, end - audioStart)
  }
  const counted = countFrames(reading, audioStart, end)
  return finish(format, counted.seconds, counted.bytes)
}

function finish(format: AudioFormat, seconds: number, bytes: number): AudioFormat {
  return { ...format, durationMs: toMs(seconds), bitrate: rateOf(bytes, seconds) }
}

function addLameGain(reading: FileReading, info: InfoFrame): void {
  const block = createBlock('lame')
  addValue(block, 'REPLAYGAINTRACKGAIN', String(info.trackGain))
  if (info.trackPeak !== null) addValue(block, 'REPLAYGAINTRACKPEAK', String(info.trackPeak))
  reading.blocks.push(block)
}

/** Whether the information frame could be believed. */
function fillFromInfo(reading: FileReading, format: AudioFormat, info: InfoFrame, first: FrameHeader, start: number, end: number): boolean {
  const { frames } = info
  if (!frames) return false
  const present = end - start
  const promised = info.bytes ?? present
  const seconds = (frames * first.samples) / first.sampleRate
  const rate = (promised * 8) / seconds
  if (rate < 6000 || rate > 660_000) {
    warn(reading, 'damaged', 'The length in the first frame is wrong; the frames were counted.')
    return false
  }
  // More audio behind what the header knows: files put together by hand.
  if (present > promised * 1.05 + 8192 && chainLength(reading.source, start + promised, end, 4) >= 4) {
    warn(reading, 'damaged', 'The length in the first frame is too short; the frames were counted.')
    return false
  }
  if (present < promised * 0.98 - 8192) warn(reading, 'damaged', `The file is cut short: about ${Math.round((present / promised) * 100)} % of its audio is there.`)
  Object.assign(format, finish(format, seconds, promised))
  return true
}

/** The one bit rate of the whole file, if frames all over it agree. */
function steadyBitrate(reading: FileReading, start: number, end: number): number | undefined {
  const { source } = reading
  let bitrate: number | undefined
  for (let probe = 0; probe < probes; probe++) {
    const from = start + Math.floor(((end - start) * probe) / probes)
    let at = probe === 0 ? start : findChain(source, from, Math.min(from + 16384, end), end, 4)
    for (let index = 0; index < framesPerProbe && at !== undefined; index++) {
      const header: FrameHeader | undefined = headerAt(source, at, end)
      if (!header || header.bitrate === 0) return undefined
      bitrate ??= header.bitrate
      if (header.bitrate !== bitrate) return undefined
      at += header.length
    }
    if (at === undefined) return undefined
  }
  return bitrate
}

/** Walks every frame, over damage too. */
export function countFrames(reading: FileReading, start: number, end: number): Counted {
  const { source } = reading
  const first = headerAt(source, start, end)
  if (!first) throw new ReadFailure('not-audio', say`No audio was found in this file.`)
  const freeLength = first.length === 0 ? freeFormatLength(source, start, end, first) : 0
  const counted: Counted = { seconds: 0, bytes: 0, first }
  let at = start
  while (at + 4 <= end) {
    source.tick()
    const header = headerAt(source, at, end)
    if (!header || !areAlike(header, first)) {
      const next = findChain(source, at + 1, end, end, 3)
      if (next === undefined) break
      warn(reading, 'damaged', 'Between audio frames stands something else; it was skipped.')
      at = next
      continue
    }
    const length = header.length || freeLength + ((source.view(at, 4)[2] ?? 0) & 2 ? 1 : 0)
    if (length <= 4) break
    counted.seconds += header.samples / header.sampleRate
    counted.bytes += Math.min(length, end - at)
    at += length
  }
  return counted
}

function readAdts(reading: FileReading, start: number, end: number): AudioFormat {
  const { seconds, bytes, first } = countFrames(reading, start, end)
  return finish({ ...emptyFormat('adts', 'aac', false), sampleRate: first.sampleRate, channels: first.channels || null }, seconds, bytes)
}
