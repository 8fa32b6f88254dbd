import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '#main/app.ts'
import { createToken } from '#main/domains/access/access.service.ts'
import { albumPageSchema, albumRowSchema, artistRowSchema, trackRowSchema } from '#shared/contract/catalogue.contract.ts'
import { jobSchema } from '#shared/contract/jobs.contract.ts'
import { playRowSchema } from '#shared/contract/plays.contract.ts'
import { restErrorSchema } from '#shared/contract/rest.contract.ts'
import { openTestApp } from '#tests/factories/app.ts'
import { serveHeadless } from '#tests/factories/headless.ts'
import { addPlay } from '#tests/factories/plays.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'

const made = { files: 700, albums: 70 }

let app: App
let token = ''
beforeAll(async () => {
  app = await openTestApp({}, afterAll)
  fillSyntheticLibrary(app.context.db, made)
  token = createToken(app.context, 'tests').token
})

type Page = { total: number; items: { id: number }[]; nextCursor: string | null }

async function serve() {
  const { ask, signIn } = await serveHeadless(app)
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const { status, body, headers: received } = await ask(path, { headers: { authorization: `Bearer ${token}`, ...headers } })
    return { status, text: body, headers: received, json: () => JSON.parse(Buffer.from(body, 'latin1').toString()) as unknown }
  }
  /** The ids of a list from its first page to its last. */
  const walk = async (path: string): Promise<number[]> => {
    const ids: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { items, nextCursor } = (await get(`${path}${cursor && `&cursor=${cursor}`}`)).json() as Page
      ids.push(...items.map(({ id }) => id))
      cursor = nextCursor
    }
    return ids
  }
  return { ask, signIn, get, walk }
}

