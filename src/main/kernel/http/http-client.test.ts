import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError, isAbort } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { sendJson, startLocalServer } from '#tests/factories/local-server.ts'
import { createLog } from '../log.ts'
import { createHttpClient } from './http-client.ts'
import type { HttpDeclaration, Pace } from './http-declaration.ts'
import { parseRetryAfter } from './http-errors.ts'

const answer = z.object({ ok: z.boolean() })

/** Time that passes only by waiting. */
function quickPace(): Pace & { waited: number[] } {
  const waited: number[] = []
  let now = Date.UTC(2026, 0, 1, 12)
  return {
    waited,
    now: () => now,
    sleep: async (ms) => {
      waited.push(Math.round(ms))
      now += ms
    },
    chance: () => 0.5,
  }
}

function client(baseUrl: string, options: Partial<HttpDeclaration> & { pace?: Pace; environment?: Record<string, string> } = {}) {
  const { pace = quickPace(), environment = {}, ...declaration } = options
  const lines: string[] = []
  const log = createLog((level, message, facts) => lines.push(JSON.stringify({ level, message, ...facts })))
  const http = createHttpClient({ name: 'Sample', baseUrl, userAgent: 'Sillon/0 (test)', timeoutMs: 5_000, requestsPerSecond: 1_000, concurrency: 4, attempts: 3, maxBytes: 100_000, ...declaration }, { log, environment, pace })
  return { ...http, lines }
}

test('a request goes to the base with its query, headers and user agent, and the answer is checked', async () => {
  const server = await startLocalServer((_request, response) => sendJson(response, { ok: true, more: 1 }, 200, { 'X-Left': '7' }))
  const { json } = client(`${server.url}/2.0/`)
  const response = await json({ path: 'track/list', query: { artist: 'Björk & co', page: 2, none: undefined }, headers: { Authorization: 'Bearer t' } }, answer)
  expect(response).toMatchObject({ status: 200, body: { ok: true }, headers: { 'x-left': '7' } })
  expect(server.received).toMatchObject([{ method: 'GET', headers: { 'user-agent': 'Sillon/0 (test)', authorization: 'Bearer t', accept: 'application/json' } }])
  const url = new URL(server.received[0]?.url ?? '', server.url)
  expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual(['/2.0/track/list', { artist: 'Björk & co', page: '2' }])
})

test('a form and a JSON body arrive as such', async () => {
  const server = await startLocalServer((_request, response) => sendJson(response, { ok: true }))
  const { json } = client(server.url)
  await json({ method: 'POST', path: '', body: new URLSearchParams({ a: 'é' }) }, answer)
  await json({ method: 'POST', path: 'x', body: { b: [1] } }, answer)
  expect(server.received.map(({ headers, body }) => [headers['content-type']?.split(';')[0], body])).toEqual([
    ['application/x-www-form-urlencoded', 'a=%C3%A9'],
    ['application/json', '{"b":[1]}'],
  ])
})

test('compressed answers and plain bytes are read', async () => {
  const server = await startLocalServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('ünïcode')))
  const { text, bytes } = client(server.url)
  expect((await text({ path: '' })).body).toBe('ünïcode')
  expect((await bytes({ path: '' })).body).toEqual(Buffer.from('ünïcode'))
})

test.each([500, 502, 503, 504, 408])('status %i is tried again, with growing pauses', async (status) => {
  const pace = quickPace()
  const server = await startLocalServer((_request, response, count) => sendJson(response, { ok: true }, count < 3 ? status : 200))
  expect((await client(server.url, { pace }).json({ path: '' }, answer)).body).toEqual({ ok: true })
  expect(pace.waited.filter((ms) => ms > 10)).toEqual([500, 1_000])
})

test.each([
  [400, 'invalid-input'],
  [401, 'unauthorised'],
  [403, 'unauthorised'],
  [404, 'not-found'],
])('status %i is never tried again', async (status, code) => {
  const server = await startLocalServer((_request, response) => sendJson(response, {}, status))
  await expect(client(server.url).json({ path: '' }, answer)).rejects.toMatchObject({ code, data: { service: 'Sample', status } })
  expect(server.received).toHaveLength(1)
})

test('a caller may read an error answer itself', async () => {
  const server = await startLocalServer((_request, response) => sendJson(response, { error: 6 }, 400))
  expect(await client(server.url).json({ path: '', accepts: [400] }, z.object({ error: z.number() }))).toMatchObject({ status: 400, body: { error: 6 } })
})

