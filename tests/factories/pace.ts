import type { Pace } from '#main/kernel/http/http-declaration.ts'
import type { ManualClock } from './library.ts'

/** Time that passes by waiting: whoever sleeps moves the test's clock. */
export function quickPace(clock: ManualClock): Pace & { waited: number[] } {
  const waited: number[] = []
  return {
    waited,
    now: clock.now,
    sleep: async (ms) => {
      waited.push(ms)
      clock.advance(Math.ceil(ms))
    },
    chance: () => 0.5,
  }
}
