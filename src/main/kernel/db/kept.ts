import type { ReadDb } from './database.ts'

/** What a connection keeps in memory between reads, each thing for one state of the library. */
type Entry = { version: string; value: unknown; weight: number }

/** Together about 16 MB of ids, per connection. */
const mostWeight = 4_000_000

/*
 * Kept with the connection and gone with it: a reader that is started again, or a restored library, begins empty.
 */
const keptBy = new WeakMap<object, Map<string, Entry>>()

/**
 * What `make` gives for this key and version, made once. A newer version takes the place of the older one; what was
 * not asked for the longest time goes first when memory is short. `weigh` counts 4-byte numbers.
 */
export function keep<T>(db: ReadDb, key: string, version: string, make: () => T, weigh: (value: T) => number): T {
  let entries = keptBy.get(db.sqlite)
  if (!entries) keptBy.set(db.sqlite, (entries = new Map()))
  const known = entries.get(key)
  entries.delete(key)
  const entry = known?.version === version ? known : fresh(version, make(), weigh)
  entries.set(key, entry)
  shrink(entries)
  return entry.value as T
}

function fresh<T>(version: string, value: T, weigh: (value: T) => number): Entry {
  return { version, value, weight: weigh(value) }
}

function shrink(entries: Map<string, Entry>): void {
  let total = 0
  for (const { weight } of entries.values()) total += weight
  for (const [key, { weight }] of entries) {
    if (total <= mostWeight || entries.size === 1) return
    entries.delete(key)
    total -= weight
  }
}

/** Keeps ids in an array of 4 bytes each. */
export function keepIds(db: ReadDb, key: string, version: string, make: () => Int32Array): Int32Array {
  return keep(db, key, version, make, (ids) => ids.length)
}
