import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ruleTrees } from '#tests/factories/rule-trees.ts'
import { printQuery } from './query-print.ts'
import { parseQuery } from './query-syntax.ts'
import { ruleGroupSchema } from './rule-tree.ts'

const rules = (text: string) => parseQuery(text).where.rules
const any = (value: string) => ({ field: 'any', op: 'contains', value })

test('words and phrases are looked for anywhere', () => {
  expect(rules('sigur "agaetis byrjun"')).toEqual([any('sigur'), any('agaetis byrjun')])
  expect(rules('Low Tide - Pilot Boat & Co')).toEqual(['Low', 'Tide', 'Pilot', 'Boat', 'Co'].map(any))
  expect(rules('AC/DC !!! P!nk')).toEqual(['AC/DC', '!!!', 'P!nk'].map(any))
  expect(rules('   ')).toEqual([])
})

test('fields are known in English and French, with any case and accents', () => {
  const byBowie = { field: 'artist', op: 'contains', value: 'bowie' }
  for (const name of ['artist', 'Artist', 'ARTISTE', 'artiste', 'by']) expect(rules(`${name}:bowie`)).toEqual([byBowie])
  expect(rules('année:1977')).toEqual([{ field: 'year', op: 'is', value: 1977 }])
  expect(rules('album-artist:x')).toEqual([{ field: 'albumArtist', op: 'contains', value: 'x' }])
  expect(rules('écoutes:0')).toEqual([{ field: 'plays', op: 'is', value: 0 }])
})

test('text can be exact, begin with, or be missing', () => {
  expect(rules('album:="Low" title:^sou label:""')).toEqual([
    { field: 'album', op: 'is', value: 'Low' },
    { field: 'title', op: 'startsWith', value: 'sou' },
    { field: 'label', op: 'missing', value: '' },
  ])
})

test('numbers take ranges, comparisons and units', () => {
  expect(rules('year:1970..1979')).toEqual([{ field: 'year', op: 'between', value: 1970, to: 1979 }])
  expect(rules('year:>1999 year:<=2004')).toEqual([{ field: 'year', op: 'atLeast', value: 2000 }, { field: 'year', op: 'atMost', value: 2004 }])
  expect(rules('year:..1979 year:1980..')).toEqual([{ field: 'year', op: 'atMost', value: 1979 }, { field: 'year', op: 'atLeast', value: 1980 }])
  expect(rules('duration:>=4:30 duration:<=1h samplerate:96k rating:>=4* decade:90s')).toEqual([
    { field: 'duration', op: 'atLeast', value: 270 },
    { field: 'duration', op: 'atMost', value: 3600 },
    { field: 'sampleRate', op: 'is', value: 96_000 },
    { field: 'rating', op: 'atLeast', value: 80 },
    { field: 'decade', op: 'is', value: 1990 },
  ])
})

test('dates take spans, years, months, days and never', () => {
  expect(rules('added:<30d lastplayed:>1y lastplayed:never')).toEqual([
    { field: 'added', op: 'within', value: 30 },
    { field: 'lastPlayed', op: 'notWithin', value: 365 },
    { field: 'lastPlayed', op: 'never', value: 0 },
  ])
  expect(rules('added:2024-02')).toEqual([{ field: 'added', op: 'since', value: Date.UTC(2024, 1, 1) }, { field: 'added', op: 'before', value: Date.UTC(2024, 2, 1) }])
  expect(rules('added:>2023 added:<=2024-12-31')).toEqual([{ field: 'added', op: 'since', value: Date.UTC(2024, 0, 1) }, { field: 'added', op: 'before', value: Date.UTC(2025, 0, 1) }])
  expect(rules('added:2023..2024-06')).toEqual([{ field: 'added', op: 'since', value: Date.UTC(2023, 0, 1) }, { field: 'added', op: 'before', value: Date.UTC(2024, 6, 1) }])
})

test("a day begins where the listener's day does", () => {
  const { where } = parseQuery('added:>=2024-05-03', (year, month, day) => Date.UTC(year, month - 1, day) - 7_200_000)
  expect(where.rules).toEqual([{ field: 'added', op: 'since', value: Date.UTC(2024, 4, 2, 22) }])
})

