import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlayEvent } from '#shared/model/playback-machine.ts'
import { playEvents } from '#shared/model/playback-machine.ts'
import { isCountedPlay } from '#shared/model/scrobble-rules.ts'
import { say } from '#shared/messages/say.ts'
import { query } from '#main/kernel/db/query.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { addTrack } from '#tests/factories/tracks.ts'
import { testPlayback } from '#tests/factories/playback.ts'
import { claimDeck, command, releaseDeck, report, watchDeck } from './deck.service.ts'
import { playbackState } from './playback-session.ts'
import { neighbourOf, playingOrder } from './queue.rules.ts'
import { replaceQueue, setRepeat } from './queue.service.ts'

const here = 'deck-one'
const there = 'deck-two'

async function playing(tracks = 3, options: Parameters<typeof testPlayback>[0] & { durationMs?: number } = {}) {
  const setting = testPlayback(options)
  const trackIds = Array.from({ length: tracks }, (_, index) => addTrack(setting.db, { title: `Track ${index + 1}`, durationMs: options.durationMs ?? 200_000 }))
  await replaceQueue(setting.playback, { trackIds })
  claimDeck(setting.playback, here)
  const tell = (event: PlayEvent, at: number, run = 1, more: { index?: number; deckId?: string; zone?: string; positionMs?: number } = {}) => {
    const entry = playingOrder(setting.playback.queue)[more.index ?? 0] ?? { itemId: 1, trackId: 1 }
    return report(setting.playback, { deckId: more.deckId ?? here, event, run, ...entry, fileId: 1, positionMs: more.positionMs ?? at, heardMs: at, zone: more.zone ?? 'Europe/Paris' })
  }
  return { ...setting, trackIds, tell }
}

const plays = (db: ReadDb) =>
  db.all(query.selectFrom('listening_history').innerJoin('heard_texts', 'heard_texts.id', 'heardTextId').selectAll('listening_history').select(['titleText', 'artistText', 'pinnedTrackId', 'trackId', 'matchedBy']).orderBy('listening_history.id'))
const isOpen = ({ heartbeatAt }: { heartbeatAt: number | null }): boolean => heartbeatAt !== null

test('a play stands in the history from the moment it starts, with its one witness', async () => {
  const { db, clock, tell, trackIds } = await playing()
  const { playId } = tell('started', 0)
  expect(plays(db)).toMatchObject([{ id: playId, titleText: 'Track 1', artistText: 'Low Tide Ministry', pinnedTrackId: trackIds[0], trackId: trackIds[0], matchedBy: 'pinned', startedAt: clock.now(), zone: 'Europe/Paris', localDay: 20260101, durationMs: 200_000, heardMs: 0, how: 'file', isCounted: 0, heartbeatAt: clock.now() }])
  expect(db.all(query.selectFrom('play_witnesses').selectAll())).toMatchObject([{ playId, source: 'player', startedAt: clock.now(), zone: 'Europe/Paris', precisionMs: 1000, how: 'file', isCounted: 0 }])
})

test('heartbeats keep what was heard, and half of it makes it count while it still plays', async () => {
  const { db, tell, trackIds } = await playing()
  tell('started', 0)
  tell('progressed', 95_000)
  expect(plays(db)).toMatchObject([{ heardMs: 95_000, isCounted: 0 }])
  tell('progressed', 100_000)
  expect(plays(db)).toMatchObject([{ heardMs: 100_000, isCounted: 1 }])
  expect(db.get(query.selectFrom('tracks').select(['plays', 'skips', 'heardMs']).where('id', '=', trackIds[0] ?? 0))).toEqual({ plays: 1, skips: 0, heardMs: 100_000 })
  tell('ended', 200_000)
  expect(plays(db)).toMatchObject([{ heardMs: 200_000, isCounted: 1, heartbeatAt: null }])
  expect(db.get(query.selectFrom('play_witnesses').select(['durationMs', 'heardMs', 'isCounted']))).toEqual({ durationMs: 200_000, heardMs: 200_000, isCounted: 1 })
})

test('pausing for hours makes no second play', async () => {
  const { db, clock, tell } = await playing()
  tell('started', 0)
  tell('paused', 30_000)
  clock.advance(5 * 3_600_000)
  tell('resumed', 30_000)
  tell('ended', 200_000)
  expect(plays(db)).toMatchObject([{ heardMs: 200_000, isCounted: 1 }])
})

