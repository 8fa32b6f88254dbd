function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>()
  const padded = ` ${text} `
  for (let at = 0; at < padded.length - 1; at++) {
    const pair = padded.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** How much two keys look alike, 0 to 1: the pairs of letters they share (Dice). */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  if (a === '' || b === '') return 0
  const [first, second] = [pairsOf(a), pairsOf(b)]
  let shared = 0
  for (const [pair, count] of first) shared += Math.min(count, second.get(pair) ?? 0)
  return (2 * shared) / (a.length + b.length + 2)
}
