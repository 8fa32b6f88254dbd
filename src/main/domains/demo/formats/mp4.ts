import type { Material } from '../music/mixdown.ts'
import type { Assembler } from './assembler.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { atom, fullAtom, u16, u32 } from './mp4-atom.ts'
import { itunesTags } from './mp4-tags.ts'

/** Samples in an AAC frame; the encoder's output lags one frame behind. */
export const AAC_GRAIN = 1024
const LAG = 1

export async function encodeM4a(material: Material, kbps: number, ffmpegPath: string, signal: AbortSignal): Promise<Assembler> {
  const { sampleRate, samples, pieces } = material
  const stream = await runFfmpeg(ffmpegPath, sampleRate, samples, ['-c:a', 'aac', '-b:a', `${kbps}k`, '-f', 'adts'], signal)
  const { frames, config } = readAdts(stream)
  const cuts = pieces.map(({ start, length }) => frames.slice(start / AAC_GRAIN + LAG, (start + length) / AAC_GRAIN + LAG))
  return {
    channels: 1,
    assemble: (order, tags, picture) => {
      const chosen = order.flatMap((piece) => cuts[piece] ?? [])
      const head = atom('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42isom', 'latin1'))
      const metadata = itunesTags(tags, picture)
      // The table of contents stands in front of the audio and says where that begins: its own length is needed first.
      const measured = movie(chosen, sampleRate, config, metadata, 0).length
      return [head, movie(chosen, sampleRate, config, metadata, head.length + measured + 8), atom('mdat', ...chosen)]
    },
  }
}

/** Frames without their transport headers, and the two bytes of AudioSpecificConfig that those headers agree on. */
function readAdts(stream: Buffer): { frames: Buffer[]; config: Uint8Array } {
  const frames: Buffer[] = []
  for (let at = 0; at + 7 <= stream.length; ) {
    const length = (stream.readUInt32BE(at + 2) >> 5) & 0x1fff
    const header = (stream[at + 1]! & 1) === 1 ? 7 : 9
    if (length < header) throw new Error('The AAC encoder wrote something unforeseen.')
    frames.push(stream.subarray(at + header, at + length))
    at += length
  }
  const lowComplexity = 2
  const rateIndex = (stream[2]! >> 2) & 15
  const mono = 1
  return { frames, config: u16((lowComplexity << 11) | (rateIndex << 7) | (mono << 3)) }
}

const MATRIX = Buffer.concat([u32(0x10000), Buffer.alloc(12), u32(0x10000), Buffer.alloc(12), u32(0x40000000)])

function movie(frames: readonly Uint8Array[], sampleRate: number, config: Uint8Array, metadata: Uint8Array, firstByte: number): Buffer {
  const duration = frames.length * AAC_GRAIN
  return atom(
    'moov',
    fullAtom('mvhd', 0, Buffer.alloc(8), u32(sampleRate), u32(duration), u32(0x10000), u16(0x100), Buffer.alloc(10), MATRIX, Buffer.alloc(24), u32(2)),
    atom(
      'trak',
      fullAtom('tkhd', 7, Buffer.alloc(8), u32(1), u32(0), u32(duration), Buffer.alloc(8), u16(0), u16(0), u16(0x100), u16(0), MATRIX, Buffer.alloc(8)),
      atom(
        'mdia',
        fullAtom('mdhd', 0, Buffer.alloc(8), u32(sampleRate), u32(duration), u16(0x55c4), u16(0)),
        fullAtom('hdlr', 0, u32(0), Buffer.from('soun', 'latin1'), Buffer.alloc(13)),
        atom('minf', fullAtom('smhd', 0, u32(0)), atom('dinf', fullAtom('dref', 0, u32(1), fullAtom('url ', 1))), sampleTable(frames, sampleRate, config, firstByte)),
      ),
    ),
    atom('udta', metadata),
  )
}

function sampleTable(frames: readonly Uint8Array[], sampleRate: number, config: Uint8Array, firstByte: number): Buffer {
  const largest = frames.reduce((size, frame) => Math.max(size, frame.length), 0)
  const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
  const bitrate = Math.round((bytes * 8 * sampleRate) / (frames.length * AAC_GRAIN))
  const decoder = descriptor(4, Uint8Array.of(0x40, 0x15), u32(largest).subarray(1), u32(bitrate), u32(bitrate), descriptor(5, config))
  const esds = fullAtom('esds', 0, descriptor(3, u16(1), Uint8Array.of(0), decoder, descriptor(6, Uint8Array.of(2))))
  const entry = atom('mp4a', Buffer.alloc(6), u16(1), Buffer.alloc(8), u16(1), u16(16), u32(0), u16(sampleRate), u16(0), esds)
  const sizes = Buffer.alloc(frames.length * 4)
  for (const [index, frame] of frames.entries()) sizes.writeUInt32BE(frame.length, index * 4)
  return atom(
    'stbl',
    fullAtom('stsd', 0, u32(1), entry),
    fullAtom('stts', 0, u32(1), u32(frames.length), u32(AAC_GRAIN)),
    fullAtom('stsc', 0, u32(1), u32(1), u32(frames.length), u32(1)),
    fullAtom('stsz', 0, u32(0), u32(frames.length), sizes),
    fullAtom('stco', 0, u32(1), u32(firstByte)),
  )
}

function descriptor(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Uint8Array.of(tag, body.length), body])
}
