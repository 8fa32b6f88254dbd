import { expect, test } from 'vitest'
import { openTestTrackers, playsAt, playsIn, runUntil, somePlays, withLastfm, withListenbrainz } from '#tests/factories/trackers.ts'
import { addTrack } from '#tests/factories/tracks.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

test.each([withLastfm, withListenbrainz])('new plays arrive, each once, however often they are told', async (connect) => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db } = trackers
  const { fake, id } = await connect(trackers, (service) => {
    service.plays = somePlays(5, clock.now() / 1000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + 10 * minute)
  fake.plays.push({ artist: 'Nina', title: 'New', album: '', at: clock.now() / 1000 - 30 })
  await runUntil(trackers, clock.now() + hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  expect((await accounts.list())[0]).toMatchObject({ id, plays: 6, problem: null, lastSuccessAt: expect.any(Number) })
  await engine.stop()
})

test('it asks every two minutes, quicker while something plays, and slower when nothing did for long', async () => {
  const trackers = openTestTrackers()
  const { clock, engine } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(3, clock.now() / 1000)
  })
  engine.start()
  const polls = async (ms: number): Promise<number> => {
    const before = fake.received.filter(({ name }) => name === 'user.getRecentTracks').length
    await runUntil(trackers, clock.now() + ms)
    return fake.received.filter(({ name }) => name === 'user.getRecentTracks').length - before
  }
  await polls(minute)
  expect(await polls(10 * minute)).toBe(5)
  await polls(5 * hour)
  expect(await polls(hour)).toBeLessThanOrEqual(7)
  fake.nowPlaying = { artist: 'Nina', title: 'Now', album: '', at: null }
  await polls(11 * minute)
  expect(await polls(10 * minute)).toBe(20)
  await engine.stop()
})

test('what plays now is told at once and matched to the library', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, heard, db } = trackers
  const trackId = addTrack(db, { title: 'Hyperballad', artist: 'Björk' })
  const { fake } = await withLastfm(trackers)
  fake.nowPlaying = { artist: 'BJÖRK', title: 'Hyperballad', album: 'Post', at: null }
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  expect((await accounts.list())[0]?.nowListening).toMatchObject({ artist: 'BJÖRK', title: 'Hyperballad', album: 'Post', trackId })
  expect(heard.some(({ type }) => type === 'accounts.changed')).toBe(true)
  expect(playsIn(db)).toEqual([])
  fake.nowPlaying = null
  await runUntil(trackers, clock.now() + 2 * minute)
  expect((await accounts.list())[0]?.nowListening).toBeNull()
  await engine.stop()
})

test.each([
  ['an hour late', hour],
  ['a day late', day],
  ['eight days late', 8 * day],
])('a play that arrives %s is met although newer ones are known', async (_when, lateMs) => {
  for (const connect of [withLastfm, withListenbrainz]) {
    const trackers = openTestTrackers({ pollMinutes: 30 })
    const { clock, engine, db } = trackers
    const { fake } = await connect(trackers, (service) => {
      service.plays = somePlays(800, clock.now() / 1000, 1_000)
    })
    engine.start()
    await runUntil(trackers, clock.now() + hour)
    fake.plays.push({ artist: 'Late', title: 'Offline', album: '', at: Math.floor((clock.now() - lateMs) / 1000) + 7 })
    await runUntil(trackers, clock.now() + 26 * hour)
    expect(playsIn(db)).toEqual(playsAt(fake.plays))
    await engine.stop()
  }
})

