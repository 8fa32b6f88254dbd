// Ogg framing: pages, and packets that lie scattered over them.
import type { Bytes, ByteSource } from './byte-source.ts'
import { DamagedData } from './read-failure.ts'

const headLength = 27
const capture = 0x4f676753
/** Enough for the longest head; for looks at single pages. */
export const pageHeadOnly = 512

export interface OggPage {
  at: number
  /** First byte of the data. */
  dataAt: number
  /** First byte of the next page. */
  end: number
  serial: number
  /** -1 where no packet ends on the page. */
  granule: number
  isFirst: boolean
  segmentsAt: number
  segmentCount: number
}

export function pageAt(source: ByteSource, at: number, ahead?: number): OggPage | undefined {
  if (at + headLength > source.size) return undefined
  const head = source.view(at, headLength, ahead)
  if (head.readUInt32BE(0) !== capture || head[4] !== 0) return undefined
  const granule = head.readBigInt64LE(6)
  const serial = head.readUInt32LE(14)
  const count = head[26] ?? 0
  const dataAt = at + headLength + count
  if (dataAt > source.size) return undefined
  const segments = source.view(at + headLength, count, ahead)
  let length = 0
  for (let index = 0; index < count; index++) length += segments[index] ?? 0
  return {
    at,
    dataAt,
    end: dataAt + length,
    serial,
    granule: granule < 0n ? -1 : Number(granule),
    isFirst: ((head[5] ?? 0) & 2) !== 0,
    segmentsAt: at + headLength,
    segmentCount: count,
  }
}

/** The page at `at`, or the next one when something else stands there; at most `reach` bytes away. */
export function findPage(source: ByteSource, at: number, reach: number): OggPage | undefined {
  const direct = pageAt(source, at)
  if (direct) return direct
  const step = 32 * 1024
  for (let from = at; from < Math.min(at + reach, source.size); from += step) {
    const window = Buffer.from(source.viewUpTo(from, step + 3))
    for (let index = window.indexOf('OggS'); index >= 0; index = window.indexOf('OggS', index + 1)) {
      const page = pageAt(source, from + index)
      if (page) return page
    }
  }
  return undefined
}

/** The last whole page that is wanted, searched from the end; `reach` bytes at most. */
export function lastPage(source: ByteSource, reach: number, isWanted: (page: OggPage) => boolean): OggPage | undefined {
  const step = 60 * 1024
  for (let until = source.size; until > 0 && source.size - until < reach; until -= step) {
    const from = Math.max(0, until - step)
    const window = Buffer.from(source.view(from, Math.min(until + 3, source.size) - from))
    for (let index = window.lastIndexOf('OggS'); index >= 0; index = index === 0 ? -1 : window.lastIndexOf('OggS', index - 1)) {
      const page = pageAt(source, from + index, pageHeadOnly)
      if (page && page.end <= source.size && isWanted(page)) return page
    }
  }
  return undefined
}

interface Extent {
  /** Position within the packet. */
  at: number
  fileAt: number
  length: number
}

/** A packet seen as one piece. Within a page nothing is copied. */
export class OggPacket implements Bytes {
  size = 0
  private readonly extents: Extent[] = []
  private readonly source: ByteSource

  constructor(source: ByteSource) {
    this.source = source
  }

  add(fileAt: number, length: number): void {
    if (length === 0) return
    const last = this.extents.at(-1)
    if (last && last.fileAt + last.length === fileAt) last.length += length
    else this.extents.push({ at: this.size, fileAt, length })
    this.size += length
  }

  view(position: number, length: number): Buffer {
    if (position < 0 || length < 0 || position + length > this.size) throw new DamagedData('A packet ends too early.')
    if (length === 0) return Buffer.alloc(0)
    let index = this.indexOf(position)
    const first = this.extents[index]
    if (first && position + length <= first.at + first.length) return this.source.view(first.fileAt + position - first.at, length, Math.min(4096, first.at + first.length - position))
    const whole = Buffer.allocUnsafe(length)
    for (let done = 0; done < length; index++) {
      const extent = this.extents[index]
      if (!extent) throw new DamagedData('A packet ends too early.')
      const from = position + done - extent.at
      const part = Math.min(extent.length - from, length - done)
      this.source.view(extent.fileAt + from, part).copy(whole, done)
      done += part
    }
    return whole
  }

  private indexOf(position: number): number {
    let low = 0
    let high = this.extents.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.extents[middle]?.at ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return low
  }
}
