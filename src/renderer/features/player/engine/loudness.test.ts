import { expect, test } from 'vitest'
import { decibelsToGain, replayGainFactor, replayGainOff, type ReplayGainSettings, volumeToGain } from './loudness.ts'

const settings = (more: Partial<ReplayGainSettings>): ReplayGainSettings => ({ ...replayGainOff, isClippingPrevented: false, ...more })
const gains = { track: -8, album: -6, trackPeak: 0.9, albumPeak: 0.98 }
const decibels = (factor: number): number => 20 * Math.log10(factor)

test('without ReplayGain a track is left as it is, whatever its tags say', () => {
  expect(replayGainFactor(settings({ mode: 'off', preampDb: 6 }), { gains, isAlbumRun: true })).toBe(1)
})

test.each([
  ['track', true, -8],
  ['album', false, -6],
  ['auto', true, -6],
  ['auto', false, -8]
] as const)('mode %s with album run %s takes %d dB', (mode, isAlbumRun, expected) => {
  expect(decibels(replayGainFactor(settings({ mode }), { gains, isAlbumRun }))).toBeCloseTo(expected, 6)
})

test('a missing album or track value is stood in for by the other', () => {
  expect(decibels(replayGainFactor(settings({ mode: 'album' }), { gains: { track: -3 }, isAlbumRun: true }))).toBeCloseTo(-3, 6)
  expect(decibels(replayGainFactor(settings({ mode: 'track' }), { gains: { album: -4 }, isAlbumRun: false }))).toBeCloseTo(-4, 6)
})

test('the pre-amp adds to tagged tracks, and untagged ones have a level of their own', () => {
  const given = settings({ mode: 'track', preampDb: 5, untaggedDb: -2 })
  expect(decibels(replayGainFactor(given, { gains, isAlbumRun: false }))).toBeCloseTo(-3, 6)
  expect(decibels(replayGainFactor(given, { gains: {}, isAlbumRun: false }))).toBeCloseTo(-2, 6)
})

test('the clipping guard stops where the peak meets full scale', () => {
  const given = settings({ mode: 'track', isClippingPrevented: true })
  expect(replayGainFactor(given, { gains: { track: 6, trackPeak: 0.8 }, isAlbumRun: false })).toBeCloseTo(1.25, 6)
  expect(replayGainFactor(given, { gains: { track: 1, trackPeak: 0.5 }, isAlbumRun: false })).toBeCloseTo(decibelsToGain(1), 6)
  expect(replayGainFactor(given, { gains: { track: -1, trackPeak: 1.3 }, isAlbumRun: false })).toBeCloseTo(1 / 1.3, 6)
})

test('the clipping guard takes the peak that belongs to the gain, and an unknown one for full scale', () => {
  const given = settings({ mode: 'album', isClippingPrevented: true })
  expect(replayGainFactor(given, { gains: { track: 9, album: 9, trackPeak: 0.2, albumPeak: 0.5 }, isAlbumRun: true })).toBeCloseTo(2, 6)
  expect(replayGainFactor(given, { gains: { album: 9 }, isAlbumRun: true })).toBe(1)
  expect(replayGainFactor(given, { gains: { album: 9, albumPeak: 0 }, isAlbumRun: true })).toBe(1)
})

test('volume is a cube: silent at nothing, full at one, 18 dB down half way', () => {
  expect(volumeToGain(0)).toBe(0)
  expect(volumeToGain(1)).toBe(1)
  expect(decibels(volumeToGain(0.5))).toBeCloseTo(-18.06, 2)
  expect(volumeToGain(-1)).toBe(0)
  expect(volumeToGain(7)).toBe(1)
})
