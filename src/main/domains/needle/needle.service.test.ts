import { expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { createEvents } from '#main/kernel/events.ts'
import { manualClock, openTestLibrary } from '#tests/factories/library.ts'
import type { ManualClock } from '#tests/factories/library.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { openNamedLibrary } from '#tests/factories/named-library.ts'
import { openNeedle } from './needle.service.ts'

const minute = 60_000
const events = () => createEvents((error) => {
  throw error
})

type Player = ReturnType<typeof withRecord>

/** An album of two sides with two tracks each; A2 is of unknown length. */
function withRecord(db = openTestLibrary(), clock: ManualClock = manualClock()) {
  const named = openNamedLibrary(db)
  const ids = ['A1', 'A2', 'B1', 'B2'].map((position, index) => named.add({ title: `Song ${position}`, artist: 'Ana Ray', album: 'Blue Room', number: index + 1, position }))
  for (const [index, length] of [4 * minute, null, 3 * minute, 5 * minute].entries()) {
    db.prepare('UPDATE tracks SET durationMs = ? WHERE id = ?').run(length, ids[index])
    db.prepare('UPDATE files SET durationMs = ? WHERE trackId = ?').run(length, ids[index])
  }
  const ended: number[] = []
  const albumId = db.prepare<[number], number>('SELECT albumId FROM tracks WHERE id = ?').pluck().get(ids[0] ?? 0) ?? 0
  return { db, clock, ids, albumId, ended, open: () => openNeedle({ db, clock, events: events() }, { settings: () => ({ dayStartsAt: 0 }), playEnded: (id) => ended.push(id) }) }
}

/** Plays in order of time: title, minutes after `clock`'s start, minutes heard, `-` before what does not count. */
function plays(db: WriteDb, from: number): string[] {
  expect(wrongCounts(db)).toEqual([])
  return db
    .prepare<[], { title: string; startedAt: number; heardMs: number; isCounted: number; how: string }>('SELECT titleName AS title, startedAt, play.heardMs, isCounted, how FROM listening_history AS play JOIN heard_texts AS text ON text.id = play.heardTextId ORDER BY startedAt')
    .all()
    .map(({ title, startedAt, heardMs, isCounted, how }) => `${isCounted === 1 ? '' : '-'}${title} ${how} ${(startedAt - from) / minute}+${heardMs / minute}`)
}

const putOn = ({ albumId }: Player) => ({ albumId, side: 'A', how: 'vinyl' as const })

test('sides are told apart, and a length that is not known is the median of the others', () => {
  const player = withRecord()
  const sides = player.open().sides(player.albumId)
  expect(sides.map(({ side, durationMs, tracks }) => [side, durationMs / minute, tracks.map(({ title, isGuessed }) => `${title}${isGuessed ? ' guessed' : ''}`)])).toEqual([['A', 8, ['Song A1', 'Song A2 guessed']], ['B', 8, ['Song B1', 'Song B2']]])
})

test('a side that is left alone is heard whole, and then waits to be flipped', () => {
  const player = withRecord()
  const { db, clock } = player
  const from = clock.now()
  const needle = player.open()
  expect(needle.start(putOn(player))).toMatchObject({ state: 'playing', side: 'A', nextSide: 'B', endsAt: from + 8 * minute, currentTrackId: player.ids[0] })
  clock.advance(4.5 * minute)
  expect(needle.current()).toMatchObject({ currentTrackId: player.ids[1], positionMs: 0.5 * minute })
  expect(plays(db, from)).toEqual(['Song A1 vinyl 0+4'])
  clock.advance(4 * minute)
  expect(needle.current()).toMatchObject({ state: 'ended', endedAt: from + 8 * minute, nextSide: 'B' })
  expect(needle.flip()).toMatchObject({ state: 'playing', side: 'B', nextSide: null, startedAt: from + 8.5 * minute })
  clock.advance(60 * minute)
  needle.tick()
  expect(plays(db, from)).toEqual(['Song A1 vinyl 0+4', 'Song A2 vinyl 4+4', 'Song B1 vinyl 8.5+3', 'Song B2 vinyl 11.5+5'])
  expect(player.ended).toHaveLength(4)
  expect(needle.current()).toBeNull()
})

test('pauses, another track and an early lift are heard as they were', () => {
  const player = withRecord()
  const { db, clock, ids } = player
  const from = clock.now()
  const needle = player.open()
  needle.start(putOn(player))
  clock.advance(minute)
  needle.seek(ids[1] ?? 0)
  clock.advance(2 * minute)
  expect(needle.pause()).toMatchObject({ state: 'paused', pausedAt: from + 3 * minute, endsAt: null })
  clock.advance(10 * minute)
  expect(needle.resume()).toMatchObject({ state: 'playing', endsAt: from + 15 * minute })
  clock.advance(minute)
  expect(needle.lift(undefined)).toMatchObject({ state: 'ended', endedAt: from + 14 * minute })
  expect(plays(db, from)).toEqual(['-Song A1 vinyl 0+1', 'Song A2 vinyl 1+3'])
  expect(needle.current()).toBeNull()
})

test('a lift told late takes back what had been written since', () => {
  const player = withRecord()
  const { db, clock } = player
  const from = clock.now()
  const needle = player.open()
  needle.start(putOn(player))
  clock.advance(9 * minute)
  needle.tick()
  expect(plays(db, from)).toHaveLength(2)
  needle.lift(from + 3 * minute)
  expect(plays(db, from)).toEqual(['Song A1 vinyl 0+3'])
})

test('a record put on earlier is written at once, never into the future, and leaves the present one alone', () => {
  const player = withRecord()
  const { db, clock } = player
  const from = clock.now()
  const needle = player.open()
  const present = needle.start({ ...putOn(player), side: 'B' })
  expect(needle.start({ ...putOn(player), startedAt: from - 60 * minute, how: 'tape' })).toMatchObject({ state: 'ended', endedAt: from - 52 * minute })
  expect(plays(db, from)).toEqual(['Song A1 tape -60+4', 'Song A2 tape -56+4'])
  expect(needle.current()).toMatchObject({ id: present.id, state: 'playing' })
  expect(() => needle.start({ ...putOn(player), startedAt: from + 1 })).toThrow('future')
})

test('another record lifts the one that turns', () => {
  const player = withRecord()
  const { db, clock } = player
  const from = clock.now()
  const needle = player.open()
  needle.start(putOn(player))
  clock.advance(3 * minute)
  needle.start({ ...putOn(player), side: 'B' })
  expect(plays(db, from)).toEqual(['Song A1 vinyl 0+3'])
  expect(needle.current()).toMatchObject({ side: 'B' })
})

test('a discarded session leaves nothing behind', () => {
  const player = withRecord()
  const { db, clock } = player
  const needle = player.open()
  const { id } = needle.start(putOn(player))
  clock.advance(9 * minute)
  needle.tick()
  needle.discard(id)
  expect(plays(db, 0)).toEqual([])
  expect(db.prepare('SELECT count(*) AS rows FROM play_witnesses').get()).toEqual({ rows: 0 })
  expect(needle.current()).toBeNull()
})

test('a side that ran out while Sillon was closed ended when it ended', () => {
  const player = withRecord()
  const { db, clock } = player
  const from = clock.now()
  player.open().start(putOn(player))
  clock.advance(12 * 60 * minute)
  const later = player.open()
  later.watch()()
  expect(plays(db, from)).toEqual(['Song A1 vinyl 0+4', 'Song A2 vinyl 4+4'])
  expect(db.prepare('SELECT endedAt FROM needle_sessions').get()).toEqual({ endedAt: from + 8 * minute })
  expect(later.current()).toBeNull()
})

class Killed extends Error {}

test('killed anywhere and started again, every track is written exactly once', () => {
  const player = withRecord()
  const { db, clock } = player
  const from = clock.now()
  player.open().start(putOn(player))
  let left = 0
  const mortal: WriteDb = {
    ...db,
    prepare: ((sql: string) => {
      if (--left === 0) throw new Killed()
      return db.prepare(sql)
    }) as WriteDb['prepare'],
  }
  let kills = 0
  for (let step = 1; step <= 40; step++) {
    clock.advance(minute / 2)
    left = step
    try {
      openNeedle({ db: mortal, clock, events: events() }, { settings: () => ({ dayStartsAt: 0 }), playEnded: () => undefined }).tick()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      kills += 1
    }
  }
  player.open().tick()
  expect(kills).toBeGreaterThan(5)
  expect(plays(db, from)).toEqual(['Song A1 vinyl 0+4', 'Song A2 vinyl 4+4'])
})
