import { expect, test } from 'vitest'
import { createMemorySecrets } from '#main/kernel/secrets.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { addTrack } from '#tests/factories/tracks.ts'
import { openTestTrackers, playsAt, playsIn, runUntil, somePlays, withLastfm, withListenbrainz } from '#tests/factories/trackers.ts'
import { FakeLastfm } from '#tests/fakes/lastfm-server.ts'
import { FakeListenbrainz } from '#tests/fakes/listenbrainz-server.ts'

const minute = 60_000
const day = 24 * 60 * minute

test('nothing is kept of an account the service does not know', async () => {
  const { accounts, secrets } = openTestTrackers()
  const fake = await FakeLastfm.start()
  const given = { userName: fake.user, apiKey: fake.apiKey, secret: '', baseUrl: fake.url }
  await expect(accounts.addLastfm({ ...given, apiKey: 'wrong' })).rejects.toMatchObject({ code: 'unauthorised' })
  await expect(accounts.addLastfm({ ...given, userName: 'nobody' })).rejects.toMatchObject({ code: 'not-found' })
  const other = await FakeListenbrainz.start()
  await expect(accounts.addListenbrainz({ token: 'wrong', baseUrl: other.url })).rejects.toMatchObject({ code: 'unauthorised' })
  expect(await accounts.list()).toEqual([])
  expect(await secrets.get('account.1.apiKey')).toBeNull()
})

test('several accounts of one listener tell the same play once', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db } = trackers
  const plays = somePlays(30, clock.now() / 1000)
  const first = await withLastfm(trackers, (service) => {
    service.plays = plays
  })
  await withLastfm(trackers, (service) => {
    service.user = 'other-me'
    service.plays = plays.slice(10)
  })
  await withListenbrainz(trackers, (service) => {
    service.plays = plays.slice(0, 20)
  })
  engine.start()
  await runUntil(trackers, clock.now() + 10 * minute)
  expect(playsIn(db)).toEqual(playsAt(first.fake.plays))
  expect((await accounts.list()).map(({ service, userName, plays: told }) => [service, userName, told])).toEqual([['lastfm', 'listener', 30], ['lastfm', 'other-me', 20], ['listenbrainz', 'listener', 20]])
  expect(db.prepare('SELECT accountId, count(*) AS plays FROM play_witnesses GROUP BY accountId ORDER BY accountId').all()).toEqual([{ accountId: 1, plays: 30 }, { accountId: 2, plays: 20 }, { accountId: 3, plays: 20 }])
  await engine.stop()
})

test('keys stay out of the library and of what is told', async () => {
  const trackers = openTestTrackers()
  const { accounts, db, secrets } = trackers
  const { fake } = await withLastfm(trackers)
  const told = JSON.stringify([await accounts.list(), db.prepare('SELECT * FROM accounts').all(), db.prepare('SELECT * FROM jobs').all()])
  expect([fake.apiKey, fake.secret].filter((key) => told.includes(key))).toEqual([])
  expect(await secrets.get('account.1.secret')).toBe(fake.secret)
})

test('removing an account forgets its keys and keeps its plays; adding it again knows them', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, accounts, db, secrets } = trackers
  const { fake, id } = await withLastfm(trackers, (service) => {
    service.plays = somePlays(12, clock.now() / 1000)
  })
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  await accounts.remove(id)
  expect(await accounts.list()).toEqual([])
  expect(await Promise.all(['apiKey', 'secret', 'session'].map((key) => secrets.get(`account.${id}.${key}`)))).toEqual([null, null, null])
  const asked = fake.received.length
  await runUntil(trackers, clock.now() + day)
  expect(fake.received).toHaveLength(asked)
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await accounts.addLastfm({ userName: fake.user, apiKey: fake.apiKey, secret: '', baseUrl: fake.url })
  await runUntil(trackers, clock.now() + minute)
  expect(await accounts.list()).toMatchObject([{ id, plays: 12 }])
  expect(playsIn(db)).toEqual(playsAt(fake.plays))
  await engine.stop()
})

test('the environment makes an account where there is none, and its keys win at each start', async () => {
  const fake = await FakeLastfm.start()
  const other = await FakeListenbrainz.start()
  const secrets = createMemorySecrets({ 'lastfm.apiKey': fake.apiKey, 'lastfm.secret': fake.secret, 'lastfm.user': fake.user, 'listenbrainz.token': other.token })
  const environment = { SILLON_LASTFM_URL: fake.url, SILLON_LISTENBRAINZ_URL: `${other.url}/`, SILLON_LASTFM_AUTH_URL: fake.authUrl }
  const trackers = openTestTrackers({ secrets, environment })
  const { accounts, clock, db } = trackers
  fake.plays = somePlays(3, clock.now() / 1000)
  other.plays = somePlays(4, clock.now() / 1000 + 7_000)
  await accounts.adopt()
  const signal = new AbortController().signal
  expect(await accounts.pollAll(signal)).toMatchObject([{ service: 'lastfm', userName: 'listener', added: 3, error: null }, { service: 'listenbrainz', userName: 'listener', added: 4, error: null }])
  fake.apiKey = 'renewed'
  await secrets.set('lastfm.apiKey', 'renewed')
  const again = openTestTrackers({ db, clock, secrets, environment })
  await again.accounts.adopt()
  expect(await again.accounts.pollAll(signal)).toMatchObject([{ added: 0, error: null }, { added: 0, error: null }])
  expect(await again.accounts.list()).toHaveLength(2)
  await again.accounts.remove(1)
  await again.accounts.remove(2)
  await again.accounts.adopt()
  expect(await again.accounts.list()).toEqual([])
})

