import { Agent as PlainAgent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { create } from 'axios'
import type { AxiosResponse } from 'axios'
import type { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Log } from '../log.ts'
import { abortError } from '../workers/worker-protocol.ts'
import { createGate } from './gate.ts'
import { failureOfConnection, failureOfSize, failureOfStatus, failureOfTimeout, unreadableError } from './http-errors.ts'
import type { Failure } from './http-errors.ts'
import type { HttpDeclaration, HttpRequest, HttpResponse, Pace } from './http-declaration.ts'

/** Requests to one service. Everything they throw is an {@link AppError} without secrets, or an AbortError. */
export type HttpClient = {
  /** An answer in JSON that fits the schema; `unavailable` for anything else, a web page included. */
  json<Body>(request: HttpRequest, schema: z.ZodType<Body>): Promise<HttpResponse<Body>>
  text(request: HttpRequest): Promise<HttpResponse<string>>
  bytes(request: HttpRequest): Promise<HttpResponse<Buffer>>
}

/** What a client stands on. `environment` names proxies as usual: HTTP_PROXY, HTTPS_PROXY, NO_PROXY. */
export type HttpDeps = { log: Log; environment: Readonly<Record<string, string | undefined>>; pace?: Pace }

/** A longer pause is not sat out: it is `rate-limited` with `until` (UTC ms) in its data, for the job's lane to keep. */
const longestPauseMs = 60_000
const firstDelayMs = 500
const longestDelayMs = 20_000
const mostRedirects = 5

const realPace: Pace = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal })
    } catch {
      throw abortError()
    }
  },
  chance: () => Math.random(),
}

/** The client of one declared service; one per service, because the limits are kept in it. */
export function createHttpClient(declaration: HttpDeclaration, { log, environment, pace = realPace }: HttpDeps): HttpClient {
  const { name, timeoutMs, maxBytes, attempts } = declaration
  const base = declaration.baseUrl.replace(/\/+$/, '')
  const gate = createGate(declaration, pace)
  const agentOptions = { keepAlive: true, proxyEnv: environment }
  const http = create({
    headers: { 'User-Agent': declaration.userAgent },
    responseType: 'arraybuffer',
    maxContentLength: maxBytes,
    maxRedirects: mostRedirects,
    beforeRedirect: refuseDowngrade,
    validateStatus: () => true,
    transformResponse: (data: unknown) => data,
    // Node's agents speak to the proxies of `proxyEnv` themselves, tunnels for HTTPS included; axios leaves it to them.
    httpAgent: new PlainAgent(agentOptions),
    httpsAgent: new SecureAgent(agentOptions),
  })

  async function attempt(request: HttpRequest): Promise<HttpResponse<Buffer> | Failure> {
    const timeout = AbortSignal.timeout(timeoutMs)
    const began = pace.now()
    try {
      const response: AxiosResponse<Buffer> = await http.request({
        url: request.path === '' ? base : `${base}/${request.path}`,
        method: request.method ?? 'GET',
        ...(request.query && { params: request.query }),
        headers: { Accept: 'application/json', ...request.headers },
        ...(request.body && { data: request.body }),
        signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      })
      const headers = headersOf(response)
      log.debug('request answered', { service: name, path: request.path, status: response.status, ms: pace.now() - began })
      const answer = { status: response.status, headers, body: response.data }
      const told = declaration.failureIn?.(answer, pace.now())
      if (told) return told
      const isWanted = (response.status >= 200 && response.status < 300) || request.accepts?.includes(response.status)
      return isWanted ? answer : failureOfStatus(name, response.status, headers, pace.now())
    } catch (error) {
      if (request.signal?.aborted) throw abortError()
      if (timeout.aborted) return failureOfTimeout(name, timeoutMs)
      if (error instanceof Error && error.message.includes('maxContentLength')) return failureOfSize(name, maxBytes)
      return failureOfConnection(name, error)
    }
  }

  async function send(request: HttpRequest): Promise<HttpResponse<Buffer>> {
    const isRepeatable = request.isRepeatable ?? request.method !== 'POST'
    for (let count = 1; ; count += 1) {
      const leave = await gate.enter(request.signal)
      const outcome = await attempt(request).finally(leave)
      if ('body' in outcome) return outcome

      const waitMs = outcome.retryAfterMs ?? delayMs(count, pace.chance())
      const until = pace.now() + waitMs
      const isLimited = outcome.error.code === 'rate-limited'
      if (isLimited || outcome.retryAfterMs !== undefined) gate.holdUntil(Math.min(until, pace.now() + longestPauseMs))
      if (waitMs > longestPauseMs || (isLimited && count >= attempts)) throw limited(name, until, outcome.error)
      if (count >= attempts || !outcome.mayPass || !(isRepeatable || outcome.wasRefused)) throw outcome.error
      log.info('request is tried again', { service: name, path: request.path, attempt: count, waitMs, reason: outcome.error.message })
      await pace.sleep(waitMs, request.signal)
    }
  }

  return {
    bytes: send,
    text: async (request) => {
      const response = await send(request)
      return { ...response, body: response.body.toString('utf8') }
    },
    json: async (request, schema) => {
      const response = await send(request)
      return { ...response, body: parseJson(name, response, schema) }
    },
  }
}

/** Tokens must not leave an encrypted connection because a server says so. */
function refuseDowngrade(options: Record<string, unknown>, { headers: _headers }: { headers: Record<string, string> }, request?: { url?: string }): void {
  if (options.protocol === 'http:' && request?.url?.startsWith('https:')) throw Object.assign(new Error('redirected from https to http'), { code: 'ERR_FR_DOWNGRADE' })
}

function headersOf(response: AxiosResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).map(([header, value]) => [header.toLowerCase(), String(value)]))
}

/** Half a second, one, two and so on up to 20 s, a quarter more or less. */
function delayMs(attempt: number, chance: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1)) * (0.75 + chance / 2)
}

function limited(name: string, until: number, cause: AppError): AppError {
  return new AppError('rate-limited', say`${name} asks to wait until ${new Date(until).toISOString().slice(11, 16)} UTC. What waits for it goes on by itself then.`, { data: { ...cause.data, until } })
}

function parseJson<Body>(name: string, { headers, body }: HttpResponse<Buffer>, schema: z.ZodType<Body>): Body {
  if (/\bhtml\b/i.test(headers['content-type'] ?? '')) throw unreadableError(name, say`a web page instead of data`)
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw unreadableError(name, say`something that is not JSON`)
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw unreadableError(name, say`data this version of Sillon does not understand (at ${parsed.error.issues[0]?.path.join('.') || '/'})`)
  return parsed.data
}
