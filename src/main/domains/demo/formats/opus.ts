import type { Material } from '../music/mixdown.ts'
import type { Assembler } from './assembler.ts'
import { runFfmpeg } from './ffmpeg.ts'
import { OggWriter, readPackets } from './ogg.ts'
import { opusGainFields, vorbisComment } from './vorbis-comment.ts'

/** Opus counts in 48 kHz whatever goes in; at this bit rate nothing above 12 kHz comes out again. */
export const OPUS_RATE = 24000
/** Twenty milliseconds. */
export const OPUS_GRAIN = 480
const COUNTED = 960

export async function encodeOpus(material: Material, kbps: number, ffmpegPath: string, signal: AbortSignal): Promise<Assembler> {
  const file = await runFfmpeg(ffmpegPath, OPUS_RATE, material.samples, ['-c:a', 'libopus', '-b:a', `${kbps}k`, '-frame_duration', '20', '-f', 'ogg'], signal)
  const [head, , ...packets] = readPackets(file)
  if (!head) throw new Error('The Opus encoder wrote no header.')
  const skipped = head.readUInt16LE(10)
  const cuts = material.pieces.map(({ start, length }) => packets.slice(start / OPUS_GRAIN, (start + length) / OPUS_GRAIN))
  return {
    channels: 1,
    assemble: (order, tags, picture) => {
      const writer = new OggWriter()
      writer.packet(head, 0)
      writer.flush()
      writer.packet(Buffer.concat([Buffer.from('OpusTags', 'latin1'), vorbisComment(tags, opusGainFields(tags), picture)]), 0)
      writer.flush()
      let granule = 0
      for (const packet of order.flatMap((piece) => cuts[piece] ?? [])) {
        granule += COUNTED
        writer.packet(packet, granule)
      }
      // What the decoder skips at the start is made up for at the end, so that the length is that of the music.
      writer.packet(packets.at(-1) ?? Buffer.alloc(0), granule + skipped)
      return [writer.finish()]
    },
  }
}
