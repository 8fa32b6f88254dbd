import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { followCursor, indexOfItem, moveBefore, neighbourOf, newQueue, nextRound, playingOrder, playLast, playNext, setShuffled, without } from './queue.rules.ts'
import type { Queue, QueueEntry } from './queue.rules.ts'

const entries = (...ids: number[]): QueueEntry[] => ids.map((id) => ({ itemId: id, trackId: id * 10 }))
const ids = (list: readonly QueueEntry[]): number[] => list.map((entry) => entry.itemId)
const plain = (...itemIds: number[]): Queue => ({ written: entries(...itemIds), shuffled: null })
const at = (itemId: number | null, followingId: number | null = null) => ({ itemId, followingId })
const manual = (direction: 'next' | 'previous') => ({ direction, isManual: true, seed: 1 })
const alone = (direction: 'next' | 'previous') => ({ direction, isManual: false, seed: 1 })

test('play next goes behind what plays, play last to the end', () => {
  expect(ids(playNext(plain(1, 2, 3), entries(8, 9), at(2)).written)).toEqual([1, 2, 8, 9, 3])
  expect(ids(playNext(plain(1, 2), entries(9), at(null)).written)).toEqual([9, 1, 2])
  expect(ids(playNext(plain(1, 3), entries(9), at(2, 3)).written)).toEqual([1, 9, 3])
  expect(ids(playLast(plain(1, 2), entries(8, 9), at(1), 1).written)).toEqual([1, 2, 8, 9])
})

test('added to a shuffled queue, next is next, and last falls among what is still to come', () => {
  const queue = { written: entries(1, 2, 3, 4), shuffled: entries(3, 1, 4, 2) }
  expect(ids(playNext(queue, entries(9), at(1)).shuffled ?? [])).toEqual([3, 1, 9, 4, 2])
  expect(ids(playNext(queue, entries(9), at(1)).written)).toEqual([1, 9, 2, 3, 4])
  const places = new Set(Array.from({ length: 60 }, (_, seed) => indexOfItem(playLast(queue, entries(9), at(1), seed).shuffled ?? [], 9)))
  expect([...places].toSorted()).toEqual([2, 3, 4])
  expect(ids(playLast(queue, entries(9), at(1), 1).written)).toEqual([1, 2, 3, 4, 9])
})

test('moving takes several at once, in their order, before another or to the end', () => {
  expect(ids(moveBefore(plain(1, 2, 3, 4, 5), new Set([4, 2]), 1).written)).toEqual([2, 4, 1, 3, 5])
  expect(ids(moveBefore(plain(1, 2, 3, 4, 5), new Set([1, 2]), null).written)).toEqual([3, 4, 5, 1, 2])
  expect(ids(moveBefore(plain(1, 2, 3, 4, 5), new Set([2, 3]), 3).written)).toEqual([1, 2, 3, 4, 5])
  expect(ids(moveBefore(plain(1, 2, 3, 4, 5), new Set([2, 5]), 5).written)).toEqual([1, 3, 4, 2, 5])
})

test('moving in a shuffled queue leaves the written order alone', () => {
  const moved = moveBefore({ written: entries(1, 2, 3), shuffled: entries(3, 1, 2) }, new Set([2]), 3)
  expect([ids(moved.shuffled ?? []), ids(moved.written)]).toEqual([[2, 3, 1], [1, 2, 3]])
})

test('shuffling begins with what plays, and unshuffling goes on from its place in the written order', () => {
  const shuffled = setShuffled(plain(1, 2, 3, 4, 5, 6), true, 4, 99)
  expect(ids(shuffled.shuffled ?? [])[0]).toBe(4)
  const back = setShuffled(shuffled, false, 4, 0)
  expect(ids(playingOrder(back))).toEqual([1, 2, 3, 4, 5, 6])
  expect(neighbourOf(back, at(4), 'off', alone('next'))?.itemId).toBe(5)
})

test('a shuffled album starts anywhere unless a track was chosen', () => {
  const list = entries(1, 2, 3, 4, 5)
  const firsts = new Set(Array.from({ length: 80 }, (_, seed) => playingOrder(newQueue(list, undefined, true, seed))[0]?.itemId))
  expect(firsts.size).toBe(5)
  expect(playingOrder(newQueue(list, list[2], true, 5))[0]?.itemId).toBe(3)
})

