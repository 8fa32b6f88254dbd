import { expect, test } from 'vitest'
import { filterOf, isFiltered, onlyOf, readAddress } from './journal-address.ts'

test('an address is read leniently: what cannot be read is left out', () => {
  expect(readAddress({ day: '20261119', source: 'lastfm', how: 'vinyl', artist: '7', show: 'both' })).toEqual({ day: 20261119, source: 'lastfm', how: 'vinyl', artist: 7, show: 'both' })
  expect(readAddress({ day: 'yesterday', source: '', how: 'wax', artist: '-1', show: 'all', other: 1 })).toEqual({})
})

test('an address means a filter; a day alone filters nothing', () => {
  expect(filterOf({ day: 20261119 })).toEqual({ counted: 'plays', isDeleted: false })
  expect(isFiltered({ day: 20261119 })).toBe(false)
  expect(filterOf({ source: 'lastfm', how: 'cd', track: 3, show: 'skips' })).toEqual({ sources: ['lastfm'], hows: ['cd'], trackId: 3, counted: 'skips', isDeleted: false })
  expect(filterOf({ show: 'deleted' })).toEqual({ counted: 'plays', isDeleted: true })
  expect(onlyOf({ artist: 1, track: 2 })).toEqual({ kind: 'track', id: 2 })
})
