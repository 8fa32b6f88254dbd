/**
 * The value most of them hold, the smallest of equals, so that the answer does not depend on their order; null when none
 * holds any. Nulls do not vote.
 */
export function majority<Item, Value extends string | number>(items: readonly Item[], valueOf: (item: Item) => Value | null): Value | null {
  let first: Value | null = null
  let isMixed = false
  for (const item of items) {
    const value = valueOf(item)
    if (value === null || value === first) continue
    if (first !== null) {
      isMixed = true
      break
    }
    first = value
  }
  if (!isMixed || first === null) return first
  const counts = new Map<Value, number>()
  for (const item of items) {
    const value = valueOf(item)
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  let best = first
  let most = 0
  for (const [value, count] of counts) {
    if (count < most || (count === most && value > best)) continue
    best = value
    most = count
  }
  return best
}
