import { createHash } from 'node:crypto'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { implement } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { restContract } from '#shared/contract/rest.contract.ts'
import { AppError } from '#shared/errors.ts'
import type { Client } from '#shared/rpc/client.ts'
import { toWireError } from '#shared/rpc/error-transport.ts'
import type { App } from '../app.ts'

const prefix = '/api/v1'
const tooMany = 600
const perMinute = 60_000

function offsetOf(cursor: string | undefined): number {
  const offset = Number(cursor ?? 0)
  if (!Number.isInteger(offset) || offset < 0) throw new AppError('invalid-input', 'That cursor is not one this list gave. Begin again without it.')
  return offset
}

function nextCursor(offset: number, count: number, total: number): string | null {
  return offset + count < total && count > 0 ? String(offset + count) : null
}

/** REST answers come from the same procedures the windows use. */
function createRestRouter(client: Client) {
  const rest = implement(restContract)
  const whereOf = async (text: string) => (text === '' ? undefined : (await client.search.parse({ text })).where)
  return rest.router({
    albums: rest.albums.handler(async ({ input: { limit, cursor, q } }) => {
      const offset = offsetOf(cursor)
      const { total, items } = await client.catalogue.albums({ query: { where: await whereOf(q), sort: 'artist' }, offset, limit })
      return { total, items, nextCursor: nextCursor(offset, items.length, total) }
    }),
    album: rest.album.handler(({ input }) => client.catalogue.album(input)),
    artists: rest.artists.handler(async ({ input: { limit, cursor, q } }) => {
      const offset = offsetOf(cursor)
      const { total, items } = await client.catalogue.artists({ query: { where: await whereOf(q), sort: 'name' }, offset, limit })
      return { total, items, nextCursor: nextCursor(offset, items.length, total) }
    }),
    search: rest.search.handler(async ({ input: { q, limit } }) => {
      const { tracks, albums, artists } = await client.search.suggest({ text: q, limit })
      return { tracks, albums, artists }
    }),
    jobs: rest.jobs.handler(async ({ input: { state, limit, cursor } }) => {
      const { items } = await client.jobs.list({ limit, ...(state && { state }), ...(cursor !== undefined && { before: cursor }) })
      const last = items.at(-1)
      return { items, nextCursor: items.length === limit && last ? String(last.id) : null }
    }),
  })
}

/** The OpenAPI document of what {@link addRestRoutes} serves. */
export async function restDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(restContract, {
    info: { title: 'Sillon', version },
    servers: [{ url: prefix }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  })
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** At most 600 requests a minute from one address, wrong tokens included. */
function createLimiter(now: () => number): (address: string) => boolean {
  const counts = new Map<string, { since: number; count: number }>()
  return (address) => {
    const at = now()
    const known = counts.get(address)
    if (!known || at - known.since > perMinute) {
      counts.set(address, { since: at, count: 1 })
      if (counts.size > 10_000) counts.clear()
      return true
    }
    known.count += 1
    return known.count <= tooMany
  }
}

/** Serves REST under /api/v1 and metrics, both with a token and without a browser's cookie. */
export async function addRestRoutes(server: FastifyInstance, app: App): Promise<void> {
  const handler = new OpenAPIHandler(createRestRouter(app.client), {
    clientInterceptors: [
      async ({ next }) => {
        try {
          return await next()
        } catch (error) {
          throw toWireError(error, app.reportBug)
        }
      },
    ],
  })
  const isWithinRate = createLimiter(() => app.context.clock.now())

  await server.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      if (!isWithinRate(request.ip)) return reply.code(429).header('retry-after', '60').send({ code: 'rate-limited', message: 'Too many requests from this address. Try again in a minute.' })
      const token = bearerOf(request)
      if (!token || !app.isToken(token)) return reply.code(401).header('www-authenticate', 'Bearer').send({ code: 'unauthorised', message: 'This needs a token. Make one with: npm run -s sillon -- token create <name>' })
    })
    scope.addHook('onSend', async (request, reply, payload) => {
      if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return payload
      const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] !== etag) return payload
      reply.code(304)
      return ''
    })
    scope.get(`${prefix}/openapi.json`, async () => restDocument(app.version))
    scope.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(app.metrics()))
    scope.all(`${prefix}/*`, async (request, reply) => {
      const { matched } = await handler.handle(request, reply, { prefix })
      if (!matched) return reply.code(404).send({ code: 'not-found', message: 'There is nothing at this address. See /api/v1/openapi.json.' })
      return reply
    })
  })
}
