import { AppError } from '#shared/errors.ts'
import type { Told } from '#shared/messages/say.ts'
import { say } from '#shared/messages/say.ts'
import { codeOf } from '../db/sqlite-errors.ts'
import { maskText } from '../mask-secrets.ts'

/** A failed attempt: the error to show if it stays the last, and whether another attempt may succeed. */
export type Failure = {
  error: AppError
  mayPass: boolean
  /** The service refused before doing anything, so that even a POST may be sent again. */
  wasRefused: boolean
  /** How long the service asked to wait. */
  retryAfterMs?: number
}

const passingStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Reads `Retry-After`: seconds, or an HTTP date. Undefined when it says nothing usable. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  const trimmed = value.trim()
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1_000
  const date = Date.parse(trimmed)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

function ofStatus(name: string, status: number): AppError {
  const data = { service: name, status }
  if (status === 401 || status === 403) return new AppError('unauthorised', say`${name} refused the token or password. Nothing was changed. Connect ${name} again under Settings.`, { data })
  if (status === 404 || status === 410) return new AppError('not-found', say`${name} does not know what was asked for.`, { data })
  if (status === 429) return new AppError('rate-limited', say`${name} asks to wait before the next request.`, { data })
  if (status >= 500 || passingStatuses.has(status)) return new AppError('unavailable', say`${name} cannot answer now (${status}). It is tried again later.`, { data })
  if (status >= 300 && status < 400) return new AppError('unavailable', say`${name} sent the request elsewhere, where it was not followed (${status}).`, { data })
  return new AppError('invalid-input', say`${name} did not accept the request (${status}).`, { data })
}

/** What an answer with an error status means. */
export function failureOfStatus(name: string, status: number, headers: Readonly<Record<string, string>>, now: number): Failure {
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now)
  return { error: ofStatus(name, status), mayPass: passingStatuses.has(status), wasRefused: status === 429, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

const sentences: readonly [RegExp, (name: string) => Told][] = [
  [/^ENOTFOUND$|^EAI_AGAIN$|^ENETUNREACH$|^ENETDOWN$/, (name) => say`${name} could not be found. Is this computer online?`],
  [/^ECONNREFUSED$|^EHOSTUNREACH$/, (name) => say`${name} does not accept connections now.`],
  [/CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO/, (name) => say`The connection to ${name} is not safe: its certificate is not valid. Nothing was sent.`],
  [/^ERR_FR_/, (name) => say`${name} sent the request elsewhere too often, or to an address that is not safe.`],
]

/** What a connection that failed means. The original error is not kept: it holds the request with its secrets. */
export function failureOfConnection(name: string, thrown: unknown): Failure {
  const code = codeOf(thrown) ?? 'UNKNOWN'
  const reason = maskText(thrown instanceof Error ? thrown.message : String(thrown))
  const found = sentences.find(([pattern]) => pattern.test(code))
  const told = found?.[1](name) ?? say`The connection to ${name} broke off. It is tried again later.`
  // An answer that ends in the middle is ERR_BAD_RESPONSE.
  const isLasting = /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO|^ERR_/.test(code) && code !== 'ERR_NETWORK' && code !== 'ERR_BAD_RESPONSE'
  return { error: new AppError('unavailable', told, { data: { service: name, reason: code }, cause: Object.assign(new Error(reason), { code }) }), mayPass: !isLasting, wasRefused: code === 'ECONNREFUSED' }
}

/** A request that took longer than its service is given. */
export function failureOfTimeout(name: string, timeoutMs: number): Failure {
  return { error: new AppError('unavailable', say`${name} did not answer within ${Math.round(timeoutMs / 1_000)} seconds.`, { data: { service: name, reason: 'timeout' } }), mayPass: true, wasRefused: false }
}

/** An answer that is larger than it may be. */
export function failureOfSize(name: string, maxBytes: number): Failure {
  return { error: new AppError('unavailable', say`${name} answered with more than ${Math.round(maxBytes / 1e6)} MB, which was not read.`, { data: { service: name, reason: 'too-large' } }), mayPass: false, wasRefused: false }
}

/** An answer that is not what the service promises: a web page of a portal, or broken JSON. */
export function unreadableError(name: string, what: Told): AppError {
  return new AppError('unavailable', say`${name} answered with ${what}. A network that asks to sign in does that, or the address in Settings is not right.`, { data: { service: name, reason: 'unreadable' } })
}
