import { expect, test } from 'vitest'
import { colourOf, initialsOf } from './placeholder.ts'

test('initials are the first letters of the first two words that count', () => {
  expect(['Harbour Arithmetic', 'The Beatles', 'Émilie Simon', '99 Luftballons', '…Baby One More Time', 'OK', 'Motörhead: Live', '“Heroes”'].map(initialsOf)).toEqual(['HA', 'B', 'ÉS', '9L', 'BO', 'O', 'ML', 'H'])
})

test('names without a Latin letter still have initials, and a name of signs has none', () => {
  expect(['坂本龍一', 'Би-2', 'A', '!!!', ''].map(initialsOf)).toEqual(['坂', 'Б2', 'A', '', ''])
})

test('a name keeps its colour', () => {
  expect(colourOf('Harbour Arithmetic')).toBe(colourOf('Harbour Arithmetic'))
  expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(colourOf)).size).toBe(6)
})