test('repeating one track is a new play each time', async () => {
  const { db, tell } = await playing(1)
  for (const run of [1, 2, 3]) {
    tell('started', 0, run)
    tell('ended', 200_000, run)
  }
  expect(plays(db).map((play) => play.isCounted)).toEqual([1, 1, 1])
})

test('skipping leaves a skip behind and does not lose the next', async () => {
  const { db, tell, trackIds } = await playing()
  tell('started', 0)
  tell('skipped', 12_000)
  tell('started', 0, 2, { index: 1 })
  tell('progressed', 120_000, 2, { index: 1 })
  expect(plays(db)).toMatchObject([{ trackId: trackIds[0], heardMs: 12_000, isCounted: 0, heartbeatAt: null }, { trackId: trackIds[1], heardMs: 120_000, isCounted: 1 }])
  expect(db.get(query.selectFrom('tracks').select(['plays', 'skips']).where('id', '=', trackIds[0] ?? 0))).toEqual({ plays: 0, skips: 1 })
})

test('in a crossfade the end of the first is told after the second has started, and state stays with the second', async () => {
  const { db, playback, tell } = await playing()
  tell('started', 0)
  tell('started', 0, 2, { index: 1 })
  tell('ended', 201_000)
  expect(plays(db).map((play) => [play.heardMs, isOpen(play)])).toEqual([[201_000, false], [0, true]])
  expect(playbackState(playback)).toMatchObject({ index: 1, status: 'playing' })
})

test('after a crash the open play ends with its last heartbeat', async () => {
  const { db, clock, tell, reopen } = await playing()
  tell('started', 0)
  tell('progressed', 110_000)
  clock.advance(86_400_000)
  reopen()
  expect(plays(db)).toMatchObject([{ heardMs: 110_000, isCounted: 1, heartbeatAt: null }])
  expect(db.get(query.selectFrom('play_witnesses').select('heardMs'))).toEqual({ heardMs: 110_000 })
})

test('a window that plays on through a restart of the core keeps its play', async () => {
  const { db, playback, reopen, tell } = await playing()
  tell('started', 0)
  const again = reopen()
  const entry = playingOrder(playback.queue)[0] ?? { itemId: 1, trackId: 1 }
  report(again, { deckId: here, event: 'progressed', run: 1, ...entry, fileId: 1, positionMs: 150_000, heardMs: 150_000, zone: 'UTC' })
  expect(plays(db)).toMatchObject([{ heardMs: 150_000, isCounted: 1 }])
  expect(playbackState(again)).toMatchObject({ deckId: here, status: 'playing' })
})

test('a window that vanishes is given up after a while, and taken back when it speaks again', async () => {
  const { db, playback, tell } = await playing()
  tell('started', 0)
  for (let times = 0; times < 3; times += 1) watchDeck(playback)
  expect(playbackState(playback).deckId).toBe(here)
  watchDeck(playback)
  expect(playbackState(playback)).toMatchObject({ deckId: null, status: 'paused', positionMs: 0 })
  expect(plays(db).some(isOpen)).toBe(false)
  tell('progressed', 40_000)
  expect(playbackState(playback)).toMatchObject({ deckId: here, status: 'playing' })
  expect(plays(db)).toMatchObject([{ heardMs: 40_000 }])
})

test('a paused window may be silent for longer', async () => {
  const { playback, tell } = await playing()
  tell('started', 0)
  tell('paused', 1000)
  for (let times = 0; times < 29; times += 1) watchDeck(playback)
  expect(playbackState(playback).deckId).toBe(here)
  claimDeck(playback, here)
  for (let times = 0; times < 29; times += 1) watchDeck(playback)
  expect(playbackState(playback).deckId).toBe(here)
  watchDeck(playback)
  expect(playbackState(playback).deckId).toBeNull()
})

