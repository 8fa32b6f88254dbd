/** How many rows go into one transaction. */
export type Pace = { size(): number; took(rows: number, ms: number): void }

const most = 500
const least = 25
/** Under the 15 ms a transaction may hold the lock, with room for one that is slower than the last. */
const wantedMs = 10

/** As many as a transaction may have, where nobody waits for it. */
export const fullPace: Pace = { size: () => most, took: () => {} }

/** As many rows as fit into the time a transaction may take, by how long the last ones took. */
export function createPace(): Pace {
  let size = 100
  return {
    size: () => Math.round(size),
    took: (rows, ms) => {
      if (rows < size / 2) return
      const fitting = (rows / Math.max(ms, 0.1)) * wantedMs
      size = Math.min(most, Math.max(least, Math.min(fitting, size * 1.5)))
    },
  }
}
