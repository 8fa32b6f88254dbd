import type { z } from 'zod'
import { createHttpClient } from '#main/kernel/http/http-client.ts'
import type { HttpDeps } from '#main/kernel/http/http-client.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { failureInAnswer } from './lastfm-failure.ts'
import { signatureOf } from './lastfm-signature.ts'

/** Last.fm's own addresses. */
export const lastfmAddress = 'https://ws.audioscrobbler.com/2.0/'
export const lastfmAuthAddress = 'https://www.last.fm/api/auth/'

/** What an application and a user are known by there. Without a secret nothing can be signed; without a session nothing can be written. */
export type LastfmKeys = { apiKey: string; secret?: string; session?: string }

/** Values of a call; undefined ones are left out. */
export type LastfmParams = Readonly<Record<string, string | number | undefined>>

/** A service that speaks the Last.fm API 2.0. Everything thrown is an `AppError` with the vendor's number in `data.error`, or an `AbortError`. */
export type LastfmClient = {
  /** An unsigned read. */
  get<Body>(method: string, params: LastfmParams, keys: LastfmKeys, schema: z.ZodType<Body>, signal?: AbortSignal): Promise<Body>
  /** A signed call; `unauthorised` without a secret. Sent once only unless it is repeatable; 11, 16 and 29 are repeated in any case. */
  post<Body>(method: string, params: LastfmParams, keys: LastfmKeys, schema: z.ZodType<Body>, options?: { isRepeatable?: boolean; signal?: AbortSignal }): Promise<Body>
}

/** `name` is what a person calls it; `baseUrl` any address that speaks API 2.0. */
export type LastfmOptions = { name: string; baseUrl: string; version: string; timeoutMs?: number }

/** The last folder of the address keeps its slash: without it servers redirect, and a redirected POST loses its body. */
function placeOf(baseUrl: string): { base: string; path: string } {
  const { origin, pathname } = new URL(baseUrl)
  const folders = pathname.split('/').filter(Boolean)
  const last = folders.pop()
  return { base: [origin, ...folders].join('/'), path: last === undefined ? '' : `${last}/` }
}

function plainParams(method: string, params: LastfmParams, keys: LastfmKeys): Record<string, string> {
  const given = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return { ...Object.fromEntries(given), method, api_key: keys.apiKey }
}

/** One client for each address, because the limits are kept in it. About one request a second, as the field agrees on. */
export function createLastfmClient({ name, baseUrl, version, timeoutMs = 30_000 }: LastfmOptions, deps: HttpDeps): LastfmClient {
  const { base, path } = placeOf(baseUrl)
  const http = createHttpClient(
    { name, baseUrl: base, userAgent: `Sillon/${version}`, timeoutMs, requestsPerSecond: 1.5, concurrency: 2, attempts: 3, maxBytes: 20_000_000, failureIn: failureInAnswer(name) },
    deps,
  )
  return {
    get: async (method, params, keys, schema, signal) => (await http.json({ path, query: { ...plainParams(method, params, keys), format: 'json' }, signal }, schema)).body,
    post: async (method, params, keys, schema, { isRepeatable = false, signal } = {}) => {
      if (!keys.secret) throw new AppError('unauthorised', say`${name} needs the shared secret of the API key for that. Put it in under Settings.`)
      const plain = { ...plainParams(method, params, keys), ...(keys.session && { sk: keys.session }) }
      const body = new URLSearchParams({ ...plain, api_sig: signatureOf(plain, keys.secret), format: 'json' })
      return (await http.json({ method: 'POST', path, body, isRepeatable, signal }, schema)).body
    },
  }
}
