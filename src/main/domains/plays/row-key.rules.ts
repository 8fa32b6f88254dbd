/**
 * Names a row within its source by 48 bits of its words as told, and by how many equal ones (same start, same words)
 * came before it in the same reading. The same rows read again have the same keys, in whatever order they come.
 */
export function rowKeyOf({ artist, title, album }: { artist: string; title: string; album: string | null }, ordinal: number): number {
  const text = `${artist}\u0000${title}\u0000${album ?? ''}\u0000${ordinal}`
  // cyrb53, of which the lowest 48 bits are kept.
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x9e3779b1)
    low = Math.imul(low ^ unit, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return (low & 0xffff) * 0x1_0000_0000 + (high >>> 0)
}
