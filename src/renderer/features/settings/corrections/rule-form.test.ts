import { expect, test } from 'vitest'
import { correctionOf, emptyRule } from './rule-form.ts'

test.each([
  ['rename-artist', { artist: ' Ana Rey ', to: 'Ana Ray' }, { kind: 'rename-artist', artist: 'Ana Rey', to: 'Ana Ray' }],
  ['rename-artist', { artist: 'Ana Rey' }, null],
  ['merge-artists', { artists: 'A. Ray\n\n Ana Rey \n', into: 'Ana Ray' }, { kind: 'merge-artists', artists: ['A. Ray', 'Ana Rey'], into: 'Ana Ray' }],
  ['split-artist', { artist: 'Ana Ray feat. Low Tide', parts: 'Ana Ray\nLow Tide' }, { kind: 'split-artist', artist: 'Ana Ray feat. Low Tide', into: [{ name: 'Ana Ray', joinPhrase: ' feat. ' }, { name: 'Low Tide', joinPhrase: '' }] }],
  ['split-artist', { artist: 'Both', parts: 'Ana Ray\nLow Tide' }, { kind: 'split-artist', artist: 'Both', into: [{ name: 'Ana Ray', joinPhrase: ' & ' }, { name: 'Low Tide', joinPhrase: '' }] }],
  ['split-artist', { artist: 'Both', parts: 'Ana Ray' }, null],
  ['hide', { artist: 'White Noise' }, { kind: 'hide', artist: 'White Noise' }],
  ['hide', { artist: 'White Noise', title: 'Rain' }, { kind: 'hide', artist: 'White Noise', title: 'Rain' }],
] as const)('%s of %j', (kind, fields, expected) => {
  expect(correctionOf(kind, { ...emptyRule, ...fields })).toEqual(expected)
})
