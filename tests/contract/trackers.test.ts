import { expect, test } from 'vitest'
import { createToken } from '#main/domains/access/access.service.ts'
import { openTestApp } from '#tests/factories/app.ts'
import { sillon } from '#tests/factories/command-line.ts'
import { serveHeadless } from '#tests/factories/headless.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { somePlays } from '#tests/factories/trackers.ts'
import { FakeLastfm } from '#tests/fakes/lastfm-server.ts'
import { FakeListenbrainz } from '#tests/fakes/listenbrainz-server.ts'

const start = Date.UTC(2026, 0, 1) / 1000

function environmentOf(lastfm: FakeLastfm, listenbrainz?: FakeListenbrainz): Record<string, string> {
  return {
    SILLON_LASTFM_URL: lastfm.url, SILLON_LASTFM_API_KEY: lastfm.apiKey, SILLON_LASTFM_SECRET: lastfm.secret, SILLON_LASTFM_USER: lastfm.user,
    ...(listenbrainz && { SILLON_LISTENBRAINZ_URL: listenbrainz.url, SILLON_LISTENBRAINZ_TOKEN: listenbrainz.token }),
  }
}

test('track once makes the accounts of the environment and polls each, whatever became of the others', async () => {
  const lastfm = await FakeLastfm.start()
  const listenbrainz = await FakeListenbrainz.start()
  lastfm.plays = somePlays(420, start)
  listenbrainz.plays = somePlays(420, start)
  const data = temporaryFolder()
  const environment = environmentOf(lastfm, listenbrainz)
  const first = await sillon(['track', 'once', '--json', '--data', data], { environment })
  expect(first).toMatchObject({ exitCode: 0, json: { items: [{ id: 1, service: 'lastfm', userName: 'listener', added: 420, attached: 0, error: null }, { id: 2, service: 'listenbrainz', userName: 'listener', added: 0, attached: 420, error: null }] } })
  lastfm.isPrivate = true
  listenbrainz.plays.push(...somePlays(1, start + 500))
  // The credentials are kept, so the environment need not give them again.
  const { SILLON_LASTFM_URL = '', SILLON_LISTENBRAINZ_URL = '' } = environment
  const again = await sillon(['track', 'once', '--json', '--data', data], { environment: { SILLON_LASTFM_URL, SILLON_LISTENBRAINZ_URL } })
  expect(again).toMatchObject({ exitCode: 0, json: { items: [{ added: 0, error: expect.stringContaining('private') }, { added: 1, error: null }] } })
  expect(first.stdout + again.stdout + first.stderr + again.stderr).not.toContain(lastfm.apiKey)
})

test('track once without an account says what to do', async () => {
  const { exitCode, json } = await sillon(['track', 'once', '--json', '--data', temporaryFolder()])
  expect([exitCode, json]).toEqual([1, { error: { code: 'not-found', message: expect.stringContaining('SILLON_LASTFM_API_KEY') } }])
})

test('REST tells how trackers stand, stops and starts them, and never tells a key', async () => {
  const lastfm = await FakeLastfm.start()
  const app = await openTestApp({ environment: environmentOf(lastfm) })
  const { ask } = await serveHeadless(app)
  const headers = { authorization: `Bearer ${createToken(app.context, 'tests').token}` }
  const tracker = async (what: string, method = 'POST') => {
    const { status, body } = await ask(`/api/v1/services/tracker/${what}`, { method, headers })
    expect(status).toBe(200)
    expect(body).not.toContain(lastfm.apiKey)
    return JSON.parse(body) as unknown
  }
  expect(await tracker('status', 'GET')).toMatchObject({ isRunning: true, accounts: [{ service: 'lastfm', userName: 'listener', isPolled: true, problem: null, nowListening: null }] })
  expect(await tracker('stop')).toMatchObject({ isRunning: false, accounts: [{ state: 'paused' }] })
  expect(await tracker('start')).toMatchObject({ isRunning: true, accounts: [{ isPolled: true }] })
  expect((await ask('/api/v1/services/tracker/status')).status).toBe(401)
})

test('a window adds an account, hears of its plays, and removes it', async () => {
  const lastfm = await FakeLastfm.start()
  lastfm.plays = somePlays(5, start)
  lastfm.nowPlaying = { artist: 'Nina', title: 'Now', album: '', at: null }
  const app = await openTestApp()
  const heard: string[] = []
  const arrived = Promise.withResolvers<void>()
  app.context.events.subscribe(({ type }) => {
    heard.push(type)
    if (heard.includes('plays.changed') && heard.filter((name) => name === 'accounts.changed').length > 1) arrived.resolve()
  })
  await app.start()
  const { id } = await app.client.accounts.addLastfm({ userName: 'Listener', apiKey: lastfm.apiKey, baseUrl: lastfm.url })
  await arrived.promise
  await app.settled()
  expect(await app.client.accounts.list()).toMatchObject([{ id, userName: 'listener', plays: 5, canSend: false, nowListening: { title: 'Now', trackId: null }, backfill: { isDone: true } }])
  await app.client.accounts.remove({ id })
  expect(await app.client.accounts.list()).toEqual([])
  await expect(app.client.accounts.addLastfm({ userName: 'x', apiKey: 'y', baseUrl: 'ftp://nowhere' })).rejects.toMatchObject({ code: 'invalid-input' })
})
