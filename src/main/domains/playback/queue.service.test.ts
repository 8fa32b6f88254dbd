import { expect, test } from 'vitest'
import { query } from '#main/kernel/db/query.ts'
import { addTrack } from '#tests/factories/tracks.ts'
import { testPlayback } from '#tests/factories/playback.ts'
import type { Playback } from './playback-session.ts'
import { report } from './deck.service.ts'
import { playbackState } from './playback-session.ts'
import { playingOrder } from './queue.rules.ts'
import { addToQueue, clearQueue, moveInQueue, queueWindow, removeFromQueue, replaceQueue, setRepeat, setShuffle, undoQueue } from './queue.service.ts'

const trackIds = (playback: Playback): number[] => playingOrder(playback.queue).map((entry) => entry.trackId)
const itemIds = (playback: Playback): number[] => playingOrder(playback.queue).map((entry) => entry.itemId)

async function withQueue(length: number, options: Parameters<typeof testPlayback>[0] = {}) {
  const setting = testPlayback(options)
  const tracks = Array.from({ length }, (_, index) => addTrack(setting.db, { title: `Track ${index + 1}` }))
  const { itemId } = await replaceQueue(setting.playback, { trackIds: tracks })
  return { ...setting, tracks, itemId: itemId ?? 0 }
}

function start(playback: Playback, itemId: number, run = 1): void {
  const entry = playback.queue.written.find((candidate) => candidate.itemId === itemId)
  report(playback, { deckId: 'deck-one', event: 'started', run, itemId, trackId: entry?.trackId ?? 0, fileId: 1, positionMs: 0, heardMs: 0, zone: 'UTC' })
}

test('replacing the queue leaves out what is not on disk and starts at the track that was chosen', async () => {
  const { db, playback } = testPlayback()
  const [one, two, three] = [addTrack(db), addTrack(db, { isOnDisk: false }), addTrack(db)]
  const { total, itemId } = await replaceQueue(playback, { trackIds: [one, two, three, 999], startAt: 1 })
  expect(total).toBe(2)
  expect(trackIds(playback)).toEqual([one, three])
  expect(playback.queue.written.find((entry) => entry.itemId === itemId)?.trackId).toBe(three)
})

test('a merged track plays as the one it was merged into', async () => {
  const { db, playback } = testPlayback()
  const [kept, merged] = [addTrack(db), addTrack(db, { isOnDisk: false })]
  db.run(query.updateTable('tracks').set({ mergedIntoId: kept }).where('id', '=', merged))
  await replaceQueue(playback, { trackIds: [merged, kept] })
  expect(trackIds(playback)).toEqual([kept, kept])
})

test('playing an album shuffled may start anywhere, a chosen track starts even when shuffled', async () => {
  const { playback, tracks } = await withQueue(20)
  const shuffled = await replaceQueue(playback, { trackIds: tracks, isShuffled: true })
  expect(itemIds(playback)[0]).toBe(shuffled.itemId)
  expect(trackIds(playback).toSorted((one, other) => one - other)).toEqual(tracks)
  await replaceQueue(playback, { trackIds: tracks, startAt: 7 })
  expect(trackIds(playback)[0]).toBe(tracks[7])
  expect(playbackState(playback).isShuffled).toBe(true)
})

test('each change can be taken back, one after the other, and an undo is itself a new state', async () => {
  const { playback, tracks } = await withQueue(4)
  const [first, second] = itemIds(playback)
  const versions = [playback.version]
  await addToQueue(playback, { trackIds: [tracks[0] ?? 0], where: 'last' })
  versions.push(moveInQueue(playback, { itemIds: [first ?? 0], beforeItemId: null }).version)
  versions.push(removeFromQueue(playback, [second ?? 0]).version)
  versions.push(clearQueue(playback).version)
  expect(trackIds(playback)).toEqual([])
  const before: number[][] = []
  for (let times = 0; times < 4; times += 1) {
    versions.push(undoQueue(playback).version)
    before.push(trackIds(playback))
  }
  expect(before.map((list) => list.length)).toEqual([4, 5, 5, 4])
  expect(before.at(-1)).toEqual(tracks)
  expect(new Set(versions).size).toBe(versions.length)
  expect(versions.toSorted((one, other) => one - other)).toEqual(versions)
})

test('when no change is kept any more there is nothing to take back', () => {
  const { playback } = testPlayback()
  expect(() => undoQueue(playback)).toThrow('no change')
})

test('taking back a new queue continues with the old one after what plays', async () => {
  const { playback, tracks, itemId } = await withQueue(3)
  start(playback, itemId)
  const other = await replaceQueue(playback, { trackIds: [tracks[2] ?? 0] })
  start(playback, other.itemId ?? 0, 2)
  undoQueue(playback)
  expect(playbackState(playback)).toMatchObject({ itemId: other.itemId, index: null, total: 3 })
  expect(playback.stored.followingId).toBe(itemId)
})

test('clearing keeps the track that plays', async () => {
  const { playback, itemId } = await withQueue(3)
  start(playback, itemId)
  clearQueue(playback)
  expect(itemIds(playback)).toEqual([itemId])
})

