import type { z } from 'zod'
import { createHttpClient } from '#main/kernel/http/http-client.ts'
import type { HttpDeps } from '#main/kernel/http/http-client.ts'
import { failureInAnswer } from './listenbrainz-failure.ts'

/** ListenBrainz' own address. */
export const listenbrainzAddress = 'https://api.listenbrainz.org'

/** A service that speaks the ListenBrainz API. Everything thrown is an `AppError` or an `AbortError`. */
export type ListenbrainzClient = {
  /** `path` begins after `/1/`. */
  get<Body>(path: string, query: Readonly<Record<string, string | number | boolean | undefined>>, token: string, schema: z.ZodType<Body>, signal?: AbortSignal): Promise<Body>
  /** Sent once only unless it is repeatable; a 429 is repeated in any case. */
  post<Body>(path: string, body: Readonly<Record<string, unknown>>, token: string, schema: z.ZodType<Body>, options?: { isRepeatable?: boolean; signal?: AbortSignal }): Promise<Body>
}

/** `name` is what a person calls it; `baseUrl` stands before `/1`, and may carry it. */
export type ListenbrainzOptions = { name: string; baseUrl: string; version: string; timeoutMs?: number }

/** One client for each address, because the limits are kept in it. */
export function createListenbrainzClient({ name, baseUrl, version, timeoutMs = 30_000 }: ListenbrainzOptions, deps: HttpDeps): ListenbrainzClient {
  const root = baseUrl.replace(/\/+$/, '').replace(/\/1$/, '')
  const http = createHttpClient(
    { name, baseUrl: `${root}/1`, userAgent: `Sillon/${version}`, timeoutMs, requestsPerSecond: 2, concurrency: 2, attempts: 3, maxBytes: 20_000_000, failureIn: failureInAnswer(name) },
    deps,
  )
  const headersOf = (token: string): Record<string, string> => (token === '' ? {} : { Authorization: `Token ${token}` })
  return {
    get: async (path, query, token, schema, signal) => (await http.json({ path, query, headers: headersOf(token), signal }, schema)).body,
    post: async (path, body, token, schema, { isRepeatable = false, signal } = {}) => (await http.json({ method: 'POST', path, body, headers: headersOf(token), isRepeatable, signal }, schema)).body,
  }
}
