import { extname, join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import fastifyCookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { WebSocketServer } from 'ws'
import { serveSockets } from '#shared/rpc/server.ts'
import type { App } from '../app.ts'
import type { MediaHandler } from '../domains/playback/media/media-handler.ts'
import type { Access } from './access.ts'
import type { HostRule } from './guards.ts'
import { securityHeaders } from './security-headers.ts'
import { signInPage } from './sign-in-page.ts'

/** What the headless host serves and on which terms. */
export type ServerOptions = {
  app: App
  access: Access
  hosts: HostRule
  /** The built renderer. */
  rendererFolder: string
  hasPassword: () => Promise<boolean>
  /** Adds routes that carry their own authorisation (REST, metrics). */
  addRoutes?: (server: FastifyInstance) => void | Promise<void>
}

const sessionCookie = 'sillon_session'
const longestMessage = 8 * 1024 * 1024

function sessionOf(request: FastifyRequest): string | undefined {
  return request.cookies[sessionCookie]
}

async function sendMedia(media: MediaHandler, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const abort = new AbortController()
  request.raw.once('close', () => abort.abort())
  reply.raw.once('close', () => abort.abort())
  const { range, 'if-none-match': ifNoneMatch } = request.headers
  const answer = await media({
    path: new URL(request.url, 'http://localhost').pathname,
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    ...(range !== undefined && { range }),
    ...(ifNoneMatch !== undefined && { ifNoneMatch }),
    signal: abort.signal,
  })
  return reply.code(answer.status).headers(answer.headers).send(answer.body ?? '')
}

/** Builds the server; listening is the caller's. */
export async function createServer({ app, access, hosts, rendererFolder, hasPassword, addRoutes }: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({ logger: false, trustProxy: false, bodyLimit: 1024 * 1024 })
  await server.register(fastifyCookie)

  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    if (!hosts.isAllowedHost(request.headers.host)) return reply.code(421).type('text/plain').send('This name is not one this server answers to. See SILLON_ALLOWED_HOSTS.')
  })

  const setSession = (reply: FastifyReply, session: string) => reply.setCookie(sessionCookie, session, { httpOnly: true, sameSite: 'strict', path: '/' })

  server.get('/health', async () => ({ status: 'ok' }))

  server.post<{ Body: string }>('/session', async (request, reply) => {
    if (!hosts.isAllowedOrigin(request.headers.origin, request.headers.host)) return reply.code(403).send()
    const password = new URLSearchParams(request.body).get('password') ?? ''
    const session = await access.exchangePassword(password)
    if (!session) return reply.code(401).type('text/html').send(signInPage({ hasPassword: true, isRefused: true }))
    return setSession(reply, session).redirect('/', 303)
  })
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body))

  await server.register(async (guarded) => {
    guarded.addHook('onRequest', async (request, reply) => {
      const { token } = request.query as { token?: string }
      const session = token === undefined ? null : access.exchangeToken(token)
      if (session) return setSession(reply, session).redirect('/', 303)
      if (!access.isSession(sessionOf(request))) return reply.code(401).type('text/html').send(signInPage({ hasPassword: await hasPassword(), isRefused: token !== undefined }))
    })
    guarded.get('/media/*', (request, reply) => sendMedia(app.media, request, reply))
    guarded.setNotFoundHandler((request, reply) => (request.method === 'GET' && !extname(new URL(request.url, 'http://localhost').pathname) ? reply.sendFile('index.html') : reply.code(404).type('text/plain').send('There is nothing here.')))
    await guarded.register(fastifyStatic, { root: rendererFolder, cacheControl: false, setHeaders: (reply, path) => void reply.header('cache-control', path.startsWith(join(rendererFolder, 'assets')) ? 'private, max-age=31536000, immutable' : 'no-cache') })
  })
  await addRoutes?.(server)

  acceptSockets(server, app, access, hosts)
  return server
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function acceptSockets(server: FastifyInstance, app: App, access: Access, hosts: HostRule): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false })
  const serve = serveSockets(app.router, app.reportBug)

  server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { host, origin, cookie } = request.headers
    const path = URL.canParse(request.url ?? '', 'http://localhost') ? new URL(request.url ?? '', 'http://localhost').pathname : ''
    if (path !== '/rpc') return refuse(socket, '404 Not Found')
    if (!hosts.isAllowedHost(host) || !hosts.isAllowedOrigin(origin, host)) return refuse(socket, '403 Forbidden')
    if (!access.isSession(server.parseCookie(cookie ?? '')[sessionCookie])) return refuse(socket, '401 Unauthorized')
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      serve(accepted as unknown as WebSocket, { id: app.context.ids.uuid(), kind: 'window' })
    })
  })
  server.addHook('onClose', async () => {
    for (const client of sockets.clients) client.terminate()
    sockets.close()
  })
}
