import { extname, join, sep } from 'node:path'
import fastifyCookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { createChannelServer } from '#shared/rpc/server.ts'
import type { App } from '../app.ts'
import type { HostRule } from './host-rule.ts'
import { sendMedia } from './media-route.ts'
import { addRestRoutes } from './rest-routes.ts'
import { addAudioscrobblerRoutes, handshakeOr } from './scrobbling/audioscrobbler-routes.ts'
import { addLastfmRoutes } from './scrobbling/lastfm-routes.ts'
import { addListenbrainzRoutes } from './scrobbling/listenbrainz-routes.ts'
import { createScrobblerGate } from './scrobbling/scrobbler-gate.ts'
import { securityHeaders } from './security-headers.ts'
import type { Sessions } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'
import { acceptSockets } from './sockets.ts'
import { addUploadRoute } from './upload-route.ts'

/** What the headless host serves and on which terms. */
export type ServerOptions = {
  app: App
  sessions: Sessions
  hosts: HostRule
  /** The built pages. */
  renderer: string
}

function pathOf(url: string | undefined): string {
  return URL.canParse(url ?? '', 'http://localhost') ? new URL(url ?? '', 'http://localhost').pathname : ''
}

async function addPages(server: FastifyInstance, renderer: string): Promise<void> {
  const named = join(renderer, 'assets') + sep
  await server.register(fastifyStatic, {
    root: renderer,
    cacheControl: false,
    // Assets are named by their content; the page itself is asked for again each time.
    setHeaders: (reply, path) => void reply.header('cache-control', path.startsWith(named) ? 'private, max-age=31536000, immutable' : 'private, no-cache'),
  })
  // Any address inside the app is the one page; a file that is not there is not.
  server.setNotFoundHandler((request, reply) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && extname(pathOf(request.url)) === ''
    return isPage ? reply.sendFile('index.html') : reply.code(404).type('text/plain').send('There is nothing here.')
  })
}

function serveSockets(server: FastifyInstance, { app, hosts }: ServerOptions, signIn: SignIn): void {
  const serve = createChannelServer(app.router, app.reportBug)
  const close = acceptSockets(
    server.server,
    ({ url, headers, socket }) => {
      if (pathOf(url) !== '/rpc') return '404 Not Found'
      if (!hosts.isAllowedOrigin(headers.origin, headers.host)) return '403 Forbidden'
      return signIn.isSignedIn(server.parseCookie(headers.cookie ?? ''), socket.localPort) ? null : '401 Unauthorized'
    },
    (channel) => serve(channel, { id: app.context.ids.uuid(), kind: 'window' }),
  )
  server.addHook('preClose', async () => close())
}

/** Builds the server; listening is the caller's. Closing it cuts off whoever is still connected. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { app, hosts, renderer } = options
  const server = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 64 * 1024, rewriteUrl: ({ url = '/' }) => handshakeOr(url) })
  const signIn = createSignIn(options)
  await server.register(fastifyCookie)

  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    if (hosts.isAllowedHost(request.headers.host)) return undefined
    return reply.code(421).type('text/plain').send('This server does not answer to that name. SILLON_ALLOWED_HOSTS lists the names it answers to behind a proxy.')
  })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status < 500) return reply.code(status).type('text/plain').send('That request was not understood.')
    return reply.code(500).type('text/plain').send(`Something went wrong that should not have. The log has the details under ${app.reportBug(error)}.`)
  })

  server.get('/health', async () => ({ status: 'ok' }))
  signIn.addRoutes(server)
  await server.register(async (scope) => addRestRoutes(scope, app))
  const gate = createScrobblerGate(app)
  await server.register(async (scope) => addListenbrainzRoutes(scope, gate))
  await server.register(async (scope) => addLastfmRoutes(scope, gate))
  await server.register(async (scope) => addAudioscrobblerRoutes(scope, gate, () => app.context.clock.now()))
  await server.register(async (scope) => {
    scope.addHook('onRequest', signIn.require)
    scope.get('/media/*', (request, reply) => sendMedia(app.media, request, reply))
    addUploadRoute(scope, app, hosts)
    await addPages(scope, renderer)
  })
  serveSockets(server, options, signIn)
  return server
}