test('a service may tell failures in the body of any status', async () => {
  const pace = quickPace()
  const server = await startLocalServer((_request, response, count) => sendJson(response, count < 3 ? { broken: count } : { ok: true }))
  const failureIn: HttpDeclaration['failureIn'] = ({ body }) => (body.includes('broken') ? { error: new AppError('unavailable', say`Broken.`), mayPass: true, wasRefused: false } : undefined)
  expect((await client(server.url, { pace, failureIn }).json({ path: '' }, answer)).body).toEqual({ ok: true })
  expect(server.received).toHaveLength(3)
  const lasting: HttpDeclaration['failureIn'] = () => ({ error: new AppError('unauthorised', say`No.`), mayPass: false, wasRefused: false })
  await expect(client(server.url, { failureIn: lasting }).json({ path: '' }, answer)).rejects.toMatchObject({ code: 'unauthorised' })
  expect(server.received).toHaveLength(4)
})

test('a POST is not sent twice unless that does no harm or it was refused unread', async () => {
  const failing = await startLocalServer((_request, response) => sendJson(response, {}, 500))
  await expect(client(failing.url).json({ method: 'POST', path: '', body: {} }, answer)).rejects.toMatchObject({ code: 'unavailable' })
  expect(failing.received).toHaveLength(1)
  await expect(client(failing.url).json({ method: 'POST', path: '', body: {}, isRepeatable: true }, answer)).rejects.toMatchObject({ code: 'unavailable' })
  expect(failing.received).toHaveLength(4)
  const limiting = await startLocalServer((_request, response, count) => sendJson(response, { ok: true }, count === 1 ? 429 : 200))
  expect((await client(limiting.url).json({ method: 'POST', path: '', body: {} }, answer)).status).toBe(200)
})

test('Retry-After is obeyed, as seconds and as a date', async () => {
  const pace = quickPace()
  const at = new Date(pace.now() + 7_000 + 20_000).toUTCString()
  const server = await startLocalServer((_request, response, count) => sendJson(response, { ok: true }, count < 3 ? 429 : 200, count < 3 ? { 'retry-after': count === 1 ? '7' : at } : {}))
  await client(server.url, { pace }).json({ path: '' }, answer)
  expect(pace.waited.filter((ms) => ms > 10)).toEqual([7_000, expect.closeTo(20_000, -2)])
  expect(parseRetryAfter('Wed, 01 Jan 2020 00:00:00 GMT', pace.now())).toBe(0)
  expect([parseRetryAfter('soon', 0), parseRetryAfter(undefined, 0), parseRetryAfter('1.5', 0)]).toEqual([undefined, undefined, 1_500])
})

test('a pause longer than a minute is told with its end instead of being sat out', async () => {
  const pace = quickPace()
  const server = await startLocalServer((_request, response) => sendJson(response, {}, 429, { 'retry-after': '3600' }))
  await expect(client(server.url, { pace }).json({ path: '' }, answer)).rejects.toMatchObject({ code: 'rate-limited', data: { until: pace.now() + 3_600_000 } })
  expect(server.received).toHaveLength(1)
  const down = await startLocalServer((_request, response) => sendJson(response, {}, 503, { 'retry-after': '120' }))
  await expect(client(down.url, { pace }).json({ path: '' }, answer)).rejects.toMatchObject({ code: 'rate-limited' })
})

test('a limit that does not end is told as such after the last attempt', async () => {
  const server = await startLocalServer((_request, response) => sendJson(response, {}, 429))
  await expect(client(server.url).json({ path: '' }, answer)).rejects.toMatchObject({ code: 'rate-limited', data: { until: expect.any(Number) } })
  expect(server.received).toHaveLength(3)
})

test('one answer of 429 holds the other requests back too', async () => {
  const pace = quickPace()
  const server = await startLocalServer((_request, response, count) => sendJson(response, { ok: true }, count === 1 ? 429 : 200, count === 1 ? { 'retry-after': '30' } : {}))
  const { json } = client(server.url, { pace, concurrency: 1 })
  const start = pace.now()
  await Promise.all([json({ path: 'a' }, answer), json({ path: 'b' }, answer)])
  expect(pace.now() - start).toBeGreaterThanOrEqual(30_000)
  expect(server.received).toHaveLength(3)
})

test('requests begin no faster than the service wants', async () => {
  const pace = quickPace()
  const server = await startLocalServer((_request, response) => sendJson(response, { ok: true }))
  const { json } = client(server.url, { pace, requestsPerSecond: 2, concurrency: 10 })
  await Promise.all(Array.from({ length: 5 }, () => json({ path: '' }, answer)))
  expect(pace.waited.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(2_000)
})

test('no more requests are open at once than the service wants', async () => {
  let open = 0
  let most = 0
  const server = await startLocalServer((_request, response) => {
    most = Math.max(most, ++open)
    setImmediate(() => {
      open -= 1
      sendJson(response, { ok: true })
    })
  })
  const { json } = client(server.url, { concurrency: 2, requestsPerSecond: 100_000 })
  await Promise.all(Array.from({ length: 12 }, () => json({ path: '' }, answer)))
  expect(most).toBeLessThanOrEqual(2)
  expect(server.received).toHaveLength(12)
})

test.each([
  ['text/html; charset=utf-8', '<html>Sign in to the hotel</html>', 'web page'],
  ['application/json', '{"ok": tr', 'not JSON'],
  ['application/json', '{"ok": "yes"}', 'does not understand (at ok)'],
])('an answer of %s that is not the data promised is unavailable', async (type, body, words) => {
  const server = await startLocalServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(body))
  await expect(client(server.url).json({ path: '' }, answer)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(words) })
})