test('secrets that are out of reach do not keep Sillon from starting', async () => {
  const refuse = async (): Promise<never> => {
    throw new AppError('permission', say`Others can read it.`)
  }
  const { accounts } = openTestTrackers({ secrets: { get: refuse, set: refuse, remove: refuse } })
  await accounts.adopt()
  expect(await accounts.list()).toEqual([])
})

test('signing in opens the way to send', async () => {
  const trackers = openTestTrackers()
  const { accounts, secrets } = trackers
  const { fake, id } = await withLastfm(trackers)
  expect((await accounts.list())[0]?.canSend).toBe(false)
  await expect(accounts.finishSignIn(id)).rejects.toMatchObject({ code: 'conflict' })
  const url = await accounts.beginSignIn(id)
  await expect(accounts.finishSignIn(id)).rejects.toMatchObject({ code: 'unauthorised' })
  expect(url.startsWith(fake.authUrl)).toBe(true)
  await (await fetch(url)).arrayBuffer()
  expect(await accounts.finishSignIn(id)).toMatchObject({ canSend: true })
  expect(await secrets.get(`account.${id}.session`)).toBe(fake.session)
  expect(await accounts.accessOf(id)).toMatchObject({ service: 'lastfm', keys: { session: fake.session } })
})

test('somebody else signing in changes nothing', async () => {
  const trackers = openTestTrackers()
  const { fake, id } = await withLastfm(trackers)
  await (await fetch(await trackers.accounts.beginSignIn(id))).arrayBuffer()
  fake.user = 'somebody'
  await expect(trackers.accounts.finishSignIn(id)).rejects.toMatchObject({ code: 'conflict' })
  expect((await trackers.accounts.list())[0]?.canSend).toBe(false)
})

test.each([
  ['Last.fm', withLastfm],
  ['ListenBrainz', withListenbrainz],
])('what is loved at %s is loved here, and no longer when it is taken back there', async (_name, connect) => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  const loved = (): string[] => db.prepare<[], string>('SELECT title FROM tracks WHERE lovedAt IS NOT NULL ORDER BY title').pluck().all()
  for (const title of ['Both', 'Mine', 'Theirs']) addTrack(db, { title, artist: 'Nina' })
  db.prepare("UPDATE tracks SET lovedAt = 5 WHERE title IN ('Mine', 'Both')").run()
  const { fake } = await connect(trackers, (service) => {
    service.loves = ['Both', 'Theirs', 'Unknown'].map((title) => ({ artist: 'Nina', title, at: 1_700_000_000, mbid: `mbid-${title}` }))
  })
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  expect(loved()).toEqual(['Both', 'Mine', 'Theirs'])
  expect(db.prepare("SELECT title, lovedAt FROM tracks WHERE title <> 'Mine' ORDER BY title").all()).toEqual([{ title: 'Both', lovedAt: 5 }, { title: 'Theirs', lovedAt: 1_700_000_000_000 }])
  fake.loves = fake.loves.filter(({ title }) => title === 'Unknown')
  addTrack(db, { title: 'Unknown', artist: 'Nina' })
  await runUntil(trackers, clock.now() + day + minute)
  expect(loved()).toEqual(['Mine', 'Unknown'])
  await engine.stop()
})

test('many loves that vanish at once are a fault of the service', async () => {
  const trackers = openTestTrackers()
  const { clock, engine, db } = trackers
  addTrack(db, { title: 'Song 3', artist: 'Nina' })
  const { fake } = await withLastfm(trackers, (service) => {
    service.loves = Array.from({ length: 450 }, (_, index) => ({ artist: 'Nina', title: `Song ${index}`, at: 1_700_000_000 + index }))
  })
  engine.start()
  await runUntil(trackers, clock.now() + minute)
  fake.loves = []
  await runUntil(trackers, clock.now() + day + minute)
  expect(db.prepare('SELECT count(*) FROM tracks WHERE lovedAt IS NOT NULL').pluck().get()).toBe(1)
  expect(db.prepare('SELECT count(*) FROM account_loves').pluck().get()).toBe(450)
  await engine.stop()
})