test('flags and formats, and their opposites', () => {
  expect(rules('is:loved -is:heard est:aimé has:cover is:unplayed')).toEqual([
    { field: 'loved', op: 'is', value: true },
    { field: 'heard', op: 'is', value: false },
    { field: 'loved', op: 'is', value: true },
    { field: 'hasCover', op: 'is', value: true },
    { field: 'heard', op: 'is', value: false },
  ])
  expect(rules('format:FLAC -format:ogg')).toEqual([{ field: 'format', op: 'is', value: 'flac' }, { field: 'format', op: 'isNot', value: 'vorbis' }])
})

test('parts can be turned round, given as alternatives and grouped', () => {
  const jazz = { field: 'genre', op: 'contains', value: 'jazz' }
  const old = { field: 'year', op: 'atMost', value: 1969 }
  expect(rules('-genre:jazz')).toEqual([jazz]) // one group: none
  expect(parseQuery('-genre:jazz').where.match).toBe('none')
  expect(parseQuery('genre:jazz OR year:<1970').where).toEqual({ match: 'any', rules: [jazz, old] })
  expect(parseQuery('genre:jazz OU (blue year:<1970) is:loved').where).toEqual({
    match: 'any',
    rules: [jazz, { match: 'all', rules: [{ match: 'all', rules: [any('blue'), old] }, { field: 'loved', op: 'is', value: true }] }],
  })
  expect(parseQuery('NOT (genre:jazz OR blue)').where).toEqual({ match: 'none', rules: [jazz, any('blue')] })
})

test.each([
  ['foo:bar', 'unknown-field', 0, 3],
  ['jazz artist:', 'missing-value', 5, 12],
  ['year:soon', 'not-a-number', 5, 9],
  ['added:yesterdayish', 'not-a-date', 6, 18],
  ['is:tasty', 'unknown-flag', 3, 8],
  ['albumid:x', 'not-an-id', 8, 9],
  ['title:"half', 'unclosed-quote', 6, 11],
  ['(jazz', 'unclosed-parenthesis', 0, 1],
  ['jazz)', 'stray-parenthesis', 4, 5],
  ['OR jazz', 'stray-operator', 0, 2],
  ['format:日本', 'unknown-format', 7, 9],
])('%s has a problem with its place', (text, code, from, to) => {
  expect(parseQuery(text).problems).toMatchObject([{ code, from, to }])
})

test('an address and a ratio are words, not fields', () => {
  expect(parseQuery('http://x.y')).toEqual({ where: { match: 'all', rules: [any('http://x.y')] }, problems: [] })
  expect(parseQuery('16:44')).toEqual({ where: { match: 'all', rules: [any('16:44')] }, problems: [] })
})

test('what is printed reads as what it was printed from, and prints the same again', () => {
  fc.assert(
    fc.property(ruleTrees, (tree) => {
      const printed = printQuery(tree)
      const { where, problems } = parseQuery(printed)
      expect(problems).toEqual([])
      expect(printQuery(where)).toBe(printed)
    }),
    { numRuns: 500 },
  )
})

test('anything typed is read without failing, into a valid tree that prints stably', () => {
  const pieces = fc.constantFrom('artist:', 'year:', '>', '..', '-', '(', ')', '"', ' OR ', ' ', 'is:loved', 'added:<', '30d', '=', '^', '\\', 'a:b', 'é', '夜', '1970', '!!!', '\u0000')
  const typed = fc.oneof(fc.string({ maxLength: 60 }), fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 15 }).map((parts) => parts.join('')))
  fc.assert(
    fc.property(typed, (text) => {
      const { where, problems } = parseQuery(text)
      expect(ruleGroupSchema.safeParse(where).success).toBe(true)
      for (const { from, to } of problems) expect(0 <= from && from <= to && to <= text.length).toBe(true)
      const printed = printQuery(where)
      expect(printQuery(parseQuery(printed).where)).toBe(printed)
    }),
    { numRuns: 1000 },
  )
})
