import { expect, test } from 'vitest'
import { openTestTrackers, playsAt, playsIn, runUntil, somePlays, withLastfm, withListenbrainz } from '#tests/factories/trackers.ts'

const minute = 60_000
const hour = 60 * minute

test.each([
  ['Last.fm', withLastfm],
  ['ListenBrainz', withListenbrainz],
])('the whole history of %s is read, each play once', async (_name, connect) => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db } = trackers
  const { fake } = await connect(trackers, (service) => {
    service.plays = somePlays(3_300, clock.now() / 1000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + 30 * minute)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  expect(await accounts.list()).toMatchObject([{ state: 'idle', plays: 3_300, backfill: { done: 3_300, total: 3_300, isDone: true, isPaused: false } }])
  await engine.stop()
})

test('whether plays at the end asked for are told or not makes no difference', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.includesTo = false
    service.plays = somePlays(1_500, clock.now() / 1000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + 30 * minute)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test.each([
  ['Last.fm', withLastfm],
  ['ListenBrainz', withListenbrainz],
])('a second with more plays than a page holds loses none at %s', async (_name, connect) => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const at = clock.now() / 1000 - 900_000
  const { fake } = await connect(trackers, (service) => {
    const crowded = Array.from({ length: 730 }, (_, index) => ({ artist: 'iPod', title: `Synced ${index}`, album: '', at }))
    service.plays = [...somePlays(400, at - 1_000), ...crowded, ...somePlays(400, clock.now() / 1000)]
  })
  engine.start()
  await runUntil(trackers, clock.now() + 30 * minute)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('rows without a date are counted and left out', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = [...somePlays(20, clock.now() / 1000), { artist: 'A', title: 'Undated', album: '', at: null }]
  })
  engine.start()
  await runUntil(trackers, clock.now() + 30 * minute)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  const { resultJson } = db.prepare<[], { resultJson: string }>("SELECT resultJson FROM jobs WHERE type = 'accounts.backfill.lastfm'").get() ?? { resultJson: '{}' }
  expect(JSON.parse(resultJson)).toEqual({ done: 21, undated: 1, unreadable: 0 })
  await engine.stop()
})

test('pages shrink on error 8 for as long as they are too large, and grow again after', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(4_000, clock.now() / 1000)
    service.mostRowsNow = 60
  })
  engine.start()
  fake.faults.choose = () => {
    if (fake.received.length > 30) fake.mostRowsNow = 1_000
    return undefined
  }
  await runUntil(trackers, clock.now() + hour)
  const limits = fake.received.filter(({ name, params }) => name === 'user.getRecentTracks' && params.has('to')).map(({ params }) => Number(params.get('limit')))
  expect(Math.min(...limits)).toBe(50)
  expect(limits.at(-1)).toBeGreaterThanOrEqual(200)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('what comes and goes there meanwhile neither doubles nor hides plays', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(3_000, clock.now() / 1000)
  })
  const kept = new Set(playsAt(fake.plays))
  engine.start()
  fake.faults.choose = () => {
    const gone = fake.plays.shift()
    if (gone) for (const name of playsAt([gone])) kept.delete(name)
    fake.plays.push({ artist: 'New', title: `New ${fake.received.length}`, album: '', at: Math.floor(clock.now() / 1000) })
    return undefined
  }
  await runUntil(trackers, clock.now() + 20 * minute)
  const read = playsIn(db)
  expect(new Set(read).size).toBe(read.length)
  expect([...kept].filter((play) => !read.includes(play))).toEqual([])
  await engine.stop()
})

test('it is paused and goes on where it was', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db } = trackers
  const { fake, id } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(2_500, clock.now() / 1000)
  })
  fake.faults.choose = ({ name }) => {
    if (name === 'user.getRecentTracks' && fake.received.length === 6) accounts.pauseBackfill(id)
    return undefined
  }
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  const paused = (await accounts.list())[0]?.backfill
  expect(paused).toMatchObject({ isPaused: true, isDone: false, total: 2_500 })
  expect(paused?.done).toBeGreaterThan(300)
  const known = playsIn(db).length
  const asked = fake.received.length
  await runUntil(trackers, clock.now() + minute)
  expect(playsIn(db)).toHaveLength(known)
  accounts.startBackfill(id)
  await runUntil(trackers, clock.now() + hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  const first = fake.received.slice(asked).find(({ params }) => params.has('to'))
  expect(Number(first?.params.get('to')) * 1000).toBeLessThanOrEqual((paused?.reachedAt ?? 0) + 1_000)
  await engine.stop()
})

test('a limit of an hour is kept over a restart, and nothing is read twice', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(2_500, clock.now() / 1000)
  })
  fake.faults.choose = () => (fake.received.length === 7 ? { kind: 'error', code: 29, status: 429, headers: { 'retry-after': '3600' } } : undefined)
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  const asked = fake.received.length
  await engine.stop()
  const again = openTestTrackers(trackers)
  again.accounts.start()
  again.engine.start()
  await runUntil(again, clock.now() + 50 * minute)
  expect(fake.received).toHaveLength(asked)
  await runUntil(again, clock.now() + hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await again.engine.stop()
})

test('days without a service are sat out', async () => {
  const trackers = openTestTrackers({ pollMinutes: 30 })
  const { clock, engine, accounts, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(2_500, clock.now() / 1000)
  })
  let isDown = true
  fake.faults.choose = () => (isDown && fake.received.length > 6 ? { kind: 'cut' } : undefined)
  engine.start()
  await runUntil(trackers, clock.now() + 3 * 24 * hour)
  expect(await accounts.list()).toMatchObject([{ state: 'failing', backfill: { isPaused: false, isDone: false } }])
  isDown = false
  await runUntil(trackers, clock.now() + 3 * hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})
