import { createOggEncoder } from 'wasm-media-encoders'
import type { Material, Piece } from '../music/mixdown.ts'
import type { Assembler } from './assembler.ts'
import { OggWriter, readPackets } from './ogg.ts'
import { vorbisComment } from './vorbis-comment.ts'

/** A long block's hop, at every sample rate used here. */
export const VORBIS_GRAIN = 1024

/** Compiled once a thread, and faster from then on. Used without awaiting in between, so albums do not mix. */
let encoderReady: ReturnType<typeof createOggEncoder> | undefined

/** `from` is where the samples that this packet completes begin. */
type Timed = { bytes: Uint8Array; isLong: boolean; size: number; from: number; samples: number }

export async function encodeVorbis(material: Material, quality: number): Promise<Assembler> {
  const { sampleRate, samples, pieces } = material
  const encoder = await (encoderReady ??= createOggEncoder())
  encoder.configure({ sampleRate, channels: 1, vbrQuality: quality })
  const file = Buffer.concat([Uint8Array.from(encoder.encode([samples])), encoder.finalize()])
  const [identification, , setup, ...audio] = readPackets(file)
  if (!identification || !setup) throw new Error('The Vorbis encoder wrote no headers.')
  const packets = time(audio, identification)
  const cuts = pieces.map((piece) => cut(packets, piece))
  return {
    channels: 1,
    assemble: (order, tags, picture) => {
      const writer = new OggWriter()
      writer.packet(identification, 0)
      writer.flush()
      writer.packet(Buffer.concat([Buffer.from('\x03vorbis', 'latin1'), vorbisComment(tags, undefined, picture), Uint8Array.of(1)]), 0)
      writer.packet(setup, 0)
      writer.flush()
      let granule = 0
      // The very first packet only fills the decoder's overlap.
      let previous = 0
      for (const piece of order) {
        for (const packet of cuts[piece] ?? []) {
          if (previous > 0) granule += (previous + packet.size) / 4
          previous = packet.size
          writer.packet(packet.bytes, granule)
        }
      }
      return [writer.finish()]
    },
  }
}

/** libvorbis writes two modes, short blocks and long ones: the bit after the packet type says which. */
function time(audio: readonly Uint8Array[], identification: Uint8Array): Timed[] {
  const sizes = identification[28]!
  const short = 1 << (sizes & 15)
  const long = 1 << (sizes >> 4)
  let at = 0
  let previous = 0
  return audio.map((bytes) => {
    const isLong = (bytes[0]! & 2) !== 0
    const size = isLong ? long : short
    const samples = previous === 0 ? 0 : (previous + size) / 4
    const timed = { bytes, isLong, size, from: at, samples }
    at += samples
    previous = size
    return timed
  })
}

const SEARCH = 12

/**
 * The packets of a piece: as many samples as the piece has, and cut where long blocks meet on both sides, because a
 * window's shape depends on its neighbours. Such places are looked for around the piece's edges.
 */
function cut(packets: readonly Timed[], { start, length }: Piece): readonly Timed[] {
  const nearStart = packets.findIndex((packet) => packet.from + packet.samples > start)
  const isSeam = (index: number): boolean => packets[index]?.isLong === true && packets[index - 1]?.isLong !== false
  for (let away = 0; away <= SEARCH; away++) {
    for (const first of [nearStart - away, nearStart + away]) {
      if (first < 1 || !isSeam(first)) continue
      const end = packets[first]!.from + length
      const last = packets.findIndex((packet, index) => index > first && packet.from === end && isSeam(index))
      if (last > 0) return packets.slice(first, last)
    }
  }
  // No such pair: a step of a few milliseconds at this seam is the lesser evil.
  const after = packets.findIndex((packet) => packet.from >= start + length)
  return packets.slice(Math.max(1, nearStart), after === -1 ? packets.length : after)
}
