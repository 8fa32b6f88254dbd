import { expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { keep, keepIds } from './kept.ts'

test('a thing is made once for a version, and again for another version or connection', () => {
  const [one, other] = [openTestLibrary(), openTestLibrary()]
  let made = 0
  const ask = (db: typeof one, version: string) => keep(db, 'thing', version, () => ++made, () => 1)
  expect([ask(one, '1'), ask(one, '1'), ask(other, '1'), ask(one, '2'), ask(one, '2'), ask(other, '1')]).toEqual([1, 1, 2, 3, 3, 2])
})

test('what was not asked for the longest time goes when memory is short', () => {
  const db = openTestLibrary()
  const made: string[] = []
  const ask = (key: string, length: number) =>
    keepIds(db, key, '1', () => {
      made.push(key)
      return new Int32Array(length)
    })
  for (const key of ['a', 'b', 'c']) ask(key, 1_300_000)
  ask('a', 1_300_000)
  ask('d', 1_300_000)
  ask('a', 1_300_000)
  ask('b', 1_300_000)
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b'])
  expect(ask('huge', 9_000_000)).toHaveLength(9_000_000)
  expect(ask('huge', 9_000_000)).toBe(ask('huge', 9_000_000))
})
