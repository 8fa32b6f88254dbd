import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LastFmNode } from 'lastfm'
import type { App } from '#main/app.ts'
import { createToken, revokeToken } from '#main/domains/access/access.service.ts'
import { silentLog } from '#main/kernel/log.ts'
import { createLastfmClient } from '#main/vendors/lastfm/lastfm.client.ts'
import { authSession, authToken, userInfo } from '#main/vendors/lastfm/lastfm.reads.ts'
import { love, scrobble } from '#main/vendors/lastfm/lastfm.writes.ts'
import { createListenbrainzClient } from '#main/vendors/listenbrainz/listenbrainz.client.ts'
import { listenCount, playingNow, tokenOwner } from '#main/vendors/listenbrainz/listenbrainz.reads.ts'
import { submitListens, submitPlayingNow } from '#main/vendors/listenbrainz/listenbrainz.writes.ts'
import { openTestApp } from '#tests/factories/app.ts'
import { serveHeadless } from '#tests/factories/headless.ts'
import { addTrack } from '#tests/factories/tracks.ts'

let app: App
let token = ''
const at = Math.floor(Date.now() / 1000) - 86_400

beforeAll(async () => {
  app = await openTestApp({}, afterAll)
  token = createToken(app.context, 'phone').token
})
beforeEach(() => {
  for (const table of ['play_witnesses', 'listening_history']) app.context.db.prepare(`DELETE FROM ${table}`).run()
})

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function recorded(): string[] {
  const sql = "SELECT (play_witnesses.startedAt / 1000) || ' ' || artistText || ' / ' || titleText || ' / ' || albumText || ' ' || source FROM play_witnesses JOIN heard_texts ON heard_texts.id = heardTextId ORDER BY startedAt"
  return app.context.db.prepare<[], string>(sql).pluck().all()
}

/** A call of the client library, as a promise. */
function call(lastfm: LastFmNode, method: string, params: Record<string, unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => void lastfm.request(method, { ...params, handlers: { success: resolve, error: reject } }))
}

const deps = { log: silentLog, environment: {} }
const form = (fields: Record<string, string>) => ({ method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() })

test('a Last.fm library from npm signs in, scrobbles, says what plays and loves', async () => {
  const { port } = await serveHeadless(app)
  const lastfm = new LastFmNode({ api_key: 'any', secret: 'any', host: '127.0.0.1', port })
  const { session } = (await call(lastfm, 'auth.getMobileSession', { username: 'nina', password: token, write: true })) as { session: { name: string; key: string } }
  expect(session.name).toBe('nina')
  const sk = session.key
  expect(await call(lastfm, 'track.updateNowPlaying', { sk, artist: 'Nina', track: 'Now', duration: 200 })).toMatchObject({ nowplaying: { track: { '#text': 'Now' } } })
  expect((await app.client.accounts.scrobblers()).map(({ name, nowListening }) => [name, nowListening.title])).toEqual([['phone', 'Now']])
  expect(await call(lastfm, 'track.scrobble', { sk, artist: 'Nina', track: 'Sinnerman', album: 'Pastel Blues', timestamp: at })).toMatchObject({ scrobbles: { '@attr': { accepted: 1, ignored: 0 } } })
  expect(recorded()).toEqual([`${at} Nina / Sinnerman / Pastel Blues submission`])
  const trackId = addTrack(app.context.db, { title: 'Loved', artist: 'Nina' })
  await call(lastfm, 'track.love', { sk, artist: 'Nina', track: 'Loved' })
  const isLoved = () => app.context.db.prepare<[number], number>('SELECT lovedAt IS NOT NULL FROM tracks WHERE id = ?').pluck().get(trackId)
  expect(isLoved()).toBe(1)
  await call(lastfm, 'track.unlove', { sk, artist: 'Nina', track: 'Loved' })
  expect(isLoved()).toBe(0)
  expect(await call(lastfm, 'user.getInfo', { sk, user: 'nina' })).toMatchObject({ user: { name: 'nina', playcount: '1' } })
  await expect(call(lastfm, 'track.scrobble', { sk: 'wrong', artist: 'Nina', track: 'No', timestamp: at })).rejects.toMatchObject({ error: 9 })
})

