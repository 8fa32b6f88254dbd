import { expect, test } from 'vitest'
import { plainLyrics } from './lyrics-text.ts'

test('synced lyrics are words without their times', () => {
  expect(plainLyrics('[ar:Low Tide Ministry]\r\n[offset:+200]\r\n[00:12.30]Count the gulls\r\n[00:15]<00:15.10>one <00:15.60>by one\r\n[00:20.00][01:20.00] again\r\n')).toBe('Count the gulls\none by one\nagain')
})

test('plain lyrics keep their words, verses and brackets', () => {
  expect(plainLyrics('\n\n[Chorus]\nSlack water\n\n\n\n[x2]\n')).toBe('[Chorus]\nSlack water\n\n[x2]')
})
