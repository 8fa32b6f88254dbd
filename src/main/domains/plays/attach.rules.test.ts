import { expect, test } from 'vitest'
import { decide, witnessName } from './attach.rules.ts'
import type { Candidate, Row } from './attach.rules.ts'

const other = witnessName('lastfm', 1)
const minutes = 60_000

type Told = { at: number; precisionMs?: number | null; durationMs?: number | null; heardMs?: number | null; by?: string; heardTextId?: number }

function row({ at, precisionMs = 1000, durationMs = null, heardMs = null, by = witnessName('listenbrainz', 2), heardTextId = 1 }: Told): Row {
  return { startedAt: at * 1000, precisionMs, durationMs, heardMs, heardTextId, witness: by }
}

function play({ at, precisionMs = 1000, durationMs = null, heardMs = null, by = other, heardTextId = 1, id = 1, isDeleted = false }: Told & { id?: number; isDeleted?: boolean }): Candidate {
  return { id, startedAt: at * 1000, precisionMs, durationMs, heardMs, heardTextIds: new Set([heardTextId]), seenBy: new Set([by]), isDeleted }
}

const one = { attachTo: 1 }
const two = { attachTo: null, doubtful: [] }
const perhaps = { attachTo: null, doubtful: [1] }

test.each<[string, Row, Candidate, object]>([
  ['the same second', row({ at: 0 }), play({ at: 0 }), one],
  ['30 s later', row({ at: 30 }), play({ at: 0 }), one],
  ['30 s earlier', row({ at: 0 }), play({ at: 30 }), one],
  ['31 s later', row({ at: 31 }), play({ at: 0 }), perhaps],
  ['10 minutes later', row({ at: 600 }), play({ at: 0 }), perhaps],
  ['more than 10 minutes later', row({ at: 601 }), play({ at: 0 }), two],
  ['90 s where one tells minutes', row({ at: 90, precisionMs: minutes }), play({ at: 0 }), one],
  ['90 s where the other tells minutes', row({ at: 0 }), play({ at: 90, precisionMs: minutes }), one],
  ['91 s where one tells minutes', row({ at: 91, precisionMs: minutes }), play({ at: 0 }), perhaps],
  ['an end, the length of the track after a start', row({ at: 200, precisionMs: null, durationMs: 200_000 }), play({ at: 0 }), one],
  ['an end, with the length only the play knows', row({ at: 200, precisionMs: null }), play({ at: 0, durationMs: 200_000 }), one],
  ['an end, later than the track is long', row({ at: 201, precisionMs: null, durationMs: 200_000 }), play({ at: 0 }), perhaps],
  ['an end, soon after a start: it was cut short', row({ at: 40, precisionMs: null, durationMs: 200_000 }), play({ at: 0 }), one],
  ['an end, before the start', row({ at: 0, precisionMs: null, durationMs: 200_000 }), play({ at: 31 }), perhaps],
  ['an end of unknown length', row({ at: 60, precisionMs: null }), play({ at: 0 }), perhaps],
  ['a start, and the play is known by its end', row({ at: 0 }), play({ at: 180, precisionMs: null, durationMs: 200_000 }), one],
  ['two ends', row({ at: 20, precisionMs: null, durationMs: 200_000 }), play({ at: 0, precisionMs: null }), one],
  ['two ends farther apart', row({ at: 180, precisionMs: null, durationMs: 200_000 }), play({ at: 0, precisionMs: null }), perhaps],
  ['the same account a second later', row({ at: 1, by: other }), play({ at: 0 }), two],
  ['the same account in the same second', row({ at: 0, by: other }), play({ at: 0 }), two],
  ['the same account, second and song, another album', row({ at: 0, by: other, heardTextId: 2 }), play({ at: 0 }), perhaps],
  ['another account of the same service', row({ at: 5, by: witnessName('lastfm', 2) }), play({ at: 0 }), one],
  ['a twin of Spotify', row({ at: 29, by: 'spotify-extended/', heardMs: 9 }), play({ at: 0, by: 'spotify-extended/', heardMs: 9 }), one],
  ['no twin: heard for another time', row({ at: 29, by: 'spotify-extended/', heardMs: 9 }), play({ at: 0, by: 'spotify-extended/', heardMs: 8 }), two],
  ['no twin: 31 s', row({ at: 31, by: 'spotify-extended/', heardMs: 9 }), play({ at: 0, by: 'spotify-extended/', heardMs: 9 }), two],
  ['no twin: not Spotify', row({ at: 5, by: other, heardMs: 9 }), play({ at: 0, heardMs: 9 }), two],
  ['a play that was taken back', row({ at: 5 }), play({ at: 0, isDeleted: true }), one],
  ['near a play that was taken back', row({ at: 300 }), play({ at: 0, isDeleted: true }), two],
])('%s', (_case, told, candidate, decision) => {
  expect(decide(told, [candidate])).toEqual(decision)
})

test('of several plays the nearest is the one, the first where two are as near', () => {
  expect(decide(row({ at: 20 }), [play({ id: 1, at: 0 }), play({ id: 2, at: 25 })])).toEqual({ attachTo: 2 })
  expect(decide(row({ at: 20 }), [play({ id: 2, at: 30 }), play({ id: 1, at: 10 })])).toEqual({ attachTo: 1 })
})

test('a play the same account has seen is passed over for the next one, and leaves no doubt', () => {
  expect(decide(row({ at: 20, by: other }), [play({ id: 1, at: 20 }), play({ id: 2, at: 0, by: 'player/' })])).toEqual({ attachTo: 2 })
  expect(decide(row({ at: 200, by: other }), [play({ id: 1, at: 0 }), play({ id: 2, at: 400, by: 'player/' })])).toEqual({ attachTo: null, doubtful: [2] })
})
