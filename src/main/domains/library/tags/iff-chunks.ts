// The chunk structure that WAV (RIFF, RF64, little endian) and AIFF (FORM, big endian) share.
import type { ByteSource } from './byte-source.ts'

export interface Chunk {
  id: string
  at: number
  /** As declared. */
  size: number
  /** First byte behind what is there. */
  end: number
}

const maxChunks = 10_000
const printable = /^[\x20-\x7e]{4}$/

/** `longSize` gives the true size where a chunk says 0xffffffff (RF64). */
export function* chunksIn(source: ByteSource, start: number, end: number, isBigEndian: boolean, longSize?: (id: string) => number | undefined): Generator<Chunk> {
  let at = start
  for (let count = 0; count < maxChunks && at + 8 <= end; count++) {
    source.tick()
    const head = source.view(at, 8)
    const id = head.toString('latin1', 0, 4)
    let size = isBigEndian ? head.readUInt32BE(4) : head.readUInt32LE(4)
    if (size === 0xffffffff) size = longSize?.(id) ?? size
    // Some writers forget the pad byte after an odd chunk.
    if (!printable.test(id)) return
    yield { id, at: at + 8, size, end: Math.min(at + 8 + size, end) }
    const next = at + 8 + size
    const isUnpadded = size % 2 === 1 && next + 4 <= end && printable.test(source.view(next, 4).toString('latin1')) && !printable.test(source.view(next + 1, Math.min(4, end - next - 1)).toString('latin1'))
    at = size % 2 === 1 && !isUnpadded ? next + 1 : next
  }
}
