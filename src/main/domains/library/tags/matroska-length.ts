// How long a Matroska file is that does not say so (recorded live): the time of its last block.
import type { FileReading } from './tag-block.ts'

const reach = 4 * 1024 * 1024
const step = 60 * 1024
const clusterId = Buffer.from([0x1f, 0x43, 0xb6, 0x75])

/** A number with its length in its first bits: [value, bytes]. */
function variable(bytes: Buffer, at: number): [number, number] {
  const first = bytes[at] ?? 0
  const length = Math.clz32(first) - 23
  if (length > 8 || at + length > bytes.length) return [0, 0]
  let value = first & (0xff >> length)
  for (let index = 1; index < length; index++) value = value * 256 + (bytes[at + index] ?? 0)
  return [value, length]
}

/** Assumes the common time unit of a millisecond. */
export function lastClusterSeconds({ source }: FileReading): number | undefined {
  for (let until = source.size; until > 0 && source.size - until < reach; until -= step) {
    const from = Math.max(0, until - step)
    const window = Buffer.from(source.view(from, Math.min(until + 3, source.size) - from))
    const at = window.lastIndexOf(clusterId)
    if (at >= 0) return clusterEnd(source.copy(from + at, Math.min(source.size - from - at, reach)))
  }
  return undefined
}

/** The cluster's own time plus that of the last block in it. */
function clusterEnd(cluster: Buffer): number | undefined {
  let at = clusterId.length
  at += variable(cluster, at)[1]
  let base: number | undefined
  let last = 0
  while (at + 4 < cluster.length) {
    const id = cluster[at] ?? 0
    const [size, length] = variable(cluster, at + 1)
    if (length === 0) break
    const body = at + 1 + length
    if (id === 0xe7 && size <= 6 && body + size <= cluster.length) base = size > 0 ? cluster.readUIntBE(body, size) : 0
    else if (id === 0xa3 && body + 4 <= cluster.length) last = Math.max(last, cluster.readInt16BE(body + variable(cluster, body)[1]))
    else if (id === 0xa0) {
      // A group: its block lies within.
      at = body
      continue
    } else if (id === 0xa1 && body + 4 <= cluster.length) last = Math.max(last, cluster.readInt16BE(body + variable(cluster, body)[1]))
    else if (id < 0x80) break
    at = body + size
  }
  return base === undefined ? undefined : (base + last) / 1000
}
