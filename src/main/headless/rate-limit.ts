/** Counts what each address does within a window of time. */
export type RateLimit = {
  /** Counts one more; false once there were more than allowed. */
  take(address: string): boolean
  /** True once there were as many as allowed; counts nothing. */
  isSpent(address: string): boolean
}

const mostAddresses = 10_000

/** At most `most` in `perMs` from one address, counted from its first. */
export function createRateLimit({ most, perMs, now }: { most: number; perMs: number; now: () => number }): RateLimit {
  const counts = new Map<string, { since: number; count: number }>()

  function current(address: string): { since: number; count: number } | undefined {
    const known = counts.get(address)
    if (known && now() - known.since < perMs) return known
    counts.delete(address)
    return undefined
  }

  return {
    take: (address) => {
      const known = current(address) ?? { since: now(), count: 0 }
      known.count += 1
      counts.set(address, known)
      // The oldest goes first, so that many addresses cannot fill the memory.
      const [oldest] = counts.keys()
      if (counts.size > mostAddresses && oldest !== undefined) counts.delete(oldest)
      return known.count <= most
    },
    isSpent: (address) => (current(address)?.count ?? 0) >= most,
  }
}
