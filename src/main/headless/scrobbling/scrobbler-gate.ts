import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ScrobblerClient } from '#main/domains/access/access.service.ts'
import type { App } from '#main/app.ts'
import { createRateLimit } from '../rate-limit.ts'
import type { RateLimit } from '../rate-limit.ts'

const wrongTokens = { most: 30, perMs: 15 * 60_000 }

/** What every way of scrobbling stands on. */
export type ScrobblerGate = {
  receiving: App['scrobbling']['receiving']
  access: App['scrobbling']['access']
  /** Whether an address has shown so many wrong tokens that it has to wait. */
  isSpent(request: FastifyRequest): boolean
  /** Counts a client that was not found. */
  admit(request: FastifyRequest, client: ScrobblerClient | undefined): ScrobblerClient | undefined
  countPlays(): Promise<number>
}

/** One for all protocols, so that trying another one does not help. */
export function createScrobblerGate({ scrobbling, context }: Pick<App, 'scrobbling' | 'context'>): ScrobblerGate {
  const wrong: RateLimit = createRateLimit({ ...wrongTokens, now: () => context.clock.now() })
  return {
    ...scrobbling,
    isSpent: (request) => wrong.isSpent(request.ip),
    admit: (request, found) => {
      if (!found) wrong.take(request.ip)
      return found
    },
  }
}

/** Scrobblers send forms and JSON under whatever type; each protocol reads the text itself. */
export function takeText(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
}

/** The parameters of a request: those of its address, and those of its form. */
export function paramsOf({ url, body }: FastifyRequest): URLSearchParams {
  const params = new URL(url, 'http://localhost').searchParams
  for (const [name, value] of new URLSearchParams(typeof body === 'string' ? body : '')) params.set(name, value)
  return params
}

/** Seconds as milliseconds; null for anything that is no positive number. */
export function msOf(seconds: string | undefined | null): number | null {
  const value = Number(seconds ?? Number.NaN) * 1000
  return value > 0 && Number.isFinite(value) ? Math.round(value) : null
}
