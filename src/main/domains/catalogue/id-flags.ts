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
