/** A copy in an order that the seed decides: the same ids and seed give the same order. */
export function shuffled(ids: Int32Array, seed: number): Int32Array {
  const result = ids.slice()
  let state = seed | 0
  for (let last = result.length - 1; last > 0; last--) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const other = Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * (last + 1))
    const kept = result[last] ?? 0
    result[last] = result[other] ?? 0
    result[other] = kept
  }
  return result
}