test('without a token nothing is told; a cookie is no token, and a token is no cookie', async () => {
  const { ask, signIn } = await serve()
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Bearer ${'x'.repeat(43)}` }, { authorization: `Basic ${token}` }, await signIn()]) {
    const { status, body, headers: received } = await ask('/api/v1/collection/albums', { headers })
    expect({ status, challenge: received['www-authenticate'] }).toEqual({ status: 401, challenge: 'Bearer' })
    expect(restErrorSchema.parse(JSON.parse(body))).toMatchObject({ error: { code: 'unauthorised', message: expect.stringContaining('token create') } })
  }
  expect((await ask('/metrics')).status).toBe(401)
  expect((await ask('/', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
})

test('a revoked token opens nothing any more', async () => {
  const { ask } = await serve()
  const { token: other } = createToken(app.context, 'other')
  const status = async () => (await ask('/api/v1/jobs', { headers: { authorization: `Bearer ${other}` } })).status
  expect(await status()).toBe(200)
  app.context.db.prepare('DELETE FROM access_tokens WHERE name = ?').run('other')
  expect(await status()).toBe(401)
})

test.each([
  ['/api/v1/collection/albums?limit=16', albumRowSchema],
  ['/api/v1/collection/artists?limit=9', artistRowSchema],
])('%s is walked to its end, each row once', async (path, rowSchema) => {
  const { get, walk } = await serve()
  const first = (await get(path)).json() as Page
  for (const item of first.items) rowSchema.parse(item)
  expect(first.nextCursor).not.toBeNull()
  const ids = await walk(path)
  expect(new Set(ids).size).toBe(first.total)
  expect(ids).toHaveLength(first.total)
})

test('albums are searched by words and fields', async () => {
  const { get } = await serve()
  const all = ((await get('/api/v1/collection/albums?limit=500')).json() as { items: { id: number; year: number | null }[] }).items
  const seventies = (await get('/api/v1/collection/albums?limit=500&q=year%3A1970..1979')).json() as { total: number; items: { id: number; year: number }[] }
  const expected = all.filter(({ year }) => year !== null && year >= 1970 && year <= 1979)
  expect(seventies.total).toBe(expected.length)
  expect(seventies.items.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
  expect((await get('/api/v1/collection/albums?q=nothinghasthisname')).json()).toEqual({ total: 0, items: [], nextCursor: null })
})

test('one album is told with its editions and tracks; an unknown one is 404', async () => {
  const { get } = await serve()
  const { items } = (await get('/api/v1/collection/albums?limit=1')).json() as Page
  expect(albumPageSchema.parse((await get(`/api/v1/collection/albums/${items[0]?.id}`)).json())).toMatchObject({ id: items[0]?.id, discs: expect.any(Array) })
  const missing = await get('/api/v1/collection/albums/999999')
  expect({ status: missing.status, json: restErrorSchema.parse(missing.json()) }).toMatchObject({ status: 404, json: { error: { code: 'not-found' } } })
})

test('search gives the best matches in each group', async () => {
  const { get } = await serve()
  const { items } = (await get('/api/v1/collection/albums?limit=1')).json() as { items: { id: number; title: string }[] }
  const found = (await get(`/api/v1/search?limit=3&q=${encodeURIComponent(items[0]?.title ?? '')}`)).json() as Record<'tracks' | 'albums' | 'artists', unknown[]>
  expect(Object.keys(found).sort()).toEqual(['albums', 'artists', 'tracks'])
  for (const [group, schema] of [['tracks', trackRowSchema], ['albums', albumRowSchema], ['artists', artistRowSchema]] as const) {
    expect(found[group].length).toBeLessThanOrEqual(3)
    for (const row of found[group]) schema.parse(row)
  }
})

test('jobs are walked newest first, and filtered by state', async () => {
  const { get, walk } = await serve()
  for (let count = 0; count < 5; count += 1) {
    app.context.db.prepare(`INSERT INTO jobs (type, payloadJson, lane, state, maxAttempts, runAfter, createdAt, endedAt) VALUES ('sample', '{}', 'sample', 'done', 1, 0, 0, 0)`).run()
  }
  for (const item of ((await get('/api/v1/jobs')).json() as Page).items) jobSchema.omit({ told: true }).strict().parse(item)
  const ids = await walk('/api/v1/jobs?limit=2')
  expect(ids).toEqual(ids.toSorted((one, other) => other - one))
  expect(ids.length).toBeGreaterThanOrEqual(5)
  expect((await get('/api/v1/jobs?state=failed')).json()).toEqual({ items: [], nextCursor: null })
})

test.each(['/api/v1/collection/albums?limit=0', '/api/v1/collection/albums?limit=501', '/api/v1/collection/albums?cursor=x', '/api/v1/collection/albums/x', '/api/v1/search', '/api/v1/jobs?state=odd'])('%s is refused in words', async (path) => {
  const { get } = await serve()
  const refused = await get(path)
  expect(refused.status).toBe(400)
  expect(restErrorSchema.parse(refused.json())).toMatchObject({ error: { code: 'invalid-input', message: expect.stringMatching(/\.$/) } })
})

test('what is not there is 404, also by another method', async () => {
  const { get, ask } = await serve()
  const nowhere = await get('/api/v1/nowhere')
  expect({ status: nowhere.status, json: nowhere.json() }).toEqual({ status: 404, json: { error: { code: 'not-found', message: expect.stringContaining('openapi.json') } } })
  expect((await ask('/api/v1/collection/albums', { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status).toBe(404)
})

test('an unchanged answer costs 304, a changed one its new tag', async () => {
  const { get } = await serve()
  const first = await get('/api/v1/collection/albums?limit=2')
  const etag = first.headers.etag ?? ''
  expect({ etag, cache: first.headers['cache-control'] }).toEqual({ etag: expect.stringMatching(/^"[\w-]{27}"$/), cache: 'private, no-cache' })
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) expect(await get('/api/v1/collection/albums?limit=2', { 'if-none-match': tag })).toMatchObject({ status: 304, text: '' })
  const other = await get('/api/v1/collection/albums?limit=3', { 'if-none-match': etag })
  expect({ status: other.status, isSame: other.headers.etag === etag }).toEqual({ status: 200, isSame: false })
})

test('the OpenAPI document names every route, its parameters, its answers and its errors', async () => {
  const { get } = await serve()
  const document = (await get('/api/v1/openapi.json')).json() as {
    openapi: string; info: object; servers: unknown; security: unknown; components: { schemas: Record<string, unknown>; securitySchemes: unknown }
    paths: Record<string, Record<string, { operationId: string; summary: string; parameters?: { name: string; in: string; required?: boolean; schema: object }[]; responses: Record<string, { description: string; content: { 'application/json': { schema: object } } }> }>>
  }
  expect(document).toMatchObject({
    openapi: expect.stringMatching(/^3\.1\./), info: { title: 'Sillon', version: '0.0.0-test' }, servers: [{ url: '/api/v1' }], security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas: { Error: { type: 'object', required: ['error'] } } },
  })
  const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
  expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual([
    'get /collection/albums', 'get /collection/albums/{id}', 'get /collection/artists', 'get /history/timeline', 'get /history/tracks', 'get /jobs', 'get /search', 'get /services/tracker/status',
    'post /services/tracker/start', 'post /services/tracker/stop',
  ])
  const ids = new Set<string>()
  for (const { path, operation } of operations) {
    ids.add(operation.operationId)
    expect(operation.summary).not.toBe('')
    for (const name of path.match(/(?<=\{)\w+/g) ?? []) expect(operation.parameters).toContainEqual(expect.objectContaining({ name, in: 'path', required: true }))
    for (const parameter of operation.parameters ?? []) expect(parameter).toMatchObject({ name: expect.any(String), in: expect.stringMatching(/^(?:path|query)$/), schema: expect.any(Object) })
    expect(operation.responses['200']?.content['application/json'].schema).toMatchObject({ type: 'object' })
    expect(operation.responses.default?.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Error' })
  }
  expect(ids.size).toBe(operations.length)
  // Every reference leads somewhere.
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(document.components.schemas).toHaveProperty(name ?? '')
})

test('the history is walked play by play, and read day by day', async () => {
  const { get } = await serve()
  for (let play = 0; play < 330; play += 1) addPlay(app.context.db, { trackId: 1 + (play % 90), startedAt: Date.UTC(2025, 0, 1) + play * 2_000_000, isCounted: play % 11 > 0 })
  type History = { items: { id: number; localDay: number; startedAt: number }[]; nextCursor: string | null }
  const walked: History['items'] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, nextCursor } = (await get(`/api/v1/history/tracks?limit=150${cursor && `&cursor=${cursor}`}`)).json() as History
    for (const item of items) playRowSchema.parse(item)
    walked.push(...items)
    cursor = nextCursor
  }
  const plays = app.context.db.prepare<[], number>('SELECT id FROM listening_history WHERE isCounted = 1 ORDER BY startedAt DESC, id DESC').pluck().all()
  expect(walked.map(({ id }) => id)).toEqual(plays)

  const day = walked[0]?.localDay ?? 0
  const date = String(day).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3')
  const heard = (await get(`/api/v1/history/timeline?date=${date}`)).json() as { date: string; plays: number } & History
  const expected = walked.filter((play) => play.localDay === day).map(({ id }) => id).toReversed()
  expect({ date: heard.date, plays: heard.plays, ids: heard.items.map(({ id }) => id) }).toEqual({ date, plays: expected.length, ids: expected })
  for (const path of ['timeline?date=yesterday', 'timeline', 'tracks?cursor=1', 'tracks?limit=201']) expect((await get(`/api/v1/history/${path}`)).status).toBe(400)
})

test('metrics are Prometheus text', async () => {
  const { get } = await serve()
  const { status, text, headers } = await get('/metrics')
  expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' })
  expect(text).toMatch(/^sillon_info\{version="0\.0\.0-test"\} 1$/m)
  for (const line of text.split('\n').filter(Boolean)) expect(line).toMatch(/^# (?:HELP|TYPE) \w+ .+$|^\w+(?:\{[^}]*\})? -?[\d.e+-]+$/)
})

test('more than 600 requests a minute from one address wait', async () => {
  const { ask } = await serve()
  let answers: { status: number; headers: Record<string, unknown> }[] = []
  for (let round = 0; round < 7; round += 1) answers = await Promise.all(Array.from({ length: 100 }, () => ask('/api/v1/jobs')))
  expect(answers.at(-1)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
  expect((await ask('/health')).status).toBe(200)
})
