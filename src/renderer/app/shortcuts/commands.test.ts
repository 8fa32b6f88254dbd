import { expect, test } from 'vitest'
import { combinationOf, commandKeys, commandOf, effectiveKeys } from './commands.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test('a key event becomes the combination it is written as', () => {
  expect(combinationOf({ ...plain, key: 'k', ctrlKey: true })).toBe('Mod+K')
  expect(combinationOf({ ...plain, key: ' ' })).toBe('Space')
  expect(combinationOf({ ...plain, key: 'ArrowRight', shiftKey: true })).toBe('Shift+ArrowRight')
  expect(combinationOf({ ...plain, key: '?', shiftKey: true })).toBe('?')
  expect(combinationOf({ ...plain, key: 'Shift', shiftKey: true })).toBeUndefined()
})

test('no two commands share a key', () => {
  const keys = Object.values(commandKeys)
  expect(new Set(keys).size).toBe(keys.length)
})

test('an own choice replaces the usual key, an empty one switches it off', () => {
  const keys = effectiveKeys({ 'player.mute': 'Mod+M', 'player.love': '' })
  expect(commandOf('Mod+M', keys)).toBe('player.mute')
  expect(commandOf('M', keys)).toBeUndefined()
  expect(commandOf('L', keys)).toBeUndefined()
})
