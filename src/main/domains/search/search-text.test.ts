import { expect, test } from 'vitest'
import { indexedName, indexedPart, indexedText, partQuery, phraseQuery, wordsOf } from './search-text.ts'

test.each([
  ['Ágætis Byrjun', 'agaetis byrjun'],
  ['Größe', 'grosse'],
  ["Don’t Look Back", 'dont look back'],
  ['R.E.M.', 'r e m rem'],
  ['AC/DC Live', 'ac dc live acdc'],
  ['Ｆｕｌｌ Width', 'full width'],
  ['東京事変', '東京事変 東 東京 京 京事 事 事変 変'],
  ['桜 Song', '桜 song'],
  ['!!!', ''],
  [null, ''],
])('%s is indexed as "%s"', (name, indexed) => {
  expect(indexedName(name)).toBe(indexed)
})

test('longer text has no compounds: a path is its words', () => {
  expect(indexedText('Low Tide/1978 Harbour/A1-Pilot_Boat.flac')).toBe('low tide 1978 harbour a1 pilot boat flac')
})

test('queries hold nothing but quoted text', () => {
  expect(phraseQuery('say "hi" OR drop*', { columns: ['title'] })).toBe('{title} : "say hi or drop" *')
  expect(phraseQuery('whole words', { isWhole: true, isAtStart: true })).toBe('^ "whole words"')
  expect(phraseQuery('?!')).toBeUndefined()
  expect(partQuery('a "b"', { columns: ['name'] })).toBe('{name} : "a ""b"""')
  expect(partQuery('ab')).toBeUndefined()
  expect(partQuery('𝄞𝄞')).toBeUndefined()
  expect(indexedPart(' Two  Spaces ')).toBe('two spaces')
  expect(wordsOf("rock'n'roll 99")).toEqual(['rocknroll', '99'])
})
