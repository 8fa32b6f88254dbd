/** The pairs of letters of a key, its ends included, each with how often it occurs. */
function pairsOf(key: string): Map<string, number> {
  const pairs = new Map<string, number>()
  const padded = ` ${key} `
  for (let at = 0; at < padded.length - 1; at++) {
    const pair = padded.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** Dice's measure: twice the shared pairs over all of both. */
function diceOf(shared: number, a: string, b: string): number {
  return (2 * shared) / (a.length + b.length + 2)
}

/** How much two keys look alike, 0 to 1. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  if (a === '' || b === '') return 0
  const other = pairsOf(b)
  let shared = 0
  for (const [pair, count] of pairsOf(a)) shared += Math.min(count, other.get(pair) ?? 0)
  return diceOf(shared, a, b)
}

/** Finds keys that look alike among many: only those that share pairs of letters are ever weighed. */
export type Alike = { near(key: string, least: number, limit: number): string[] }

export function indexAlike(keys: readonly string[]): Alike {
  const holders = new Map<string, number[]>()
  for (const [index, key] of keys.entries()) {
    for (const pair of pairsOf(key).keys()) {
      const known = holders.get(pair)
      if (known) known.push(index)
      else holders.set(pair, [index])
    }
  }
  return {
    near: (key, least, limit) => {
      const shared = new Map<number, number>()
      for (const pair of pairsOf(key).keys()) {
        for (const index of holders.get(pair) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1)
      }
      return [...shared]
        .filter(([index, count]) => diceOf(count, key, keys[index] ?? '') >= least)
        .map(([index]) => ({ key: keys[index] ?? '', likeness: likeness(key, keys[index] ?? '') }))
        .filter((other) => other.likeness >= least)
        .sort((a, b) => b.likeness - a.likeness)
        .slice(0, limit)
        .map((other) => other.key)
    },
  }
}
