import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { HostRule } from './host-rule.ts'
import { createRateLimit } from './rate-limit.ts'
import type { Sessions } from './sessions.ts'
import { signInPage, signInPolicy } from './sign-in-page.ts'
import type { Refusal } from './sign-in-page.ts'

const wrongPasswords = { most: 10, perMs: 15 * 60_000 }

/** What signing in needs to know. */
export type SignInOptions = { app: Pick<App, 'hasPassword' | 'verifyPassword' | 'context'>; sessions: Sessions; hosts: HostRule }

/** How a browser gets its session, and how the rest of the server recognises it. */
export type SignIn = {
  /** Adds `POST /session`, which takes the password. */
  addRoutes(server: FastifyInstance): void
  /** Lets a request with a session pass, turns the one-time token into one, and answers anything else with the page. */
  require(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>
  isSignedIn(cookies: Readonly<Record<string, string | undefined>>, port: number | undefined): boolean
}

/** Cookies know no ports, so two hosts on one computer need two names. */
function cookieName(port: number | undefined): string {
  return `sillon_session_${port ?? 0}`
}

/** Signing in by the one-time token of the printed address, or by the password where one is set. */
export function createSignIn({ app, sessions, hosts }: SignInOptions): SignIn {
  const wrong = createRateLimit({ ...wrongPasswords, now: () => app.context.clock.now() })
  // Comparing is slow on purpose; one at a time, so that many attempts do not keep the computer busy.
  let turn: Promise<unknown> = Promise.resolve()

  function isRight(password: string): Promise<boolean> {
    const result = turn.then(() => app.verifyPassword(password))
    turn = result.catch(() => undefined)
    return result
  }

  function admit(request: FastifyRequest, reply: FastifyReply, session: string): FastifyReply {
    const secure = request.headers.origin?.startsWith('https:') ?? false
    return reply.setCookie(cookieName(request.socket.localPort), session, { httpOnly: true, sameSite: 'strict', path: '/', secure }).redirect('/', 303)
  }

  async function showPage(request: FastifyRequest, reply: FastifyReply, status: number, refusal: Refusal): Promise<FastifyReply> {
    const page = signInPage({ asksPassword: await app.hasPassword(), refusal, acceptLanguage: request.headers['accept-language'] })
    return reply.code(status).headers({ 'content-security-policy': signInPolicy, 'cache-control': 'no-store' }).type('text/html; charset=utf-8').send(page)
  }

  const isSignedIn: SignIn['isSignedIn'] = (cookies, port) => sessions.isOpen(cookies[cookieName(port)])

  return {
    isSignedIn,
    require: async (request, reply) => {
      const { token } = request.query as { token?: unknown }
      if (isSignedIn(request.cookies, request.socket.localPort)) return token === undefined ? undefined : reply.redirect('/', 303)
      const session = typeof token === 'string' ? sessions.exchange(token) : null
      if (session) return admit(request, reply, session)
      return showPage(request, reply, 401, token === undefined ? 'none' : 'used-address')
    },
    addRoutes: (server) => {
      server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 8 * 1024 }, (_request, body, done) => done(null, body))
      server.post('/session', async (request, reply) => {
        if (!hosts.isAllowedOrigin(request.headers.origin, request.headers.host)) return reply.code(403).type('text/plain').send('This form was sent from another page.')
        if (wrong.isSpent(request.ip)) return showPage(request, reply.header('retry-after', wrongPasswords.perMs / 1000), 429, 'too-many')
        const password = new URLSearchParams(typeof request.body === 'string' ? request.body : '').get('password') ?? ''
        if (await isRight(password)) return admit(request, reply, sessions.open())
        wrong.take(request.ip)
        return showPage(request, reply, 401, 'wrong-password')
      })
    },
  }
}