test('the sign-in of programs with a page works with the token as API key; a batch says what it ignored, and twice is once', async () => {
  const { origin } = await serveHeadless(app)
  const client = createLastfmClient({ name: 'Sillon', baseUrl: `${origin}/2.0/`, version: '0' }, deps)
  const keys = { apiKey: token, secret: 'any' }
  const { session } = await authSession(client, keys, await authToken(client, keys))
  const signed = { ...keys, session }
  const plays = [{ artist: 'Nina', track: 'One', at }, { artist: 'Nina', track: 'Old', at: 5 }, { artist: 'Nina', track: 'Next', at: at + 300.5 }, { artist: 'Nina', track: 'Late', at: at + 900_000 }]
  expect((await scrobble(client, signed, plays)).map(({ ignored }) => ignored)).toEqual([0, 3, 0, 4])
  expect((await scrobble(client, signed, plays.slice(0, 1))).map(({ ignored }) => ignored)).toEqual([0])
  expect(recorded()).toHaveLength(2)
  await love(client, signed, { artist: 'Nobody', track: 'Nothing', isLoved: true })
  expect(await userInfo(client, keys, 'phone')).toEqual({ name: 'phone', plays: 2 })
})

test('answers are XML unless JSON is asked for, and hostile words stay words', async () => {
  const { ask } = await serveHeadless(app)
  const signedIn = (await ask('/2.0/', form({ method: 'auth.getMobileSession', username: 'a', authToken: md5(`a${md5(token)}`) }))).body
  const sk = /<lfm status="ok"><session><name>a<\/name><key>(\w{32})<\/key>/.exec(signedIn)?.[1] ?? ''
  const { body, headers } = await ask('/2.0/', form({ method: 'track.scrobble', sk, 'artist[0]': '<b>&"', 'track[0]': 'A\u0000]]>', 'timestamp[0]': String(at) }))
  expect(headers['content-type']).toContain('text/xml')
  expect(body).toContain('<scrobbles accepted="1" ignored="0"><scrobble><track corrected="0">A]]&gt;</track><artist corrected="0">&lt;b&gt;&amp;&quot;</artist>')
  expect((await ask('/2.0/?method=track.scrobble')).body).toContain('<lfm status="failed"><error code="9">')
  expect((await ask('/2.0/?method=radio.tune&format=json')).body).toContain('"error":3')
})

test('a ListenBrainz client sends single plays, many, and what plays now', async () => {
  const { origin, ask } = await serveHeadless(app)
  const client = createListenbrainzClient({ name: 'Sillon', baseUrl: origin, version: '0' }, deps)
  expect(await tokenOwner(client, token)).toBe('phone')
  const listen = (index: number) => ({ listened_at: at + index * 240, track_metadata: { artist_name: 'Nina', track_name: `Song ${index}`, release_name: 'Album', additional_info: { duration_ms: 200_000, media_player: 'Pano' } } })
  await submitListens(client, token, [listen(0)])
  await submitListens(client, token, Array.from({ length: 300 }, (_, index) => listen(index)))
  expect(recorded()).toHaveLength(300)
  expect(await listenCount(client, token, 'phone')).toBe(300)
  await submitPlayingNow(client, token, listen(7).track_metadata)
  expect(await playingNow(client, token, 'phone')).toMatchObject({ title: 'Song 7' })
  const headers = { authorization: `token ${token}` }
  for (const body of ['', '{', '{"listen_type":"single","payload":[]}', JSON.stringify({ listen_type: 'single', payload: [listen(1), listen(2)] }), JSON.stringify({ listen_type: 'single', payload: [{ ...listen(1), listened_at: undefined }] })]) {
    expect(await ask('/1/submit-listens', { method: 'POST', headers, body })).toMatchObject({ status: 400 })
  }
  expect((await ask('/1/latest-import', { method: 'POST', headers, body: '{"ts": 1700000000}' })).status).toBe(200)
  expect(JSON.parse((await ask('/1/latest-import', { headers })).body)).toEqual({ musicbrainz_id: 'phone', latest_import: 1_700_000_000 })
})