test('an answer that is too large is not read to its end', async () => {
  const server = await startLocalServer((_request, response) => response.end(gzipSync(Buffer.alloc(5_000_000)).length > 0 ? Buffer.alloc(5_000_000) : ''))
  await expect(client(server.url).bytes({ path: '' })).rejects.toMatchObject({ code: 'unavailable', data: { reason: 'too-large' } })
  const bomb = await startLocalServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))))
  await expect(client(bomb.url).bytes({ path: '' })).rejects.toMatchObject({ code: 'unavailable', data: { reason: 'too-large' } })
  expect([server.received.length, bomb.received.length]).toEqual([1, 1])
})

test('a service that does not answer in time is unavailable', async () => {
  const server = await startLocalServer(() => undefined)
  await expect(client(server.url, { timeoutMs: 50, attempts: 1 }).text({ path: '' })).rejects.toMatchObject({ code: 'unavailable', data: { reason: 'timeout' } })
})

test('a service that trickles is cut off all the same', async () => {
  const server = await startLocalServer((_request, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), 10)
    response.on('close', () => clearInterval(timer))
  })
  await expect(client(server.url, { timeoutMs: 100, attempts: 1 }).text({ path: '' })).rejects.toMatchObject({ data: { reason: 'timeout' } })
})

test('aborting ends a request that is open, and one that waits its turn', async () => {
  const arrived = Promise.withResolvers<void>()
  const server = await startLocalServer(() => arrived.resolve())
  const { text } = client(server.url, { concurrency: 1 })
  const first = new AbortController()
  const second = new AbortController()
  const open = text({ path: 'a', signal: first.signal })
  const waits = text({ path: 'b', signal: second.signal })
  await arrived.promise
  second.abort()
  await expect(waits).rejects.toSatisfy(isAbort)
  first.abort()
  await expect(open).rejects.toSatisfy(isAbort)
  expect(server.received).toHaveLength(1)
})

test('a connection that is refused or breaks off is tried again, then told', async () => {
  const pace = quickPace()
  const { port } = await closedPort()
  await expect(client(`http://127.0.0.1:${port}`, { pace }).text({ path: '' })).rejects.toMatchObject({ code: 'unavailable', data: { reason: 'ECONNREFUSED' } })
  expect(pace.waited.filter((ms) => ms > 10)).toHaveLength(2)
  const breaking = await startLocalServer((_request, response, count) => {
    if (count === 1) response.destroy()
    else if (count === 2) response.writeHead(200, { 'content-length': 9 }).write('half', () => response.destroy())
    else response.end('fine')
  })
  expect((await client(breaking.url).text({ path: '' })).body).toBe('fine')
})

async function closedPort(): Promise<{ port: number }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return { port }
}

test('redirects are followed a few times, and secrets never show in errors or logs', async () => {
  const server = await startLocalServer((request, response) => {
    if (request.url.startsWith('/old')) response.writeHead(302, { location: '/new' }).end()
    else if (request.url.startsWith('/loop')) response.writeHead(302, { location: '/loop' }).end()
    else sendJson(response, { ok: true }, request.url.startsWith('/fail') ? 500 : 200)
  })
  const { text, json, lines } = client(server.url)
  expect((await json({ path: 'old' }, answer)).body).toEqual({ ok: true })
  const request = { query: { api_key: 'SECRET', sk: 'SECRET' }, headers: { Authorization: 'Bearer SECRET' } }
  for (const path of ['loop', 'fail']) {
    const error = await text({ path, ...request }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'unavailable' })
    expect(JSON.stringify([error, String((error as Error).cause), Object.entries((error as Error).cause ?? {})])).not.toContain('SECRET')
  }
  expect(lines.join()).not.toContain('SECRET')
})

test('requests go through the proxy the environment names, but not to the hosts it excepts', async () => {
  const proxy = await startLocalServer((request, response) => response.end(`by proxy: ${request.url}`))
  const server = await startLocalServer((_request, response) => response.end('direct'))
  const environment = { HTTP_PROXY: proxy.url, http_proxy: proxy.url }
  expect((await client('http://service.example', { environment }).text({ path: 'x' })).body).toBe('by proxy: http://service.example/x')
  expect((await client(server.url, { environment: { ...environment, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' } }).text({ path: '' })).body).toBe('direct')
})
