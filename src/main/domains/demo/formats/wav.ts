import type { Material } from '../music/mixdown.ts'
import type { Assembler, TrackTags } from './assembler.ts'
import { id3 } from './id3.ts'

/** 16-bit mono. Tags stand twice, as in most WAV files that have any: RIFF INFO for old programs, ID3 for the rest. */
export function encodeWav({ sampleRate, samples, pieces }: Material): Assembler {
  const pcm = Buffer.alloc(samples.length * 2)
  for (let at = 0; at < samples.length; at++) pcm.writeInt16LE(Math.round(samples[at]! * 32767), at * 2)
  const bodies = pieces.map(({ start, length }) => pcm.subarray(start * 2, (start + length) * 2))
  return {
    channels: 1,
    assemble: (order, tags, picture) => {
      const format = Buffer.alloc(16)
      format.writeUInt16LE(1, 0)
      format.writeUInt16LE(1, 2)
      format.writeUInt32LE(sampleRate, 4)
      format.writeUInt32LE(sampleRate * 2, 8)
      format.writeUInt16LE(2, 12)
      format.writeUInt16LE(16, 14)
      const audio = order.map((piece) => bodies[piece] ?? Buffer.alloc(0))
      const dataHead = Buffer.concat([Buffer.from('data', 'latin1'), littleEndian(audio.reduce((sum, body) => sum + body.length, 0))])
      const content = [Buffer.from('WAVE', 'latin1'), chunk('fmt ', format), chunk('LIST', info(tags)), dataHead, ...audio, chunk('id3 ', id3(tags, picture))]
      return [Buffer.from('RIFF', 'latin1'), littleEndian(content.reduce((sum, part) => sum + part.length, 0)), ...content]
    },
  }
}

function info(tags: TrackTags): Buffer {
  const fields: [string, string | null][] = [
    ['INAM', tags.title],
    ['IART', tags.artist],
    ['IPRD', tags.album],
    ['ICRD', String(tags.year)],
    ['IGNR', tags.genres[0] ?? null],
    ['ITRK', tags.trackNumber],
  ]
  return Buffer.concat([Buffer.from('INFO', 'latin1'), ...fields.flatMap(([name, value]) => (value === null ? [] : [chunk(name, Buffer.from(`${value}\0`, 'utf8'))]))])
}

function chunk(name: string, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(name, 'latin1'), littleEndian(content.length), content, Buffer.alloc(content.length % 2)])
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
