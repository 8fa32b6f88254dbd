// How long a Matroska file is that does not say so (recorded live): the time of its last block.
import type { ByteSource } from './byte-source.ts'
import { elementAt } from './ebml.ts'

const reach = 4 * 1024 * 1024
const step = 60 * 1024
const clusterId = Buffer.from([0x1f, 0x43, 0xb6, 0x75])
const clusterTime = 0xe7
const simpleBlock = 0xa3
const blockGroup = 0xa0
const block = 0xa1

/** In the file's own unit of time. */
export function lastClusterTime(source: ByteSource): number | undefined {
  for (let until = source.size; until > 0 && source.size - until < reach; until -= step) {
    const from = Math.max(0, until - step)
    const window = Buffer.from(source.view(from, Math.min(until + 3, source.size) - from))
    const at = window.lastIndexOf(clusterId)
    if (at >= 0) return clusterEnd(source, from + at)
  }
  return undefined
}

/** The cluster's own time plus that of the last block in it. */
function clusterEnd(source: ByteSource, start: number): number | undefined {
  let at = elementAt(source, start, source.size)?.at ?? source.size
  let base: number | undefined
  let last = 0
  for (;;) {
    source.tick()
    const element = elementAt(source, at, source.size)
    if (!element) break
    const { id, end } = element
    if (id === clusterTime) {
      base = 0
      for (const byte of source.view(element.at, Math.min(8, end - element.at))) base = base * 256 + byte
    } else if ((id === simpleBlock || id === block) && end - element.at >= 4) {
      // Track number (nearly always one byte), then the time within the cluster.
      const head = source.view(element.at, 4)
      if ((head[0] ?? 0) >= 0x80) last = Math.max(last, head.readInt16BE(1))
    }
    at = id === blockGroup ? element.at : end
  }
  return base === undefined ? undefined : base + last
}
