import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { silentLog } from '#main/kernel/log.ts'
import { manualClock } from '#tests/factories/library.ts'
import { quickPace } from '#tests/factories/pace.ts'
import { sendJson, startLocalServer } from '#tests/factories/local-server.ts'
import { FakeLastfm } from '#tests/fakes/lastfm-server.ts'
import type { Fault } from '#tests/fakes/faults.ts'
import { signatureOf } from './lastfm-signature.ts'
import { createLastfmClient } from './lastfm.client.ts'
import { authSession, authToken, lovedTracks, recentTracks, userInfo } from './lastfm.reads.ts'
import { lovedTracksSchema, recentTracksSchema, sessionSchema, tokenSchema, userInfoSchema } from './lastfm.schema.ts'

const samples = process.env.SILLON_SAMPLES
const why = samples ? '' : ' (skipped: SILLON_SAMPLES is not set)'

function sample(path: string): unknown {
  return JSON.parse(readFileSync(join(samples ?? '', path), 'utf8'))
}

async function clientOf(fake: FakeLastfm, timeoutMs = 5_000) {
  const clock = manualClock()
  const pace = quickPace(clock)
  const client = createLastfmClient({ name: 'Last.fm', baseUrl: fake.url, version: '0', timeoutMs }, { log: silentLog, environment: {}, pace })
  return { client, pace, clock, keys: { apiKey: fake.apiKey, secret: fake.secret } }
}

function at(second: number) {
  return { artist: 'Björk', title: `Song ${second}`, album: 'Post', at: second }
}

test.skipIf(!samples)(`recorded pages of plays and loves are read row for row${why}`, async () => {
  const pages = ['lastfm/lastfm-swift/user.getRecentTracks.json', 'lastfm/listenbrainz-mocks/page.json', 'listenbrainz/server-testdata/lastfm_loved_tracks_1.json', 'listenbrainz/server-testdata/lastfm_loved_tracks_2.json']
  for (const path of pages) {
    const body = sample(path) as Record<string, { track: unknown[] }>
    const rows = Object.values(body)[0]?.track.length ?? 0
    const server = await startLocalServer((_request, response) => sendJson(response, body))
    const client = createLastfmClient({ name: 'Last.fm', baseUrl: server.url, version: '0' }, { log: silentLog, environment: {} })
    const page = 'lovedtracks' in body ? await lovedTracks(client, { apiKey: 'k' }, { user: 'u', limit: 50 }) : await recentTracks(client, { apiKey: 'k' }, { user: 'u', limit: 50 })
    expect([path, page.tracks.length, page.unreadable]).toEqual([path, rows, 0])
    expect(page.tracks.every(({ at: told, isNowPlaying }) => (told === null) === isNowPlaying)).toBe(true)
  }
})

test.skipIf(!samples)(`the other recorded answers parse${why}`, () => {
  const answers: [string, z.ZodType][] = [
    ['lastfm/lastfm-swift/user.getInfo.json', userInfoSchema],
    ['lastfm/listenbrainz-mocks/getInfo.json', userInfoSchema],
    ['lastfm/lastfm-swift/auth.getToken.json', tokenSchema],
    ['lastfm/lastfm-swift/auth.getSession.json', sessionSchema],
    ['lastfm/lastfm-swift/user.getRecentTracks.json', recentTracksSchema],
    ['listenbrainz/server-testdata/lastfm_loved_tracks_1.json', lovedTracksSchema],
  ]
  expect(answers.filter(([path, schema]) => !schema.safeParse(sample(path)).success).map(([path]) => path)).toEqual([])
})

test.skipIf(!samples)(`a recorded error is told as what it is${why}`, async () => {
  const server = await startLocalServer((_request, response) => sendJson(response, sample('lastfm/lastfm-swift/errorInvalidAPIKey.json')))
  const client = createLastfmClient({ name: 'Last.fm', baseUrl: server.url, version: '0' }, { log: silentLog, environment: {} })
  await expect(userInfo(client, { apiKey: 'k' }, 'u')).rejects.toMatchObject({ code: 'unauthorised', data: { error: 10 } })
})

test('a call is signed over its parameters in the order of their bytes', () => {
  expect(signatureOf({ method: 'track.scrobble', 'artist[1]': 'b', 'artist[10]': 'a', format: 'json', api_key: 'k' }, 'secret')).toBe(signatureOf({ 'artist[10]': 'a', 'artist[1]': 'b', api_key: 'k', method: 'track.scrobble' }, 'secret'))
  // md5('api_keyxxxxxxxxmethodauth.getSessiontokenxxxxxxxmysecret')
  expect(signatureOf({ api_key: 'xxxxxxxx', method: 'auth.getSession', token: 'xxxxxxx' }, 'mysecret')).toBe('68afb32bee072407a63b6c41f3e1e2b4')
})

test('plays come newest first, and the one that plays now has no date', async () => {
  const fake = await FakeLastfm.start()
  fake.plays = [at(1_700_000_000), at(1_700_000_300), { ...at(0), at: null }]
  fake.nowPlaying = { ...at(1), at: null }
  const { client, keys } = await clientOf(fake)
  const { tracks, total, pages } = await recentTracks(client, keys, { user: 'listener', limit: 50 })
  expect(tracks.map(({ at: told, isNowPlaying }) => [told, isNowPlaying])).toEqual([[null, true], [1_700_000_300_000, false], [1_700_000_000_000, false], [null, false]])
  expect([total, pages]).toEqual([3, 1])
  expect(fake.received[0]?.params.get('format')).toBe('json')
})

