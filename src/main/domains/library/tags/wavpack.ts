// WavPack: the first block with audio tells rate and length; channels beyond two lie in sibling blocks.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { ByteSource } from './byte-source.ts'
import type { AudioFormat } from './file-tags.ts'
import { DamagedData } from './read-failure.ts'
import type { FileReading } from './tag-block.ts'

const rates = [6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000, 192000]
const headLength = 32
const tailReach = 1024 * 1024
const unknownLength = 0xffffffff

interface Block {
  end: number
  total: number
  index: number
  samples: number
  flags: number
}

function blockAt(source: ByteSource, at: number): Block | undefined {
  if (at + headLength > source.size) return undefined
  const head = source.view(at, headLength)
  if (head.toString('latin1', 0, 4) !== 'wvpk') return undefined
  const low = head.readUInt32LE(12)
  const high = head[11] ?? 0
  return {
    end: at + 8 + head.readUInt32LE(4),
    total: low === unknownLength ? -1 : low + high * 2 ** 32 - high,
    index: head.readUInt32LE(16) + (head[10] ?? 0) * 2 ** 32,
    samples: head.readUInt32LE(20),
    flags: head.readUInt32LE(24),
  }
}

export function readWavPack(reading: FileReading, start: number, end: number): AudioFormat {
  const { source } = reading
  let at = start
  let first: Block | undefined
  let channels = 0
  let rateFactor = 1
  let sampleRate = 0
  for (let count = 0; count < 256; count++) {
    source.tick()
    const block = blockAt(source, at)
    if (!block || block.end <= at) break
    if (block.samples > 0) {
      const details = readDetails(source, at + headLength, Math.min(block.end, end))
      if (!first) {
        first = block
        sampleRate = details.sampleRate || (rates[(block.flags >>> 23) & 15] ?? 0)
        rateFactor = details.rateFactor
      }
      channels += block.flags & 4 ? 1 : 2
      if (details.channels > 0) channels = details.channels
      if (block.flags & 0x1000 || details.channels > 0) break
    }
    at = block.end
  }
  if (!first || sampleRate === 0) throw new DamagedData('The file does not describe its audio.')
  const isDsd = first.flags >>> 31 === 1
  const total = first.total >= 0 ? first.total : lastSample(source, start, end)
  const seconds = total / (sampleRate * rateFactor)
  return {
    ...emptyFormat('wavpack', 'wavpack', (first.flags & 8) === 0),
    durationMs: total >= 0 ? toMs(seconds) : null,
    bitrate: rateOf(end - start, seconds),
    sampleRate: isDsd ? sampleRate * rateFactor * 8 : sampleRate,
    channels,
    bitsPerSample: isDsd ? 1 : ((first.flags & 3) + 1) * 8 - ((first.flags >>> 13) & 31),
  }
}

/** The sub-blocks that matter: 0x0d channels, 0x27 an unusual rate, 0x0e the speed of DSD. */
function readDetails(source: ByteSource, start: number, end: number): { channels: number; sampleRate: number; rateFactor: number } {
  const details = { channels: 0, sampleRate: 0, rateFactor: 1 }
  let at = start
  while (at + 4 <= end) {
    source.tick()
    const head = source.view(at, 4)
    const id = head[0] ?? 0
    const isLong = (id & 0x80) !== 0
    const words = isLong ? head.readUIntLE(1, 3) : (head[1] ?? 0)
    const bodyAt = at + (isLong ? 4 : 2)
    const kind = id & 0x3f
    if (bodyAt + Math.min(words * 2, 4) > end) break
    if (kind === 0x0d && words > 0) details.channels = source.view(bodyAt, 1)[0] ?? 0
    else if (kind === 0x27 && words >= 2) details.sampleRate = source.view(bodyAt, 3).readUIntLE(0, 3)
    else if (kind === 0x0e && words > 0) details.rateFactor = 2 ** ((source.view(bodyAt, 1)[0] ?? 0) & 31)
    at = bodyAt + words * 2
  }
  return details
}

/** Where the encoder did not know the length, the last block does. */
function lastSample(source: ByteSource, start: number, end: number): number {
  const step = 60 * 1024
  for (let until = end; until > start && end - until < tailReach; until -= step) {
    const from = Math.max(start, until - step)
    const window = Buffer.from(source.view(from, Math.min(until + 3, end) - from))
    for (let index = window.lastIndexOf('wvpk'); index >= 0; index = index === 0 ? -1 : window.lastIndexOf('wvpk', index - 1)) {
      const block = blockAt(source, from + index)
      if (block && block.samples > 0) return block.index + block.samples
    }
  }
  return -1
}