test('at the end repeat decides', () => {
  const queue = plain(1, 2, 3)
  expect(neighbourOf(queue, at(3), 'off', alone('next'))).toBeUndefined()
  expect(neighbourOf(queue, at(3), 'all', alone('next'))?.itemId).toBe(1)
  expect(neighbourOf(queue, at(1), 'off', manual('previous'))).toBeUndefined()
  expect(neighbourOf(queue, at(1), 'all', manual('previous'))?.itemId).toBe(3)
  expect(neighbourOf(plain(), at(null), 'all', manual('next'))).toBeUndefined()
})

test('repeat one repeats by itself but lets a person go on', () => {
  const queue = plain(1, 2, 3)
  expect(neighbourOf(queue, at(2), 'one', alone('next'))?.itemId).toBe(2)
  expect(neighbourOf(queue, at(2), 'one', manual('next'))?.itemId).toBe(3)
  expect(neighbourOf(queue, at(3), 'one', manual('next'))?.itemId).toBe(1)
})

test('when what plays is taken out, playing goes on with what followed it, then with what followed that', () => {
  const before = plain(1, 2, 3, 4)
  const once = without(before, (entry) => entry.itemId === 2)
  const cursor = followCursor(at(2), before, once)
  expect(cursor).toEqual(at(2, 3))
  expect(neighbourOf(once, cursor, 'off', alone('next'))?.itemId).toBe(3)
  expect(neighbourOf(once, cursor, 'off', manual('previous'))?.itemId).toBe(1)
  const twice = without(once, (entry) => entry.itemId === 3)
  expect(followCursor(cursor, once, twice)).toEqual(at(2, 4))
})

const queueArbitrary = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 }).map((list) => entries(...list))

test('a shuffled round plays everything once before anything twice, and the way back is the way it came', () => {
  fc.assert(
    fc.property(queueArbitrary, fc.integer(), (list, seed) => {
      const queue = newQueue(list, undefined, true, seed)
      const heard: number[] = []
      let cursor = at(null)
      for (let entry = neighbourOf(queue, cursor, 'off', alone('next')); entry; entry = neighbourOf(queue, cursor, 'off', alone('next'))) {
        heard.push(entry.itemId)
        cursor = at(entry.itemId)
      }
      expect(heard.toSorted((one, other) => one - other)).toEqual(ids(list).toSorted((one, other) => one - other))
      for (const expected of heard.slice(0, -1).toReversed()) {
        cursor = at(neighbourOf(queue, cursor, 'off', manual('previous'))?.itemId ?? null)
        expect(cursor.itemId).toBe(expected)
      }
      expect(list.length > 1 && nextRound(playingOrder(queue), seed)[0]?.itemId === heard.at(-1)).toBe(false)
    }),
  )
})

test('whatever is done to it, both orders of a queue hold the same items, each once', () => {
  const operation = fc.tuple(fc.constantFrom('next', 'last', 'move', 'remove', 'shuffle', 'unshuffle'), fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }), fc.integer({ min: 1, max: 60 }))
  fc.assert(
    fc.property(queueArbitrary, fc.array(operation, { maxLength: 20 }), (list, operations) => {
      let queue: Queue = { written: list, shuffled: null }
      let cursor = at(list[0]?.itemId ?? null)
      let fresh = 1000
      for (const [kind, chosen, one] of operations) {
        const before = queue
        const added = chosen.map(() => ({ itemId: (fresh += 1), trackId: 1 }))
        if (kind === 'next') queue = playNext(queue, added, cursor)
        else if (kind === 'last') queue = playLast(queue, added, cursor, one)
        else if (kind === 'move') queue = moveBefore(queue, new Set(chosen), one)
        else if (kind === 'remove') queue = without(queue, (entry) => chosen.includes(entry.itemId))
        else queue = setShuffled(queue, kind === 'shuffle', cursor.itemId, one)
        cursor = followCursor(cursor, before, queue)
        const written = ids(queue.written)
        expect(new Set(written).size).toBe(written.length)
        expect(ids(playingOrder(queue)).toSorted((a, b) => a - b)).toEqual(written.toSorted((a, b) => a - b))
        expect(cursor.followingId === null || written.includes(cursor.followingId)).toBe(true)
      }
    }),
  )
})
