import { expect, test } from 'vitest'
import type { EngineTrack } from './engine-track.ts'
import { defaultBudgetBytes, estimateDecodedBytes, fitsInMemory } from './memory-budget.ts'

const track: EngineTrack = { key: 'a', url: '/a', durationMs: 60_000, codec: 'flac', sampleRate: 44_100, channels: 2, gains: {}, isLong: false, isAlbumRun: false }

test('a minute of stereo at 44.1 kHz takes 21 MB', () => {
  expect(estimateDecodedBytes(track)).toBe(21_168_000)
})

test('a track may take half of the budget, for there are two', () => {
  expect(fitsInMemory(track, 2 * 21_168_000)).toBe(true)
  expect(fitsInMemory(track, 2 * 21_168_000 - 1)).toBe(false)
})

test('what is called long, or cannot be estimated, is not decoded', () => {
  expect(fitsInMemory({ ...track, isLong: true }, defaultBudgetBytes)).toBe(false)
  expect(fitsInMemory({ ...track, durationMs: null }, defaultBudgetBytes)).toBe(false)
  expect(fitsInMemory({ ...track, channels: null }, defaultBudgetBytes)).toBe(false)
})

test('the default holds 12 minutes of a CD, not 13', () => {
  expect(fitsInMemory({ ...track, durationMs: 12 * 60_000 }, defaultBudgetBytes)).toBe(true)
  expect(fitsInMemory({ ...track, durationMs: 13 * 60_000 }, defaultBudgetBytes)).toBe(false)
})