test('taking over ends the play of the other window and keeps the place', async () => {
  const { db, playback, clock, events, heard, tell } = await playing()
  tell('started', 0)
  tell('progressed', 5000)
  clock.advance(2000)
  heard.length = 0
  const state = claimDeck(playback, there)
  expect(state).toMatchObject({ deckId: there, status: 'paused', positionMs: 7000 })
  expect(heard).toContainEqual({ type: 'playback.changed', state })
  tell('stopped', 7100)
  expect(plays(db)).toMatchObject([{ heardMs: 7100, heartbeatAt: null }])
  events.flush()
  expect(playbackState(playback)).toMatchObject({ deckId: there, status: 'paused' })
  tell('started', 0, 1, { deckId: there })
  tell('progressed', 9000, 1)
  expect(plays(db).map((play) => [play.heardMs, isOpen(play)])).toEqual([[9000, false], [0, true]])
})

test('a window that says it is still there takes nothing from one that plays', async () => {
  const { playback, tell } = await playing()
  tell('started', 0)
  expect(claimDeck(playback, there, true)).toMatchObject({ deckId: here, status: 'playing' })
  releaseDeck(playback, here)
  expect(claimDeck(playback, there, true)).toMatchObject({ deckId: there, status: 'paused' })
})

test('closing the window keeps the place and ends the play', async () => {
  const { db, playback, tell } = await playing()
  tell('started', 0)
  tell('paused', 8000)
  releaseDeck(playback, here)
  expect(playbackState(playback)).toMatchObject({ deckId: null, status: 'paused', positionMs: 8000 })
  expect(plays(db).some(isOpen)).toBe(false)
})

test('a clock that jumps to and fro changes neither what was heard nor what counts', async () => {
  const { db, clock, tell } = await playing()
  tell('started', 0)
  const startedAt = clock.now()
  clock.set(startedAt - 86_400_000)
  tell('progressed', 50_000)
  clock.set(startedAt + 400 * 86_400_000)
  tell('progressed', 99_000)
  tell('ended', 99_999)
  expect(plays(db)).toMatchObject([{ startedAt, heardMs: 99_999, isCounted: 0 }])
})

test('the day is the one of the window’s zone, and a zone that is none is replaced by the computer’s', async () => {
  const { db, clock, tell } = await playing(3, { settings: { dayStartsAt: 4 } })
  clock.set(Date.parse('2026-01-01T11:00:00Z'))
  tell('started', 0, 1, { zone: 'Pacific/Honolulu' })
  tell('started', 0, 2, { zone: 'Nowhere/Land' })
  expect(plays(db).map((play) => [play.zone, play.localDay])).toEqual([['Pacific/Honolulu', 20251231], ['Europe/Paris', 20260101]])
})

test('the length of a recording that no header tells is learnt when it ends', async () => {
  const { db, tell } = await playing()
  db.run(query.updateTable('tracks').set({ durationMs: null }))
  tell('started', 0)
  tell('ended', 120_000)
  expect(plays(db)).toMatchObject([{ durationMs: 120_000, isCounted: 1 }])
})

test('a track removed from the library while it plays goes on playing, and what was heard is kept', async () => {
  const { db, playback, tell, trackIds } = await playing()
  tell('started', 0)
  db.run(query.deleteFrom('tracks').where('id', '=', trackIds[0] ?? 0))
  tell('progressed', 120_000)
  tell('ended', 200_000)
  expect(plays(db)).toMatchObject([{ trackId: null, titleText: 'Track 1', heardMs: 200_000, isCounted: 1 }])
  expect(playbackState(playback)).toMatchObject({ track: null, positionMs: 200_000 })
})

test('a track that could not be opened is told to the person and is no play', async () => {
  const { db, playback, heard, tell } = await playing()
  heard.length = 0
  tell('failed', 0)
  expect(plays(db)).toEqual([])
  expect(heard).toContainEqual(expect.objectContaining({ type: 'notice.raised', code: 'playback.failed', told: say`“${'Track 1'}” could not be played. ${say`The file could not be decoded.`}` }))
  expect(playbackState(playback).itemId).toBe(playingOrder(playback.queue)[0]?.itemId)
})

test('remotes command the window that plays; without one they are told so, but volume always holds', async () => {
  const { playback, heard } = await playing()
  command(playback, { type: 'seek', positionMs: 5000 })
  expect(heard).toContainEqual({ type: 'playback.commanded', deckId: here, command: { type: 'seek', positionMs: 5000 } })
  releaseDeck(playback, here)
  expect(() => command(playback, { type: 'pause' })).toThrow('No window plays')
  command(playback, { type: 'volume', volume: 0.3 })
  command(playback, { type: 'mute', isMuted: true })
  expect(playbackState(playback)).toMatchObject({ volume: 0.3, isMuted: true })
})

