import { expect, test } from 'vitest'
import { creditKey, creditNames, creditText, isVarious, various } from './credit.rules.ts'

const named = (name: string, joinPhrase = '', musicbrainzId: string | null = null) => ({ name, joinPhrase, sortName: null, musicbrainzId })
const brief = (printed: string) => creditNames([], printed).map(({ name, joinPhrase }) => [name, joinPhrase])

test('a printed feat. separates guests, an ampersand or comma separates nothing', () => {
  expect(brief('Ana Ray feat. Low Tide')).toEqual([['Ana Ray', ' feat. '], ['Low Tide', '']])
  expect(brief('Ana Ray (ft. Low Tide & Fern)')).toEqual([['Ana Ray', ' ft. '], ['Low Tide & Fern', '']])
  expect(brief('Ana Ray Featuring Low Tide')).toEqual([['Ana Ray', ' Featuring '], ['Low Tide', '']])
  expect(brief('Fern, Ledger & Sons')).toEqual([['Fern, Ledger & Sons', '']])
  expect(brief('Little Feat')).toEqual([['Little Feat', '']])
  expect(brief('Ftisland')).toEqual([['Ftisland', '']])
})

test('what the tags list stays as listed, nobody twice', () => {
  const credit = creditNames([named('Ana Ray', ' & '), named('Low Tide', ' feat. '), named('Fern'), named('ana ray')], 'Ana Ray & Low Tide feat. Fern')
  expect(credit.map(({ name }) => name)).toEqual(['Ana Ray', 'Low Tide', 'Fern'])
  expect(creditText(credit)).toBe('Ana Ray & Low Tide feat. Fern')
  expect(creditKey(credit)).toBe(creditKey(creditNames([named('Ana Ray', ' & '), named('Low Tide')], null)))
})

test('the many names of many artists are one', () => {
  expect(creditNames([named('V.A.')], null)).toEqual([various])
  expect(creditNames([named('Sampler', '', '89ad4ac3-39f7-470e-963a-56509c546377')], null)).toEqual([various])
  expect(isVarious('variety lights', null)).toBe(false)
})

test('nothing is nobody', () => {
  expect(creditNames([], null)).toEqual([])
  expect(creditText([])).toBe('')
})
