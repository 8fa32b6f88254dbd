import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late the main thread was, in milliseconds; 0 = on time. */
export type LoopDelay = { p50: number; p99: number; max: number; mean: number }

/** Watches how late timers fire, which is how long the thread was busy. */
export type LoopDelayMonitor = {
  /** Since the start or the last reset. */
  snapshot(): LoopDelay
  reset(): void
  stop(): void
}

const resolutionMs = 5
const nanosecondsPerMs = 1e6

/** Starts watching the calling thread; costs one timer every 5 ms. */
export function monitorLoopDelay(): LoopDelayMonitor {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  // The histogram holds the time between two firings; on time means one resolution.
  const late = (nanoseconds: number): number => (Number.isFinite(nanoseconds) && histogram.count > 0 ? Math.max(0, nanoseconds / nanosecondsPerMs - resolutionMs) : 0)
  return {
    snapshot: () => ({ p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), max: late(histogram.max), mean: late(histogram.mean) }),
    reset: () => histogram.reset(),
    stop: () => histogram.disable(),
  }
}