test('a shuffled queue that repeats comes in a new order each round', async () => {
  const { playback, trackIds, tell } = await playing(12)
  await replaceQueue(playback, { trackIds, isShuffled: true })
  setRepeat(playback, 'all')
  const round = playingOrder(playback.queue).map((entry) => entry.itemId)
  tell('started', 0, 1, { index: 11 })
  const next = neighbourOf(playback.queue, playback.stored, 'all', { direction: 'next', isManual: false, seed: playback.version })
  tell('started', 0, 2, { index: round.indexOf(next?.itemId ?? 0) })
  const second = playingOrder(playback.queue).map((entry) => entry.itemId)
  expect(second).not.toEqual(round)
  expect(second.toSorted((one, other) => one - other)).toEqual(round.toSorted((one, other) => one - other))
  expect(playbackState(playback)).toMatchObject({ index: 0, itemId: next?.itemId })
})

test('progress is told to other windows at most ten times a second', async () => {
  const { events, heard, tell } = await playing()
  tell('started', 0)
  heard.length = 0
  for (let at = 0; at < 50; at += 1) tell('progressed', at * 100)
  events.flush()
  expect(heard.filter((event) => event.type === 'playback.changed').length).toBeLessThan(6)
})

test('any sequence of reports, claims, releases and silences leaves the history a naive model says, with at most one open play', async () => {
  const setting = await playing(4, { durationMs: 100_000 })
  const { db, playback, tell } = setting
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('report' as const), deckId: fc.constantFrom(here, there), run: fc.integer({ min: 1, max: 3 }), event: fc.constantFrom(...playEvents), at: fc.integer({ min: 0, max: 120_000 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('claim' as const, 'release' as const), deckId: fc.constantFrom(here, there) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('silence' as const, 'restart' as const) }) },
  )
  let example = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      example += 1
      db.sqlite.exec('DELETE FROM listening_history')
      const heard = new Map<string, number>()
      for (const one of steps) {
        if ('event' in one) {
          const run = `${one.deckId}-${example}:${one.run}`
          tell(one.event, one.at, one.run, { deckId: `${one.deckId}-${example}`, index: one.run })
          if (heard.has(run) || one.event === 'started' || one.at > 0) heard.set(run, Math.max(heard.get(run) ?? 0, one.at))
        } else if (one.kind === 'claim') claimDeck(playback, `${one.deckId}-${example}`)
        else if (one.kind === 'release') releaseDeck(playback, `${one.deckId}-${example}`)
        else if (one.kind === 'restart') Object.assign(playback, setting.reopen())
        else for (let times = 0; times < 31; times += 1) watchDeck(playback)
        expect(plays(db).filter(isOpen).length).toBeLessThanOrEqual(1)
      }
      expect(plays(db).map((play) => [play.heardMs, play.isCounted])).toEqual([...heard.values()].map((ms) => [ms, isCountedPlay(100_000, ms) ? 1 : 0]))
      const counted = plays(db).filter((play) => play.isCounted === 1).length
      expect(db.get(query.selectFrom('tracks').select(({ fn }) => fn.sum<number>('plays').as('plays')))?.plays).toBe(counted)
    }),
    { numRuns: 150 },
  )
})

test('every play that ends is told on, however it ends', async () => {
  const ended: number[] = []
  const { tell, playback, reopen } = await playing(3, { playEnded: (playId) => ended.push(playId) })
  const first = tell('started', 0).playId
  tell('progressed', 120_000)
  expect(ended).toEqual([])
  tell('ended', 200_000)
  expect(ended).toEqual([first])
  const second = tell('started', 0, 2, { index: 1 }).playId
  const third = tell('started', 0, 3, { index: 2 }).playId
  expect(ended.slice(1)).toEqual([second])
  releaseDeck(playback, here)
  expect(ended.slice(2)).toEqual([third])
  const killed = tell('started', 0, 4).playId
  reopen()
  expect(ended.slice(3)).toEqual([killed])
})
