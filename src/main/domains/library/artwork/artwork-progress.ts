// Artwork: what is told while it runs.
import type { JobProgress } from '#shared/contract/jobs.contract.ts'

/** How often open pages ask for their covers again. */
const announceMs = 500
const rateWindowMs = 5_000

export type Announcer = { soon(): void; close(): void }

/** Publishes soon, then at most every half second; the last time always comes, on closing at the latest. */
export function openAnnouncer(publish: () => void): Announcer {
  let last = -Infinity
  let held: NodeJS.Timeout | undefined
  let isClosed = false
  const now = (): void => {
    clearTimeout(held)
    held = undefined
    last = performance.now()
    publish()
  }
  return {
    soon: () => {
      if (!isClosed) held ??= setTimeout(now, Math.max(0, last + announceMs - performance.now()))
    },
    close: () => {
      isClosed = true
      if (held) now()
    },
  }
}

/** Albums a second over the last few seconds: beside a scan there are pauses that say nothing about the speed. */
export function openMeter(): (done: number, total: number) => JobProgress {
  const marks = [{ at: performance.now(), done: 0 }]
  return (done, total) => {
    const now = performance.now()
    while (marks.length > 1 && now - (marks[0]?.at ?? now) > rateWindowMs) marks.shift()
    const [first = { at: now, done }] = marks
    marks.push({ at: now, done })
    const perMs = (done - first.done) / Math.max(1, now - first.at)
    return { phase: 'artwork', done, total, ratePerSecond: Math.round(perMs * 10_000) / 10, remainingMs: perMs > 0 ? Math.round((total - done) / perMs) : null, detail: null }
  }
}
