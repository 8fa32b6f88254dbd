import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { claimDeck, command, releaseDeck, report } from '#main/domains/playback/deck.service.ts'
import { deckItem, neighbour } from '#main/domains/playback/deck-item.service.ts'
import { playbackState } from '#main/domains/playback/playback-session.ts'
import { playingOrder } from '#main/domains/playback/queue.rules.ts'
import { addToQueue, removeFromQueue, replaceQueue, setRepeat, undoQueue } from '#main/domains/playback/queue.service.ts'
import { query } from '#main/kernel/db/query.ts'
import { createDeckController, type DeckControllerOptions } from '#renderer/features/player/deck-controller.ts'
import { addPlayableTrack, testPlayback } from '#tests/factories/playback.ts'
import { createScriptedDeck } from '#tests/fakes/scripted-deck.ts'
import { inEnglish } from '#shared/messages/say.ts'

vi.stubGlobal('location', { protocol: 'http:' })

type Setting = ReturnType<typeof testPlayback>

let underWay = 0

/** Counts a question to the core until it is answered. */
function counted<Args extends unknown[], Answer>(ask: (...args: Args) => Answer) {
  return async (...args: Args): Promise<Awaited<Answer>> => {
    underWay += 1
    try {
      return await ask(...args)
    } finally {
      underWay -= 1
    }
  }
}

/** Every question is answered, and what followed from the answers has happened. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet = underWay === 0 ? quiet + 1 : 0) await new Promise((resolve) => setImmediate(resolve))
}

/** A window beside a core: the real controller and services with nothing between them but promises. */
function openWindow({ playback, events }: Setting, deckId: string, isGapless = true) {
  const deck = createScriptedDeck()
  const said: string[] = []
  const core: DeckControllerOptions['playback'] = {
    claimDeck: counted(({ deckId, isPolite }) => claimDeck(playback, deckId, isPolite)),
    releaseDeck: counted((input) => releaseDeck(playback, input.deckId)),
    command: counted((input) => command(playback, input)),
    deckItem: counted(({ itemId, isTranscoded = false }) => deckItem(playback, { itemId, isTranscoded })),
    neighbour: counted((input) => neighbour(playback, input)),
    report: counted((input) => report(playback, input)),
  }
  const controller = createDeckController({
    deckId,
    playback: core,
    openDeck: () => deck,
    state: () => playbackState(playback),
    zone: () => 'Europe/Paris',
    told: () => undefined,
    say: (told) => said.push(inEnglish(told)),
  })
  controller.setPreparesNext(isGapless)
  events.subscribe((event) => {
    if (event.type === 'playback.changed') controller.stateChanged(event.state)
    if (event.type === 'playback.commanded') controller.commanded(event.deckId, event.command)
    if (event.type === 'queue.changed') controller.queueChanged()
  })
  const send = async (...wanted: Parameters<typeof controller.send>) => {
    await controller.send(...wanted)
    await settled()
    events.flush()
    await settled()
  }
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 5000) {
      deck.pass(Math.min(5000, left))
      await settled()
      controller.beat()
      await settled()
    }
  }
  return { deck, controller, said, send, pass }
}

async function withQueue(tracks = 3, isGapless = true) {
  const setting = testPlayback()
  const trackIds = Array.from({ length: tracks }, (_, index) => addPlayableTrack(setting, { title: `Track ${index + 1}`, durationMs: 60_000 }))
  await replaceQueue(setting.playback, { trackIds })
  const window = openWindow(setting, 'window-one', isGapless)
  const itemIds = playingOrder(setting.playback.queue).map((entry) => entry.itemId)
  const plays = () => setting.db.all(query.selectFrom('listening_history as play').innerJoin('heard_texts as text', 'text.id', 'play.heardTextId').select(['text.trackId', 'play.heardMs', 'play.isCounted', 'play.heartbeatAt']).orderBy('play.id'))
  return { ...setting, ...window, trackIds, itemIds, plays, fileOf: (index: number) => `/media/file/${index + 1}` }
}

test('it plays the queue through, each track one counted play, and stops at its end', async () => {
  const { playback, deck, send, pass, plays, trackIds } = await withQueue()
  await send({ type: 'play' })
  expect(deck.nextKey()).not.toBeNull()
  await pass(200_000)
  expect(plays()).toEqual(trackIds.map((trackId) => ({ trackId, heardMs: 60_000, isCounted: 1, heartbeatAt: null })))
  expect(playbackState(playback)).toMatchObject({ status: 'stopped', positionMs: 0 })
})

