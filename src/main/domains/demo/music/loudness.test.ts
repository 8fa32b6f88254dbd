import { expect, test } from 'vitest'
import { combine, measurePieces, replayGain } from './loudness.ts'
import type { Material } from './mixdown.ts'

function sine(sampleRate: number): Material {
  const samples = Float32Array.from({ length: sampleRate * 2 }, (_, at) => Math.sin((2 * Math.PI * 997 * at) / sampleRate))
  return { sampleRate, samples, pieces: [{ song: 0, role: 'verse', start: 0, length: samples.length, seconds: 2 }], songs: [] }
}

test.each([22_050, 44_100, 48_000, 96_000])('A full-scale sine of 997 Hz at %i Hz measures -3.01 LUFS, as BS.1770 says', (sampleRate) => {
  expect(replayGain(combine(measurePieces(sine(sampleRate))), 1)).toBeCloseTo(-18 + 3.01, 1)
})

test('The same signal in two channels is 3 dB louder', () => {
  const loudness = combine(measurePieces(sine(44_100)))
  expect(replayGain(loudness, 1) - replayGain(loudness, 2)).toBeCloseTo(3.01, 2)
})
