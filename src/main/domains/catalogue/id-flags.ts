/** The largest of some ids; 0 without any. */
export function largest(ids: Int32Array): number {
  let most = 0
  for (const id of ids) if (id > most) most = id
  return most
}

/** Flags by id, 1 where the id is among these: a set that costs a byte an id and is asked in no time. */
export function flagged(ids: Int32Array): Uint8Array {
  const flags = new Uint8Array(largest(ids) + 1)
  for (const id of ids) flags[id] = 1
  return flags
}

/** Those of the ids, in their order, that are flagged, or those that are not. A loop: `filter`, which calls back for each, takes five times as long. */
export function withFlag(ids: Int32Array, flags: Uint8Array, isFlagged: boolean): Int32Array {
  const kept = new Int32Array(ids.length)
  let count = 0
  for (const id of ids) if ((flags[id] === 1) === isFlagged) kept[count++] = id
  return kept.slice(0, count)
}
