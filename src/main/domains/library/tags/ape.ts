// Monkey's Audio: the descriptor of 3.98 and later, and the short header before it.
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { AudioFormat } from './file-tags.ts'
import { DamagedData } from './read-failure.ts'
import type { FileReading } from './tag-block.ts'

export function readApe(reading: FileReading, start: number, end: number): AudioFormat {
  const { source } = reading
  const version = source.view(start + 4, 2).readUInt16LE(0)
  const facts = version >= 3980 ? readNew() : readOld()
  if (facts.sampleRate === 0) throw new DamagedData('The file states no sample rate.')
  const samples = facts.frames > 0 ? (facts.frames - 1) * facts.blocksPerFrame + facts.lastFrame : 0
  const seconds = samples / facts.sampleRate
  return {
    ...emptyFormat('ape', 'ape', true),
    durationMs: toMs(seconds),
    bitrate: rateOf(end - start, seconds),
    sampleRate: facts.sampleRate,
    channels: facts.channels,
    bitsPerSample: facts.bitsPerSample,
    encoder: `Monkey's Audio ${(version / 1000).toFixed(2)}`,
  }

  function readNew() {
    const at = start + source.view(start + 8, 4).readUInt32LE(0)
    const head = source.view(at, 24)
    return {
      blocksPerFrame: head.readUInt32LE(4),
      lastFrame: head.readUInt32LE(8),
      frames: head.readUInt32LE(12),
      bitsPerSample: head.readUInt16LE(16),
      channels: head.readUInt16LE(18),
      sampleRate: head.readUInt32LE(20),
    }
  }

  function readOld() {
    const head = source.view(start, 32)
    const compression = head.readUInt16LE(6)
    const flags = head.readUInt16LE(8)
    const blocksPerFrame = version >= 3950 ? 73728 * 4 : version >= 3900 || (version >= 3800 && compression === 4000) ? 73728 : 9216
    return {
      blocksPerFrame,
      channels: head.readUInt16LE(10),
      sampleRate: head.readUInt32LE(12),
      frames: head.readUInt32LE(24),
      lastFrame: head.readUInt32LE(28),
      bitsPerSample: flags & 1 ? 8 : flags & 8 ? 24 : 16,
    }
  }
}
