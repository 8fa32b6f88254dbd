import { expect, test } from 'vitest'
import { articleFreeKey, fold, initials, letterOf, nameKey, sortKey } from './names.ts'

test('folding removes case, accents, width and ligatures', () => {
  expect(fold('Sigur  RÓS')).toBe('sigur ros')
  expect(fold('Ｆｕｌｌ ﬁ')).toBe('full fi')
  expect(fold('Mötley Ørsted Łódź Æ')).toBe('motley orsted lodz ae')
  expect(fold(fold('Ístanbul'))).toBe(fold('Ístanbul'))
})

test('identity keys ignore punctuation but keep a name that is nothing else', () => {
  expect(nameKey('AC/DC')).toBe('ac dc')
  expect(nameKey("Guns N’ Roses")).toBe('guns n roses')
  expect(nameKey('Fern & Ledger')).toBe(nameKey('Fern and Ledger'))
  expect(nameKey('!!!')).toBe('!!!')
  expect(nameKey('+')).toBe('+')
  expect(nameKey('東京事変')).toBe('東京事変')
})

test('sort keys drop a leading article and signs in front', () => {
  expect(sortKey('The Tin Cartographers')).toBe('tin cartographers')
  expect(sortKey('L’Orchestre')).toBe('orchestre')
  expect(sortKey('The The')).toBe('the')
  expect(sortKey('“Heroes”')).toBe('heroes”')
  expect(sortKey('...')).toBe('...')
})

test('article-free keys meet with and without the article', () => {
  expect(articleFreeKey('The Parallel Aunts')).toBe(articleFreeKey('Parallel Aunts'))
})

test('letters and initials', () => {
  expect([letterOf('abacus'), letterOf('9'), letterOf('…'), letterOf('東')]).toEqual(['A', '#', '#', '…'])
  expect(initials('low tide ministry')).toBe('LT')
  expect(initials('!!!')).toBe('')
})
