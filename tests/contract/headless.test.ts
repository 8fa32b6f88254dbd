import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { App } from '#main/app.ts'
import { setPassword } from '#main/domains/access/access.service.ts'
import { openTestApp } from '#tests/factories/app.ts'
import { serveHeadless } from '#tests/factories/headless.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { addFile, addFolder, addTrack } from '#tests/factories/tracks.ts'

let app: App
beforeAll(async () => {
  app = await openTestApp({}, afterAll)
})
beforeEach(async () => {
  await setPassword(app.context, '')
})

const form = { 'content-type': 'application/x-www-form-urlencoded' }

test('the one-time token becomes a session once, in a cookie that scripts and other sites do not get', async () => {
  const { ask, token, port } = await serveHeadless(app)
  const first = await ask(`/?token=${token}`)
  expect({ status: first.status, location: first.headers.location }).toEqual({ status: 303, location: '/' })
  expect(first.headers['set-cookie']).toEqual([expect.stringMatching(new RegExp(`^sillon_session_${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`))])
  expect(await ask('/', { headers: { cookie: first.cookie } })).toMatchObject({ status: 200, body: expect.stringContaining('the page') })

  const second = await ask(`/?token=${token}`)
  expect(second).toMatchObject({ status: 401, body: expect.stringContaining('used already'), cookie: '' })
  expect(await ask(`/?token=${token}`, { headers: { cookie: first.cookie } })).toMatchObject({ status: 303, cookie: '' })
})

test.each(['/', '/album/1', '/assets/app-abc.js', '/media/file/1', '/?token=wrong', '/?token=a&token=b'])('without a session %s answers 401 with the way in', async (path) => {
  const { ask } = await serveHeadless(app)
  const { status, body, headers } = await ask(path)
  expect(status).toBe(401)
  expect(body).toContain('Open the address that Sillon printed')
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
})

test('a forged or foreign cookie is no session', async () => {
  const { ask, port } = await serveHeadless(app)
  for (const cookie of [`sillon_session_${port}=${'A'.repeat(43)}`, `sillon_session_${port}=`, 'sillon_session=x']) expect((await ask('/', { headers: { cookie } })).status).toBe(401)
})

test('the way in is told in French where the browser prefers it', async () => {
  const { ask } = await serveHeadless(app)
  expect((await ask('/', { headers: { 'accept-language': 'fr-CH, en;q=0.5' } })).body).toContain('<html lang="fr">')
})

test('every answer carries the security headers, and a policy without anything remote or inline', async () => {
  const { ask, signIn } = await serveHeadless(app)
  const cookie = await signIn()
  for (const answer of [await ask('/', { headers: cookie }), await ask('/health'), await ask('/nowhere.js', { headers: cookie }), await ask('/api/v1/jobs')]) {
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
    })
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
  }
})

test('a name that is not ours is refused before anything else, so that a page elsewhere cannot point its own here', async () => {
  const { ask, openSocket, signIn, port } = await serveHeadless(app)
  const cookie = await signIn()
  for (const path of ['/', '/health', '/api/v1/jobs', '/media/file/1']) expect((await ask(path, { headers: { ...cookie, host: `evil.example:${port}` } })).status).toBe(421)
  expect((await openSocket({ ...cookie, host: `evil.example:${port}`, origin: `http://evil.example:${port}` })).status).toBe(403)
  expect((await ask('/', { headers: { ...cookie, host: `localhost:${port}` } })).status).toBe(200)
})

test('behind a proxy the listed name is answered, and its cookie is for https alone', async () => {
  await setPassword(app.context, 'correct horse')
  const { ask, signIn } = await serveHeadless(app, { allowedHosts: 'music.example' })
  const cookie = await signIn()
  expect((await ask('/', { headers: { ...cookie, host: 'music.example' } })).status).toBe(200)
  const signed = await ask('/session', { method: 'POST', headers: { ...form, host: 'music.example', origin: 'https://music.example' }, body: 'password=correct+horse' })
  expect(signed.headers['set-cookie']?.[0]).toMatch(/; Secure/)
})

test('a WebSocket is opened only with a session and from the page itself', async () => {
  const { openSocket, signIn, origin, port } = await serveHeadless(app)
  const cookie = await signIn()
  expect((await openSocket({ origin })).status).toBe(401)
  expect((await openSocket({ ...cookie })).status).toBe(403)
  expect((await openSocket({ ...cookie, origin: 'http://evil.example' })).status).toBe(403)
  expect((await openSocket({ ...cookie, origin: `http://127.0.0.1:${port + 1}` })).status).toBe(403)
  expect((await openSocket({ ...cookie, origin: 'null' })).status).toBe(403)
  expect((await openSocket({ ...cookie, origin }, '/elsewhere')).status).toBe(404)
  expect((await openSocket({ ...cookie, origin })).status).toBe(101)
})

