import { array, assert, boolean, constantFrom, integer, option, property, record, shuffledSubarray } from 'fast-check'
import { expect, test } from 'vitest'
import { playOfWitnesses } from './play-of-witnesses.rules.ts'
import type { Witness } from './play-of-witnesses.rules.ts'

const basic: Witness = { source: 'lastfm', startedAt: 100_000, precisionMs: 1000, rowKey: 1, zone: null, heardTextId: 1, durationMs: null, heardMs: null, how: 'unknown', isCounted: true }
const plain = (): number => 0

test('the most exact start counts, and what others know beside it', () => {
  const minute: Witness = { ...basic, source: 'csv', startedAt: 60_000, precisionMs: 60_000, heardMs: 90_000, how: 'stream', zone: 'Asia/Tokyo' }
  const end: Witness = { ...basic, source: 'other', startedAt: 300_000, precisionMs: null, durationMs: 200_000, isCounted: false }
  expect(playOfWitnesses([minute, end, basic], plain)).toEqual({ startedAt: 100_000, zone: 'Asia/Tokyo', heardTextId: 1, durationMs: 200_000, heardMs: 90_000, how: 'stream', isCounted: true })
})

test('what the player heard stands above what others tell', () => {
  const own: Witness = { ...basic, source: 'player', startedAt: 110_000, heardMs: 20_000, isCounted: false, how: 'file', heardTextId: 2, zone: 'Europe/Paris' }
  expect(playOfWitnesses([{ ...basic, heardMs: 200_000, zone: 'Asia/Tokyo' }, own], plain)).toMatchObject({ startedAt: 110_000, heardMs: 20_000, isCounted: false, how: 'file', heardTextId: 2, zone: 'Europe/Paris' })
})

test('a person decides when, where and from what it was heard, and nothing else', () => {
  const said: Witness = { ...basic, source: 'person', startedAt: 5, zone: 'Asia/Tokyo', how: 'vinyl', isCounted: false, heardTextId: 9 }
  expect(playOfWitnesses([{ ...basic, source: 'player', how: 'file', heardMs: 7 }, said], plain)).toMatchObject({ startedAt: 5, zone: 'Asia/Tokyo', how: 'vinyl', isCounted: true, heardTextId: 1, heardMs: 7 })
  expect(playOfWitnesses([said], plain)).toBeUndefined()
})

test('the words that say more are kept', () => {
  expect(playOfWitnesses([basic, { ...basic, source: 'listenbrainz', heardTextId: 2, startedAt: 120_000 }], (id) => id)).toMatchObject({ heardTextId: 2, startedAt: 100_000 })
})

test('it does not matter who told it first', () => {
  const witness = record({
    source: constantFrom('player', 'spin', 'person', 'lastfm', 'listenbrainz', 'csv'), startedAt: integer({ min: 0, max: 3 }), precisionMs: constantFrom(1000, 60_000, null), rowKey: integer({ min: 0, max: 3 }),
    zone: constantFrom(null, 'Asia/Tokyo', 'Europe/Paris'), heardTextId: integer({ min: 1, max: 3 }), durationMs: option(integer({ min: 1, max: 3 })), heardMs: option(integer({ min: 1, max: 3 })),
    how: constantFrom('unknown' as const, 'file' as const, 'stream' as const), isCounted: boolean(),
  })
  // One row is one row: equal ones in all that orders them are one and the same.
  const different = array(witness, { maxLength: 5 }).map((all) => [...new Map(all.map((each) => [`${each.source} ${each.startedAt} ${each.precisionMs} ${each.rowKey}`, each])).values()])
  assert(property(different.chain((all) => shuffledSubarray(all, { minLength: all.length }).map((shuffled) => ({ all, shuffled }))), ({ all, shuffled }) => {
    expect(playOfWitnesses(shuffled, plain)).toEqual(playOfWitnesses(all, plain))
  }))
})