test('without gapless playback the next is asked for when one has ended', async () => {
  const { deck, send, pass, plays } = await withQueue(2, false)
  await send({ type: 'play' })
  expect(deck.nextKey()).toBeNull()
  await pass(150_000)
  expect(plays().map((play) => play.heardMs)).toEqual([60_000, 60_000])
})

test('pausing, seeking and coming back is one play; only what sounded is heard', async () => {
  const { playback, send, pass, plays } = await withQueue()
  await send({ type: 'play' })
  await pass(10_000)
  await send({ type: 'toggle' })
  expect(playbackState(playback).status).toBe('paused')
  await pass(30_000)
  await send({ type: 'seek', positionMs: 2000 })
  await send({ type: 'toggle' })
  await pass(5000)
  expect(plays()).toMatchObject([{ heardMs: 15_000, isCounted: 0 }])
  expect(playbackState(playback)).toMatchObject({ status: 'playing', positionMs: 7000 })
})

test('skipping ends a play as a skip and begins the next', async () => {
  const { send, pass, plays, trackIds } = await withQueue()
  await send({ type: 'play' })
  await pass(5000)
  await send({ type: 'next' })
  await pass(60_000)
  expect(plays().slice(0, 2)).toMatchObject([{ trackId: trackIds[0], heardMs: 5000, isCounted: 0 }, { trackId: trackIds[1], heardMs: 60_000, isCounted: 1 }])
})

test('previous begins the track again, and near its start goes to the one before', async () => {
  const { playback, send, pass, itemIds } = await withQueue()
  await send({ type: 'playItem', itemId: itemIds[1] ?? 0 })
  await pass(10_000)
  await send({ type: 'previous' })
  expect(playbackState(playback)).toMatchObject({ itemId: itemIds[1], positionMs: 0 })
  await send({ type: 'previous' })
  expect(playbackState(playback).itemId).toBe(itemIds[0])
})

test('repeating one track is a new play each time round', async () => {
  const { playback, send, pass, plays, trackIds } = await withQueue()
  setRepeat(playback, 'one')
  await send({ type: 'play' })
  await pass(170_000)
  expect(plays().map((play) => [play.trackId, play.isCounted])).toEqual([[trackIds[0], 1], [trackIds[0], 1], [trackIds[0], 1]])
})

test('what comes next follows every change of the queue', async () => {
  const { playback, events, deck, send, trackIds, itemIds } = await withQueue()
  await send({ type: 'play' })
  expect(deck.nextKey()).toBe(String(itemIds[1]))
  const changes = [() => addToQueue(playback, { trackIds: [trackIds[2] ?? 0], where: 'next' }), () => undoQueue(playback), () => removeFromQueue(playback, [itemIds[1] ?? 0]), () => setRepeat(playback, 'one')]
  const seen: (string | null)[] = []
  for (const change of changes) {
    await change()
    events.flush()
    await settled()
    seen.push(deck.nextKey())
  }
  expect(seen).toEqual([String((itemIds[2] ?? 0) + 1), String(itemIds[1]), String(itemIds[2]), String(itemIds[0])])
})

test('taken out of the queue, a track plays to its end and what followed it comes', async () => {
  const { playback, send, pass, itemIds } = await withQueue()
  await send({ type: 'play' })
  await pass(5000)
  removeFromQueue(playback, [itemIds[0] ?? 0])
  await settled()
  await pass(56_000)
  expect(playbackState(playback).itemId).toBe(itemIds[1])
})

test('a file that cannot be decoded is tried as FLAC before it is given up', async () => {
  const { playback, deck, send, pass, plays, heard, fileOf } = await withQueue()
  deck.break(fileOf(0), 'decode')
  deck.break(fileOf(1), 'unsupported')
  await send({ type: 'play' })
  expect(playbackState(playback)).toMatchObject({ index: 0, status: 'playing' })
  await pass(125_000)
  expect(deck.loaded()).toEqual([fileOf(0), '/media/flac/1', '/media/flac/2', fileOf(2)])
  expect(plays().map((play) => play.heardMs)).toEqual([60_000, 60_000, 5000])
  expect(heard.filter((event) => event.type === 'notice.raised')).toEqual([])
})

