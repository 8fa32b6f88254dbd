import { expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { testContext } from '#tests/factories/library.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { deriveDays } from './derive-days.ts'
import { decidePair, editPlay, removePlays, restorePlays } from './edit-plays.service.ts'
import { openPlayTime } from './play-time.service.ts'
import { recordPlays, rowKeyOf } from './record-plays.service.ts'
import type { SeenPlay } from './record-plays.service.ts'
import { defineDeriveDays, listZones, setZones } from './zones.service.ts'

const days = { dayStartsAt: 0 }
const noon = Date.UTC(2025, 11, 31, 12)

function setting() {
  const ctx = testContext()
  const { db, clock } = ctx
  const tell = (source: string, startedAt: number, more: Partial<SeenPlay> = {}): number => {
    const words = { artist: 'Ana Ray', title: 'Low Tide', album: null }
    const play = { ...words, albumArtist: null, recordingMbid: null, startedAt, precisionMs: 1000, zone: null, durationMs: null, heardMs: null, how: 'unknown' as const, isCounted: true, rowKey: rowKeyOf(words, 0), rawJson: null, ...more }
    return db.transaction(() => recordPlays(db, [play], { source, accountId: null, importId: null }, openPlayTime(db, days, clock)))[0]?.playId ?? 0
  }
  return { ...ctx, tell }
}

type Row = { startedAt: number; zone: string; localDay: number; how: string; isCounted: number }

function rows(db: WriteDb): Row[] {
  expect(wrongCounts(db)).toEqual([])
  return db.prepare<[], Row>('SELECT startedAt, zone, localDay, how, isCounted FROM listening_history ORDER BY id').all()
}

test('what a person puts right stands above what sources tell, then and later', () => {
  const ctx = setting()
  const id = ctx.tell('lastfm', noon)
  editPlay(ctx, days, { id, zone: 'Pacific/Auckland' })
  expect(rows(ctx.db)).toEqual([{ startedAt: noon, zone: 'Pacific/Auckland', localDay: 20260101, how: 'unknown', isCounted: 1 }])
  editPlay(ctx, days, { id, startedAt: noon - 86_400_000, how: 'vinyl' })
  expect(ctx.tell('listenbrainz', noon + 4000, { zone: 'Europe/London', how: 'stream' })).toBe(id)
  expect(ctx.tell('lastfm', noon)).toBe(id)
  expect(rows(ctx.db)).toEqual([{ startedAt: noon - 86_400_000, zone: 'Pacific/Auckland', localDay: 20251231, how: 'vinyl', isCounted: 1 }])
  expect(ctx.heard.some(({ type }) => type === 'plays.changed')).toBe(true)
})

test('what is wrong changes nothing', () => {
  const ctx = setting()
  const id = ctx.tell('lastfm', noon)
  expect(() => editPlay(ctx, days, { id, zone: 'Mars/Olympus' })).toThrow('is not a time zone')
  expect(() => editPlay(ctx, days, { id, startedAt: ctx.clock.now() + 1 })).toThrow('future')
  expect(() => editPlay(ctx, days, { id: 99, how: 'cd' })).toThrow('not in the history')
  ctx.db.prepare('UPDATE listening_history SET heartbeatAt = 1').run()
  expect(() => editPlay(ctx, days, { id, how: 'cd' })).toThrow('still playing')
  expect(rows(ctx.db)).toMatchObject([{ startedAt: noon, how: 'unknown' }])
})

test('plays taken back are outside every figure until they are restored, and no source brings them again', async () => {
  const ctx = setting()
  const ids = [ctx.tell('lastfm', noon), ctx.tell('lastfm', noon + 300_000, { isCounted: false })]
  expect(await removePlays(ctx, [...ids, 99])).toEqual({ removed: 2 })
  expect(await removePlays(ctx, ids)).toEqual({ removed: 0 })
  expect(ctx.tell('listenbrainz', noon + 1000)).toBe(ids[0])
  expect(rows(ctx.db)).toMatchObject([{ isCounted: 0 }, { isCounted: 0 }])
  expect(ctx.db.prepare('SELECT sum(plays) AS plays, sum(skips) AS skips FROM heard_texts').get()).toEqual({ plays: 0, skips: 0 })
  expect(await restorePlays(ctx, ids)).toEqual({ restored: 2 })
  expect(rows(ctx.db)).toMatchObject([{ isCounted: 1 }, { isCounted: 0 }])
})

test('a pair that is one play becomes one, with everything that saw it', () => {
  const ctx = setting()
  const playId = ctx.tell('lastfm', noon)
  const otherId = ctx.tell('listenbrainz', noon + 120_000, { heardMs: 90_000, zone: 'Asia/Tokyo' })
  const third = ctx.tell('csv', noon + 400_000)
  expect(decidePair(ctx, days, { playId, otherId, isOne: true })).toEqual({ playId })
  expect(rows(ctx.db)).toMatchObject([{ startedAt: noon, zone: 'Asia/Tokyo' }, { startedAt: noon + 400_000 }])
  expect(ctx.db.prepare('SELECT playId, source FROM play_witnesses ORDER BY id').all()).toEqual([{ playId, source: 'lastfm' }, { playId, source: 'listenbrainz' }, { playId: third, source: 'csv' }])
  expect(ctx.db.prepare('SELECT * FROM doubtful_plays').all()).toEqual([{ playId, otherId: third, isRejected: 0 }])
  expect(ctx.tell('listenbrainz', noon + 120_000)).toBe(playId)
})

test('a pair that is two stays two and is not offered again', () => {
  const ctx = setting()
  const playId = ctx.tell('lastfm', noon)
  const otherId = ctx.tell('listenbrainz', noon + 120_000)
  decidePair(ctx, days, { playId: otherId, otherId: playId, isOne: false })
  ctx.tell('listenbrainz', noon + 120_000)
  expect(ctx.db.prepare('SELECT * FROM doubtful_plays').all()).toEqual([{ playId, otherId, isRejected: 1 }])
  expect(rows(ctx.db)).toHaveLength(2)
})

test('other zones move the days of plays whose sources told none, and only those', () => {
  const ctx = setting()
  const { db, clock } = ctx
  const jobs = { enqueue: () => 7, wait: () => Promise.reject(new Error()), cancel: () => false, retry: () => 0 }
  const job = defineDeriveDays({ ...ctx, workers: () => new URL('file:///') }, () => days)
  ctx.tell('lastfm', noon)
  ctx.tell('lastfm', noon + 3_600_000, { zone: 'Europe/London' })
  ctx.tell('lastfm', noon - 86_400_000)
  const zones = [{ fromAt: noon - 3_600_000, zone: 'Pacific/Auckland' }, { fromAt: 0, zone: 'Pacific/Honolulu' }, { fromAt: clock.now() - 1, zone: 'Europe/Paris' }]
  expect(setZones({ ...ctx, jobs }, job, zones)).toEqual({ jobId: 7 })
  expect(setZones({ ...ctx, jobs }, job, zones)).toEqual({ jobId: null })
  expect(listZones(db).map(({ zone }) => zone)).toEqual(['Pacific/Honolulu', 'Pacific/Auckland', 'Europe/Paris'])
  for (const step of deriveDays(db, openPlayTime(db, days, clock))) expect(step.total).toBe(3)
  expect(rows(db)).toMatchObject([{ zone: 'Pacific/Auckland', localDay: 20260101 }, { zone: 'Europe/London', localDay: 20251231 }, { zone: 'Pacific/Honolulu', localDay: 20251230 }])
  expect(() => setZones({ ...ctx, jobs }, job, [{ fromAt: 0, zone: 'Nowhere' }])).toThrow('is not a time zone')
})

test('another start of the day moves the days of all plays', () => {
  const { db, clock, tell } = setting()
  tell('lastfm', Date.UTC(2026, 0, 1, 1))
  tell('lastfm', Date.UTC(2026, 0, 1, 1, 30), { zone: 'Europe/London' })
  expect(rows(db).map(({ localDay }) => localDay)).toEqual([20260101, 20260101])
  Array.from(deriveDays(db, openPlayTime(db, { dayStartsAt: 4 }, clock)))
  expect(rows(db).map(({ localDay }) => localDay)).toEqual([20251231, 20251231])
})