test('shuffling on and off keeps what plays and restores the written order; undo does not touch it', async () => {
  const { playback, tracks } = await withQueue(30)
  const fifth = itemIds(playback)[4] ?? 0
  start(playback, fifth)
  setShuffle(playback, true)
  expect(itemIds(playback)[0]).toBe(fifth)
  expect(trackIds(playback)).not.toEqual(tracks)
  await addToQueue(playback, { trackIds: tracks.slice(0, 2), where: 'next' })
  undoQueue(playback)
  expect(playbackState(playback)).toMatchObject({ isShuffled: true, total: 30 })
  setShuffle(playback, false)
  expect(trackIds(playback)).toEqual(tracks)
  expect(playbackState(playback).index).toBe(4)
})

test('the queue, its shuffled order, repeat and the position survive a restart', async () => {
  const { playback, reopen, itemId } = await withQueue(50)
  setShuffle(playback, true)
  setRepeat(playback, 'all')
  report(playback, { deckId: 'deck-one', event: 'progressed', run: 1, itemId, trackId: 1, fileId: 1, positionMs: 61_234, heardMs: 61_234, zone: 'UTC' })
  const again = reopen()
  expect(itemIds(again)).toEqual(itemIds(playback))
  expect(again.queue.written).toEqual(playback.queue.written)
  expect(playbackState(again)).toMatchObject({ deckId: null, status: 'paused', itemId, positionMs: 61_234, repeat: 'all', isShuffled: true, total: 50 })
  await addToQueue(again, { trackIds: [1], where: 'last' })
  expect(new Set(itemIds(again)).size).toBe(51)
})

test('it starts empty for those who do not want the queue restored', async () => {
  const { playback, reopen, itemId } = await withQueue(3, { settings: { restoresQueue: false } })
  start(playback, itemId)
  expect(playbackState(reopen())).toMatchObject({ status: 'stopped', itemId: null, total: 0 })
})

test('a window follows the playing order and says where playing stands', async () => {
  const { playback, tracks } = await withQueue(10)
  start(playback, itemIds(playback)[3] ?? 0)
  const window = await queueWindow(playback, { offset: 2, limit: 3 })
  expect(window).toMatchObject({ total: 10, index: 3 })
  expect(window.items.map((item) => item.track.id)).toEqual(tracks.slice(2, 5))
})

test('tracks that were removed from the library or merged leave the queue or are followed when it is next read', async () => {
  const { db, playback, tracks } = await withQueue(5)
  db.run(query.updateTable('tracks').set({ mergedIntoId: tracks[4] ?? 0 }).where('id', '=', tracks[0] ?? 0))
  db.run(query.deleteFrom('tracks').where('id', '=', tracks[2] ?? 0))
  const window = await queueWindow(playback, { offset: 0, limit: 100 })
  expect(window.total).toBe(4)
  expect(window.items.map((item) => item.track.id)).toEqual([tracks[4], tracks[1], tracks[3], tracks[4]])
})

test('more than 20,000 tracks are refused whole', async () => {
  const { playback, tracks } = await withQueue(3)
  const many = Array.from({ length: 19_998 }, () => tracks[0] ?? 0)
  await expect(addToQueue(playback, { trackIds: many, where: 'last' })).rejects.toThrow('20,000')
  expect(playback.queue.written.length).toBe(3)
})

test('moving before an item that has left meanwhile changes nothing', async () => {
  const { playback } = await withQueue(3)
  expect(() => moveInQueue(playback, { itemIds: [1], beforeItemId: 999 })).toThrow('changed meanwhile')
})

test('changes are told once each, and coalesced', async () => {
  const { playback, events, heard, tracks } = await withQueue(3)
  heard.length = 0
  for (let times = 0; times < 20; times += 1) await addToQueue(playback, { trackIds: [tracks[0] ?? 0], where: 'last' })
  events.flush()
  const told = heard.filter((event) => event.type === 'queue.changed')
  expect(told.length).toBeLessThan(5)
  expect(told.at(-1)).toMatchObject({ version: playback.version, total: 23 })
})

test('with 20,000 tracks no change holds the database for 15 ms', async () => {
  const { db, playback, tracks } = await withQueue(500)
  const many = Array.from({ length: 19_400 }, (_, index) => tracks[index % 500] ?? 0)
  const { itemId } = await replaceQueue(playback, { trackIds: many })
  start(playback, itemId ?? 0)
  const ids = itemIds(playback)
  const held: number[] = []
  const original = db.transaction
  // Measures what is written, through the connection the service uses.
  Object.assign(playback.ctx.db, { transaction: <T>(work: () => T): T => {
    const began = performance.now()
    try {
      return original(work)
    } finally {
      held.push(performance.now() - began)
    }
  } })
  for (let times = 0; times < 5; times += 1) {
    await addToQueue(playback, { trackIds: tracks.slice(0, 20), where: 'next' })
    moveInQueue(playback, { itemIds: ids.slice(5000, 15_000), beforeItemId: ids[10] ?? null })
    removeFromQueue(playback, ids.slice(times * 10, times * 10 + 10))
    setShuffle(playback, times % 2 === 0)
    undoQueue(playback)
  }
  held.sort((one, other) => one - other)
  expect(held[Math.floor(held.length / 2)]).toBeLessThan(15)
})
