import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'

test.each([
  ['beatles', 'beatles', 0],
  ['beatels', 'beatles', 1],
  ['betles', 'beatles', 1],
  ['beattles', 'beatles', 1],
  ['bwatles', 'beatles', 1],
  ['bjrok', 'bjork', 1],
  ['zeplin', 'zeppelin', 2],
  ['radiohead', 'metallica', 3],
])('from %s to %s it is %i', (typed, word, distance) => {
  expect(editDistance(typed, word, 2)).toBe(distance)
})

test('a beginning is enough for an unfinished word', () => {
  expect(editDistance('baetl', 'beatles', 1, true)).toBe(1)
  expect(editDistance('metalic', 'metallica', 2, true)).toBe(1)
  expect(editDistance('beatlesx', 'beatles', 1, true)).toBe(1)
})

test('one slip is one step, whichever it is', () => {
  const word = fc.string({ minLength: 3, maxLength: 12, unit: fc.constantFrom(...'abcdefg') })
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom('drop', 'double', 'change', 'swap'), (original, at, slip) => {
      const place = at % (original.length - 1)
      const [before, letter, next, after] = [original.slice(0, place), original.charAt(place), original.charAt(place + 1), original.slice(place + 2)]
      const typed = { drop: before + next + after, double: before + letter + letter + next + after, change: `${before}z${next}${after}`, swap: before + next + letter + after }[slip]
      expect(editDistance(typed, original, 2)).toBeLessThanOrEqual(1)
      expect(editDistance(original, typed, 2)).toBe(editDistance(typed, original, 2))
    }),
  )
})
