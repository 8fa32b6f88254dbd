import { expect, test } from 'vitest'
import { seededRandom } from '../seeded-random.ts'
import { recordAlbum } from './mixdown.ts'
import { STYLE_NAMES } from './styles.ts'

test.each(STYLE_NAMES)('%s is composed, audible, free of clipping and cut in pieces that begin and end in silence', (style) => {
  const { samples, pieces, songs } = recordAlbum({ style, sampleRate: 16_000, grain: 512, random: seededRandom('test') })
  expect(songs.length).toBeGreaterThan(0)
  for (const { start, length, role } of pieces) {
    expect(length % 512).toBe(0)
    const piece = samples.subarray(start, start + length)
    expect(Math.abs(piece[0] ?? 1) + Math.abs(piece.at(-1) ?? 1)).toBeLessThan(0.01)
    const energy = piece.reduce((sum, sample) => sum + sample * sample, 0) / length
    expect([role, energy > 1e-5]).toEqual([role, role !== 'silence'])
  }
  expect(samples.every((sample) => Math.abs(sample) < 0.8)).toBe(true)
})
