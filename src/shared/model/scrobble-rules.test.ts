import { expect, test } from 'vitest'
import { isCountedPlay } from './scrobble-rules.ts'

test.each([
  [30_000, 30_000, false],
  [30_001, 15_001, true],
  [200_000, 99_999, false],
  [200_000, 100_000, true],
  [900_000, 239_999, false],
  [900_000, 240_000, true],
  [20_000, 600_000, false],
  [null, 239_999, false],
  [null, 240_000, true],
  [200_000, 0, false],
])('a recording of %s ms heard for %s ms counts: %s', (durationMs, heardMs, isCounted) => {
  expect(isCountedPlay(durationMs, heardMs)).toBe(isCounted)
})
