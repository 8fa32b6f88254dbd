import { createHash } from 'node:crypto'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RestError } from '#shared/contract/rest.contract.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { toWireError } from '#shared/rpc/error-transport.ts'
import type { App } from '../app.ts'
import { createRateLimit } from './rate-limit.ts'
import { createRestDocument, createRestRouter, restPrefix } from './rest-router.ts'

const requests = { most: 600, perMs: 60_000 }

function errorBody(code: ErrorCode, message: string): RestError {
  return { error: { code, message } }
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization ?? '')?.[1]
}

function names(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim())) ?? false
}

/** An unchanged answer costs the caller a header. */
async function addEtag(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
  reply.headers({ etag, 'cache-control': 'private, no-cache' })
  if (!names(request.headers['if-none-match'], etag)) return payload
  reply.code(304)
  return ''
}

/** Serves REST below {@link restPrefix} and metrics, both to whoever has a token; no cookie opens them. */
export async function addRestRoutes(server: FastifyInstance, app: App): Promise<void> {
  const handler = new OpenAPIHandler(createRestRouter(app.client), {
    customErrorResponseBodyEncoder: ({ code, message }) => errorBody(code as ErrorCode, message),
    clientInterceptors: [
      async ({ next, signal }) => {
        try {
          return await next()
        } catch (error) {
          throw toWireError(error, app.reportBug, signal)
        }
      },
    ],
  })
  const rate = createRateLimit({ ...requests, now: () => app.context.clock.now() })
  let document: Promise<object> | undefined

  server.addHook('onRequest', async (request, reply) => {
    if (!rate.take(request.ip)) return reply.code(429).header('retry-after', requests.perMs / 1000).send(errorBody('rate-limited', 'Too many requests from this address. Try again in a minute.'))
    const token = bearerOf(request)
    if (token && app.isToken(token)) return undefined
    return reply.code(401).header('www-authenticate', 'Bearer').send(errorBody('unauthorised', 'This needs a token. Make one with: npm run -s sillon -- token create <name>'))
  })
  server.addHook('onSend', addEtag)

  server.get(`${restPrefix}/openapi.json`, () => (document ??= createRestDocument(app.version)))
  server.get('/metrics', (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(app.metrics()))
  server.all(`${restPrefix}/*`, async (request, reply) => {
    const { matched } = await handler.handle(request, reply, { prefix: restPrefix })
    return matched ? reply : reply.code(404).send(errorBody('not-found', `There is nothing at this address. See ${restPrefix}/openapi.json.`))
  })
}