test('a single row is read although it comes bare, and none is none', async () => {
  const fake = await FakeLastfm.start()
  const { client, keys } = await clientOf(fake)
  expect(await recentTracks(client, keys, { user: 'listener', limit: 50 })).toMatchObject({ tracks: [], total: 0 })
  fake.plays = [at(1_700_000_000)]
  expect((await recentTracks(client, keys, { user: 'listener', limit: 50 })).tracks).toMatchObject([{ artist: 'Björk', title: 'Song 1700000000', album: 'Post' }])
  fake.faults.next.push({ kind: 'error', code: 7, status: 400 })
  expect((await recentTracks(client, keys, { user: 'listener', limit: 50 })).tracks).toEqual([])
})

test('a row that cannot be read is counted and costs no other', async () => {
  const server = await startLocalServer((_request, response) => sendJson(response, { recenttracks: { track: [{ name: 'A', artist: 'B', date: { uts: '1' } }, { name: null }, { artist: { name: 'C' }, name: 7, album: null, date: { uts: 2 } }], '@attr': { total: '3' } } }))
  const client = createLastfmClient({ name: 'x', baseUrl: server.url, version: '0' }, { log: silentLog, environment: {} })
  const page = await recentTracks(client, { apiKey: 'k' }, { user: 'u', limit: 50 })
  expect([page.tracks.map(({ title }) => title), page.unreadable]).toEqual([['A'], 2])
})

const passing: Fault[] = [
  { kind: 'error', code: 8, status: 500 },
  { kind: 'error', code: 8, status: 200 },
  { kind: 'error', code: 11, status: 503 },
  { kind: 'error', code: 16 },
  { kind: 'html', status: 502 },
  { kind: 'cut' },
  { kind: 'cut', isMidway: true },
  { kind: 'silence' },
]

test.each(passing)('$kind $code $status is tried again', async (fault) => {
  const fake = await FakeLastfm.start()
  fake.plays = [at(1_700_000_000)]
  fake.faults.next.push(fault)
  const { client, keys } = await clientOf(fake, 300)
  expect((await recentTracks(client, keys, { user: 'listener', limit: 50 })).total).toBe(1)
  expect(fake.received).toHaveLength(2)
})

test.each([
  [6, 'not-found'],
  [9, 'unauthorised'],
  [10, 'unauthorised'],
  [13, 'unauthorised'],
  [17, 'permission'],
  [26, 'unauthorised'],
])('error %i is never tried again', async (code, told) => {
  const fake = await FakeLastfm.start()
  fake.faults.next.push({ kind: 'error', code, status: code % 2 === 0 ? 403 : 200 })
  const { client, keys } = await clientOf(fake)
  await expect(recentTracks(client, keys, { user: 'listener', limit: 50 })).rejects.toMatchObject({ code: told, data: { error: code } })
  expect(fake.received).toHaveLength(1)
})

test('29 is a pause of minutes unless Last.fm names its length', async () => {
  const fake = await FakeLastfm.start()
  const { client, keys, clock } = await clientOf(fake)
  fake.faults.next.push({ kind: 'error', code: 29, status: 429 })
  await expect(recentTracks(client, keys, { user: 'listener', limit: 50 })).rejects.toMatchObject({ code: 'rate-limited', data: { until: clock.now() + 300_000 } })
  fake.faults.next.push({ kind: 'error', code: 29, status: 200, headers: { 'retry-after': '7' } })
  clock.advance(300_000)
  expect((await recentTracks(client, keys, { user: 'listener', limit: 50 })).total).toBe(0)
})

test('a web page instead of data is told as such', async () => {
  const fake = await FakeLastfm.start()
  fake.faults.next.push({ kind: 'html', status: 200 })
  const { client, keys } = await clientOf(fake)
  await expect(recentTracks(client, keys, { user: 'listener', limit: 50 })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('web page') })
})

test('signing in: a token, the consent of the person, a session', async () => {
  const fake = await FakeLastfm.start()
  const { client, keys } = await clientOf(fake)
  const token = await authToken(client, keys)
  await expect(authSession(client, keys, token)).rejects.toMatchObject({ data: { error: 14 } })
  fake.tokens.set(token, true)
  expect(await authSession(client, keys, token)).toEqual({ user: 'listener', session: fake.session })
  await expect(authToken(client, { ...keys, secret: 'wrong' })).rejects.toMatchObject({ data: { error: 13 } })
  await expect(authToken(client, { apiKey: fake.apiKey })).rejects.toMatchObject({ code: 'unauthorised' })
})

test('a user is found by any spelling of the name', async () => {
  const fake = await FakeLastfm.start()
  fake.plays = [at(1)]
  const { client, keys } = await clientOf(fake)
  expect(await userInfo(client, keys, 'LISTENER')).toEqual({ name: 'listener', plays: 1 })
})