test.each([
  ['Last.fm', withLastfm],
  ['ListenBrainz', withListenbrainz],
])('%s counts all plays, so an old one that came is looked for wherever it may lie', async (_name, connect) => {
  const trackers = openTestTrackers({ pollMinutes: 60 })
  const { clock, engine, db } = trackers
  const { fake } = await connect(trackers, (service) => {
    service.plays = somePlays(600, clock.now() / 1000, 60_000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + hour)
  fake.plays.push({ artist: 'Very late', title: 'From a cassette', album: '', at: Math.floor((clock.now() - 300 * day) / 1000) + 7 })
  await runUntil(trackers, clock.now() + 8 * day)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('a late play that Last.fm counts is met by the very next poll', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db } = trackers
  const { fake, id } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(900, clock.now() / 1000, 1_000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + 3 * hour)
  fake.plays.push({ artist: 'Late', title: 'Offline', album: '', at: Math.floor((clock.now() - 5 * day) / 1000) + 7 })
  accounts.pollNow(id)
  await runUntil(trackers, clock.now())
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('weeks switched off are made up for, over a restart in the middle', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(300, clock.now() / 1000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + hour)
  await engine.stop()
  clock.advance(60 * day)
  fake.plays.push(...somePlays(4_000, clock.now() / 1000, 1_200))
  fake.faults.choose = () => (fake.received.length % 9 === 8 ? { kind: 'error', code: 17 } : undefined)
  const again = openTestTrackers(trackers)
  again.accounts.start()
  again.engine.start()
  await runUntil(again, clock.now() + day)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await again.engine.stop()
})

test('a device whose clock is ahead neither hides plays nor is forgotten', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const ahead = clock.now() / 1000 + 300 * 86_400
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = [...somePlays(100, clock.now() / 1000), ...somePlays(70, ahead)]
  })
  engine.start()
  await runUntil(trackers, clock.now() + hour)
  fake.plays.push(...somePlays(5, clock.now() / 1000, 30))
  await runUntil(trackers, clock.now() + hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('a clock of this computer that was years behind changes nothing', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const truth = clock.now()
  clock.set(truth - 3 * 365 * day)
  const { fake } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(400, truth / 1000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + hour)
  fake.plays.push(...somePlays(150, truth / 1000 + 50_000))
  await runUntil(trackers, clock.now() + hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  clock.set(truth + day)
  fake.plays.push(...somePlays(3, truth / 1000 + 80_000))
  await runUntil(trackers, clock.now() + hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('nothing is asked of an account that is paused, and it goes on when it is not', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db } = trackers
  const { fake, id } = await withLastfm(trackers)
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  await accounts.update({ id, isPolled: false })
  const before = fake.received.length
  fake.plays.push(...somePlays(3, clock.now() / 1000))
  await runUntil(trackers, clock.now() + hour)
  expect(fake.received).toHaveLength(before)
  expect(await accounts.list()).toMatchObject([{ state: 'paused', nextPollAt: null }])
  await accounts.update({ id, isPolled: true })
  await runUntil(trackers, clock.now() + minute)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test.each([10, 26, 6, 9])('error %i is told and nothing is asked until a person does something', async (code) => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts } = trackers
  const { fake, id } = await withLastfm(trackers)
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  fake.faults.choose = () => ({ kind: 'error', code, status: 403 })
  await runUntil(trackers, clock.now() + 20 * minute)
  const before = fake.received.length
  await runUntil(trackers, clock.now() + 2 * day)
  expect(fake.received.length - before).toBeLessThanOrEqual(1)
  expect(await accounts.list()).toMatchObject([{ state: 'failing', problem: { template: expect.any(String) } }])
  fake.faults.choose = () => undefined
  accounts.pollNow(id)
  await runUntil(trackers, clock.now() + minute)
  expect(await accounts.list()).toMatchObject([{ state: 'idle', problem: null, nextPollAt: expect.any(Number) }])
  await engine.stop()
})

test('a private profile is told, and read once it is opened', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db } = trackers
  const { fake } = await withLastfm(trackers, (service) => {
    service.isPrivate = true
    service.plays = somePlays(3, clock.now() / 1000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  expect((await accounts.list())[0]?.problem?.template).toContain('private')
  fake.isPrivate = false
  await runUntil(trackers, clock.now() + 2 * hour)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('a pause that is asked for holds over a restart', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts } = trackers
  const { fake } = await withLastfm(trackers)
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  fake.faults.next.push({ kind: 'error', code: 29, status: 429, headers: { 'retry-after': '7200' } })
  await runUntil(trackers, clock.now() + 15 * minute)
  const limited = fake.received.length
  await engine.stop()
  const again = openTestTrackers(trackers)
  again.accounts.start()
  again.engine.start()
  await runUntil(again, clock.now() + hour)
  expect(fake.received).toHaveLength(limited)
  expect((await accounts.list())[0]?.nextPollAt).toBeGreaterThan(clock.now() + 30 * minute)
  await runUntil(again, clock.now() + hour)
  expect(fake.received.length).toBeGreaterThan(limited)
  await again.engine.stop()
})

test('polls that fail come less and less often, and tell why', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts } = trackers
  const { fake } = await withLastfm(trackers)
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  fake.faults.choose = () => ({ kind: 'html', status: 502 })
  const before = fake.received.length
  await runUntil(trackers, clock.now() + day)
  const asked = (fake.received.length - before) / 3
  expect(asked).toBeGreaterThan(20)
  expect(asked).toBeLessThan(60)
  expect(await accounts.list()).toMatchObject([{ state: 'failing', problem: { values: [expect.any(String), 502] } }])
  await engine.stop()
})

test('a clock that is set back puts nothing off', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const { fake } = await withLastfm(trackers)
  engine.start()
  await runUntil(trackers, clock.now() + hour)
  clock.set(clock.now() - 3 * day)
  engine.wake()
  await engine.settled()
  fake.plays.push(...somePlays(2, clock.now() / 1000))
  await runUntil(trackers, clock.now() + 15 * minute)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})