test('a socket that sends nonsense or too much is closed, and the server goes on', async () => {
  const { openSocket, signIn, origin, ask } = await serveHeadless(app)
  const cookie = await signIn()
  for (const message of ['nonsense', '{"i":"1"}', Buffer.alloc(9 * 1024 * 1024)]) {
    const { socket } = await openSocket({ ...cookie, origin })
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.send(message)
    await closed
  }
  expect((await ask('/health')).status).toBe(200)
})

test('the password opens a session; a wrong one does not, and after ten nobody from there may try', async () => {
  await setPassword(app.context, 'correct horse')
  const { ask, origin } = await serveHeadless(app)
  const send = (password: string) => ask('/session', { method: 'POST', headers: { ...form, origin }, body: new URLSearchParams({ password }).toString() })
  expect((await ask('/')).body).toContain('type="password"')
  const right = await send('correct horse')
  expect({ status: right.status, location: right.headers.location }).toEqual({ status: 303, location: '/' })
  expect((await ask('/', { headers: { cookie: right.cookie } })).status).toBe(200)
  for (let attempt = 0; attempt < 10; attempt += 1) expect(await send('wrong horse')).toMatchObject({ status: 401, cookie: '', body: expect.stringContaining('not right') })
  expect(await send('correct horse')).toMatchObject({ status: 429, cookie: '', headers: { 'retry-after': '900' }, body: expect.stringContaining('Too many') })
})

test('the sign-in form is taken from the page itself only, and nothing opens where no password is set', async () => {
  const { ask, origin } = await serveHeadless(app)
  const send = (headers: Record<string, string>) => ask('/session', { method: 'POST', headers: { ...form, ...headers }, body: 'password=' })
  expect((await send({})).status).toBe(403)
  expect((await send({ origin: 'http://evil.example' })).status).toBe(403)
  expect((await send({ origin })).status).toBe(401)
})

test('addresses of the app give the page, missing files do not, assets are kept and the page is not', async () => {
  const { ask, signIn } = await serveHeadless(app)
  const headers = await signIn()
  for (const path of ['/', '/album/12', '/settings/folders', '/search?q=a.b']) expect(await ask(path, { headers })).toMatchObject({ status: 200, body: expect.stringContaining('the page'), headers: { 'cache-control': 'private, no-cache' } })
  expect(await ask('/assets/app-abc.js', { headers })).toMatchObject({ status: 200, headers: { 'cache-control': 'private, max-age=31536000, immutable', 'content-type': expect.stringContaining('javascript') } })
  for (const path of ['/assets/gone.js', '/favicon.ico', '/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json']) expect((await ask(path, { headers })).status).toBeGreaterThanOrEqual(400)
  expect((await ask('/album/12', { headers, method: 'POST' })).status).toBe(404)
})

test('sound is sent whole, in part and unchanged, and only what lies in the library', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'music'))
  writeFileSync(join(folder, 'music/one.mp3'), '0123456789')
  const { db } = app.context
  const fileId = addFile(db, { directoryId: addFolder(db, join(folder, 'music')), trackId: addTrack(db), name: 'one.mp3' })
  const { ask, signIn } = await serveHeadless(app)
  const headers = await signIn()
  const media = (path: string, more: Record<string, string> = {}, method = 'GET') => ask(path, { method, headers: { ...headers, ...more } })

  const whole = await media(`/media/file/${fileId}`)
  expect(whole).toMatchObject({ status: 200, body: '0123456789', headers: { 'content-length': '10', 'accept-ranges': 'bytes', 'content-type': 'audio/mpeg' } })
  expect(await media(`/media/file/${fileId}`, { range: 'bytes=2-4' })).toMatchObject({ status: 206, body: '234', headers: { 'content-range': 'bytes 2-4/10', 'content-length': '3' } })
  expect(await media(`/media/file/${fileId}`, { range: 'bytes=-3' })).toMatchObject({ status: 206, body: '789' })
  expect(await media(`/media/file/${fileId}`, { range: 'bytes=10-' })).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */10' } })
  expect(await media(`/media/file/${fileId}`, { 'if-none-match': whole.headers.etag ?? '' })).toMatchObject({ status: 304, body: '' })
  expect(await media(`/media/file/${fileId}`, {}, 'HEAD')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '10' } })
  expect((await media('/media/file/999999')).status).toBe(404)
  expect((await media('/media/../package.json')).status).toBeGreaterThanOrEqual(400)
  expect((await ask(`/media/file/${fileId}`)).status).toBe(401)
})

test('health is open, and requests that make no sense are answered in words', async () => {
  const { ask, signIn } = await serveHeadless(app)
  expect(await ask('/health')).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  expect((await ask('/session', { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' })).status).toBe(415)
  expect((await ask('/%E0%A4%A', { headers: await signIn() })).status).toBe(400)
})

test('closing the server cuts off who is still connected', async () => {
  const { server, openSocket, signIn, origin } = await serveHeadless(app)
  const { socket } = await openSocket({ ...(await signIn()), origin })
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await server.close()
  // Cut off, not seen off: the connection simply ends.
  expect(await closed).toBe(1006)
})
