/** A stream of numbers from 0 up to 1 that the seed alone decides (mulberry32). Not for secrets. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A seed from any text, such as a random id (FNV-1a, 32 bits). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** The items in an order that the seed decides; every order is as likely as any other (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const random = seededRandom(seed)
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random() * (last + 1))
    const item = shuffled[last] as T
    shuffled[last] = shuffled[chosen] as T
    shuffled[chosen] = item
  }
  return shuffled
}

/** Both lists in one: `items` keep their order, and each of `added` falls anywhere among them with equal chance. */
export function mixIn<T>(items: readonly T[], added: readonly T[], seed: number): T[] {
  const fromAdded = shuffle([...items.map(() => false), ...added.map(() => true)], seed)
  const [rest, extra] = [items.values(), shuffle(added, seed + 1).values()]
  return fromAdded.map((isAdded) => (isAdded ? extra : rest).next().value as T)
}