test('Audioscrobbler 1.2: a handshake, what plays, submissions; a session of an earlier start is told to shake hands again', async () => {
  const { ask } = await serveHeadless(app)
  const handshake = (password: string, t = Math.floor(Date.now() / 1000)) => ask(`/?hs=true&p=1.2.1&c=tst&v=1.0&u=nina&t=${t}&a=${md5(md5(password) + String(t))}`)
  expect((await handshake('wrong')).body).toBe('BADAUTH\n')
  expect((await handshake(token, 5)).body).toBe('BADTIME\n')
  const [ok, session = '', now = '', submit = ''] = (await handshake(token)).body.split('\n')
  expect(ok).toBe('OK')
  expect((await ask(new URL(now).pathname, form({ s: session, a: 'Nina', t: 'Now', b: '', l: '200', n: '', m: '' }))).body).toBe('OK\n')
  expect((await app.client.accounts.scrobblers())[0]?.nowListening.title).toBe('Now')
  const fields = { s: session, 'a[0]': 'Nina', 't[0]': 'Un & deux', 'i[0]': String(at), 'o[0]': 'P', 'r[0]': '', 'l[0]': '210', 'b[0]': 'Album', 'n[0]': '1', 'm[0]': '', 'a[1]': 'Nina', 't[1]': 'Deux', 'i[1]': String(at + 300), 'l[1]': '' }
  expect((await ask(new URL(submit).pathname, form(fields))).body).toBe('OK\n')
  expect((await ask(new URL(submit).pathname, form(fields))).body).toBe('OK\n')
  expect(recorded()).toEqual([`${at} Nina / Un & deux / Album submission`, `${at + 300} Nina / Deux /  submission`])
  expect((await ask(new URL(submit).pathname, form({ ...fields, s: 'old' }))).body).toBe('BADSESSION\n')
})

test('the page of the app is still at its address, and nothing is told without a token', async () => {
  const { ask, signIn } = await serveHeadless(app)
  expect((await ask('/', { headers: await signIn() })).body).toContain('the page')
  expect((await ask('/?hs=truely')).status).toBe(401)
  for (const path of ['/1/latest-import', '/1/user/phone/listen-count', '/1/user/phone/playing-now']) expect((await ask(path)).status).toBe(401)
})

test('a revoked token ends its sessions, and too many wrong ones from an address have to wait', async () => {
  const { origin, ask } = await serveHeadless(app)
  const { token: other } = createToken(app.context, 'tablet')
  const client = createLastfmClient({ name: 'Sillon', baseUrl: `${origin}/2.0/`, version: '0' }, deps)
  const { session } = await authSession(client, { apiKey: other, secret: 'x' }, 'any')
  const keys = { apiKey: other, secret: 'x', session }
  await scrobble(client, keys, [{ artist: 'Nina', track: 'One', at }])
  revokeToken(app.context, 'tablet')
  await expect(scrobble(client, keys, [{ artist: 'Nina', track: 'Two', at: at + 300 }])).rejects.toMatchObject({ code: 'unauthorised' })
  for (let index = 0; index < 40; index += 1) await ask('/1/latest-import', { headers: { authorization: `Token wrong${index}` } })
  expect((await ask('/1/latest-import', { headers: { authorization: `Token ${token}` } })).status).toBe(429)
  expect((await ask('/2.0/?method=user.getInfo&format=json')).body).toContain('"error":29')
})
