import { expect, test } from 'vitest'
import { isHighResolution, qualityLabel } from './quality.ts'

test('quality is written as listeners write it', () => {
  expect([
    { codec: 'flac', bitsPerSample: 24, sampleRate: 96_000, bitrate: 2800 },
    { codec: 'flac', bitsPerSample: 16, sampleRate: 44_100 },
    { codec: 'mp3', bitrate: 319.6, sampleRate: 44_100 },
    { codec: 'dsd', bitsPerSample: 1, sampleRate: 2_822_400 },
    { codec: 'opus' },
    { codec: 'xyz' },
    { codec: null },
  ].map(qualityLabel)).toEqual(['FLAC 24/96', 'FLAC 16/44', 'MP3 320', 'DSD64', 'Opus', 'XYZ', ''])
})

test('only what loses nothing and exceeds a CD is high resolution', () => {
  expect(isHighResolution({ codec: 'flac', bitsPerSample: 16, sampleRate: 44_100 })).toBe(false)
  expect(isHighResolution({ codec: 'flac', bitsPerSample: 24, sampleRate: 44_100 })).toBe(true)
  expect(isHighResolution({ codec: 'aac', bitsPerSample: 24, sampleRate: 96_000 })).toBe(false)
})
