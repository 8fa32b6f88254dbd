import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import type { JournalPage, PlayRow } from '#shared/contract/plays.contract.ts'
import { layOut, originOf } from './journal-days.ts'

const heights = { head: 50, row: 30 }

function play(id: number, localDay: number): PlayRow {
  return {
    id, heardTextId: 1, title: `Song ${id}`, artist: 'Ana Ray', album: null, trackId: null, albumId: null, artistId: null, coverHash: null, isOnDisk: false, isLoved: false,
    startedAt: id * 1000, zone: 'UTC', localDay, durationMs: null, heardMs: null, how: 'file', isCounted: true, isPlaying: false, isDeleted: false, matchedBy: 'heard', sources: [], isDoubtful: false,
  }
}

function page(items: PlayRow[]): JournalPage {
  return { items, days: [...new Set(items.map((item) => item.localDay))].map((day) => ({ day, plays: 2, heardMs: 1 })), hasNewer: false, hasOlder: false }
}

test('plays of a day stand under one heading, over the edge of pages too', () => {
  const { days, offsets } = layOut([page([play(5, 20260103), play(4, 20260102)]), page([play(3, 20260102), play(2, 20260101)])], heights)
  expect(days.map(({ day, first, count, top, height }) => [day, first, count, top, height])).toEqual([[20260103, 0, 1, 0, 80], [20260102, 1, 2, 80, 110], [20260101, 3, 1, 190, 80]])
  expect(offsets).toEqual([0, 80, 160, 190, 270])
  expect(days[1]?.figure).toEqual({ day: 20260102, plays: 2, heardMs: 1 })
})

test('a flight over the date line shows a day twice, each time with its own plays', () => {
  const { days } = layOut([page([play(3, 20260101), play(2, 20260102), play(1, 20260101)])], heights)
  expect(days.map(({ day, count }) => [day, count])).toEqual([[20260101, 1], [20260102, 1], [20260101, 1]])
})

test('an empty journal has no height', () => {
  expect(layOut([], heights)).toEqual({ plays: [], days: [], offsets: [0], keys: [] })
})

test('a play keeps its number while pages come and go at either end', () => {
  assert(property(integer({ min: 0, max: 50 }), array(integer({ min: -20, max: 20 }), { maxLength: 10 }), (start, moves) => {
    const window = (from: number): number[] => Array.from({ length: 60 }, (_, at) => from + at)
    let [from, numbering] = [start, { keys: window(start) as readonly number[], origin: 0 }]
    for (const move of moves) {
      from += move
      const keys = window(from)
      numbering = { keys, origin: originOf(numbering, keys) }
      for (const [index, key] of keys.entries()) expect(numbering.origin + index).toBe(key - start)
    }
  }))
})
