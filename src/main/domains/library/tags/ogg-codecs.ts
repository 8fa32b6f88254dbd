// The identification headers of what Ogg carries.
import type { Codec } from './file-tags.ts'
import type { Bytes } from './byte-source.ts'
import { parseStreamInfo } from './flac.ts'

export interface OggStream {
  codec: Codec
  sampleRate: number
  channels: number
  bitsPerSample: number | null
  nominalBitrate: number | null
  /** Samples per second that page times count. */
  granuleRate: number
  /** Samples to drop at the start. */
  preSkip: number
  headerGain: number | null
  /** Total samples if the header states them. */
  samples: number
  /** Bytes before the comment proper in the second packet. */
  commentPrefix: number
}

const base = { bitsPerSample: null, nominalBitrate: null, preSkip: 0, headerGain: null, samples: 0 }

export type OggContent = OggStream | 'video' | 'other'

export function identifyOggStream(packet: Bytes): OggContent {
  const head = packet.view(0, Math.min(packet.size, 80))
  const starts = (text: string): boolean => head.toString('latin1', 0, text.length) === text
  if (starts('\x01vorbis') && head.length >= 30) {
    const nominal = head.readInt32LE(20)
    const sampleRate = head.readUInt32LE(12)
    return { ...base, codec: 'vorbis', channels: head[11] ?? 0, sampleRate, granuleRate: sampleRate, nominalBitrate: nominal > 0 ? nominal : null, commentPrefix: 7 }
  }
  if (starts('OpusHead') && head.length >= 19) {
    const gain = head.readInt16LE(16) / 256
    return { ...base, codec: 'opus', channels: head[9] ?? 0, sampleRate: 48000, granuleRate: 48000, preSkip: head.readUInt16LE(10), headerGain: gain, commentPrefix: 8 }
  }
  if (starts('\x7fFLAC') && head.length >= 51) {
    const info = parseStreamInfo(head.subarray(17))
    return { ...base, codec: 'flac', channels: info.channels, sampleRate: info.sampleRate, granuleRate: info.sampleRate, bitsPerSample: info.bitsPerSample, samples: info.totalSamples, commentPrefix: 4 }
  }
  if (starts('Speex   ') && head.length >= 80) {
    const sampleRate = head.readUInt32LE(36)
    const nominal = head.readInt32LE(52)
    return { ...base, codec: 'speex', channels: head.readUInt32LE(48), sampleRate, granuleRate: sampleRate, nominalBitrate: nominal > 0 ? nominal : null, commentPrefix: 0 }
  }
  if (starts('\x80theora') || starts('BBCD') || starts('\x01video') || starts('OVP80')) return 'video'
  return 'other'
}