test('what cannot be played at all is skipped, told, and leaves no play', async () => {
  const { playback, deck, send, plays, heard, fileOf } = await withQueue()
  deck.break(fileOf(0), 'decode')
  deck.break('/media/flac/1', 'decode')
  deck.break(fileOf(1), 'network')
  await send({ type: 'play' })
  expect(playbackState(playback)).toMatchObject({ index: 2, status: 'playing' })
  expect(plays()).toHaveLength(1)
  expect(heard.flatMap((event) => (event.type === 'notice.raised' ? [inEnglish(event.told).slice(0, 30)] : []))).toEqual(['“Track 1” could not be played.', '“Track 2” could not be played.'])
})

test('a queue of nothing but broken files comes to rest', async () => {
  const { playback, deck, send, fileOf } = await withQueue(3)
  setRepeat(playback, 'all')
  for (const at of [0, 1, 2]) {
    deck.break(fileOf(at), 'network')
  }
  await send({ type: 'play' })
  await settled()
  expect(deck.loaded().length).toBeLessThan(15)
  expect(playbackState(playback).status).not.toBe('playing')
})

test('files that went missing are stepped over on the way', async () => {
  const { playback, folder, send, trackIds, itemIds } = await withQueue()
  rmSync(join(folder, `${trackIds[1]}.mp3`))
  await send({ type: 'play' })
  await send({ type: 'next' })
  expect(playbackState(playback).itemId).toBe(itemIds[2])
})

test('playing goes on where it was left in an earlier session', async () => {
  const setting = await withQueue()
  await setting.send({ type: 'play' })
  await setting.pass(25_000)
  setting.controller.leave()
  await settled()
  expect(playbackState(setting.playback)).toMatchObject({ deckId: null, status: 'paused', positionMs: 25_000 })
  Object.assign(setting.playback, setting.reopen())
  const later = openWindow(setting, 'window-two')
  await later.send({ type: 'toggle' })
  expect(later.deck.getPosition()).toBe(25_000)
  expect(setting.plays().map((play) => play.heardMs)).toEqual([25_000, 0])
})

test('moving the position before anything was played starts there, paused, and is no play', async () => {
  const { playback, deck, send, plays } = await withQueue()
  await send({ type: 'play' })
  await send({ type: 'stop' })
  await send({ type: 'seek', positionMs: 30_000 })
  expect([deck.getState(), deck.getPosition()]).toEqual(['paused', 30_000])
  expect(plays()).toHaveLength(1)
  expect(playbackState(playback).deckId).toBe('window-one')
})

test('a second window is a remote until it takes over; then the first falls silent and the place is kept', async () => {
  const setting = await withQueue()
  const other = openWindow(setting, 'window-two')
  await setting.send({ type: 'play' })
  await setting.pass(5000)
  await other.send({ type: 'pause' })
  expect(setting.deck.getState()).toBe('paused')
  await other.send({ type: 'toggle' })
  await other.send({ type: 'seekBy', deltaMs: 10_000 })
  expect(setting.deck.getPosition()).toBe(15_000)
  await other.controller.takeOver()
  await settled()
  expect([setting.deck.getState(), other.deck.getState(), other.deck.getPosition()]).toEqual(['idle', 'playing', 15_000])
  expect(playbackState(setting.playback)).toMatchObject({ deckId: 'window-two', status: 'playing' })
  expect(setting.plays().filter((play) => play.heartbeatAt !== null)).toHaveLength(1)
  await setting.send({ type: 'pause' })
  expect(other.deck.getState()).toBe('paused')
})

test('when the first window has stopped, sound comes from where play is pressed', async () => {
  const setting = await withQueue()
  const other = openWindow(setting, 'window-two')
  await setting.send({ type: 'play' })
  await setting.send({ type: 'stop' })
  await other.send({ type: 'play' })
  expect(playbackState(setting.playback)).toMatchObject({ deckId: 'window-two', status: 'playing' })
})

test('of many quick skips only the last is played', async () => {
  const { deck, controller, send, itemIds } = await withQueue(6)
  await send({ type: 'play' })
  for (const itemId of itemIds.slice(1)) void controller.send({ type: 'playItem', itemId })
  await settled()
  expect(deck.loaded()).toHaveLength(2)
})
