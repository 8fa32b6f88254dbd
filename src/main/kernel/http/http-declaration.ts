import type { Failure } from './http-errors.ts'

/** One outside service: where it is, and how it wants to be treated. */
export type HttpDeclaration = {
  /** As a person knows it: `Last.fm`. */
  name: string
  /** With or without a trailing slash. */
  baseUrl: string
  userAgent: string
  /** For one attempt, from connecting to the last byte. */
  timeoutMs: number
  /** How many requests may begin in a second; 0.5 = one every two seconds. */
  requestsPerSecond: number
  /** How many may be open at once. */
  concurrency: number
  /** Attempts in all for what may pass by itself. */
  attempts: number
  /** The largest answer that is read, after decompression. */
  maxBytes: number
  /**
   * For a service that tells its failures in the body, whatever the status: what an answer means as one, or undefined
   * to go by its status. `now` in UTC ms.
   */
  failureIn?: (response: HttpResponse<Buffer>, now: number) => Failure | undefined
}

/** One request. Secrets go in headers or query; neither is ever logged or put in an error. */
export type HttpRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  /** Joined to the base; begins without a slash. */
  path: string
  /** Undefined values are left out. */
  query?: Readonly<Record<string, string | number | boolean | undefined>>
  headers?: Readonly<Record<string, string>>
  /** A form, or anything JSON can hold. */
  body?: URLSearchParams | Readonly<Record<string, unknown>> | readonly unknown[]
  /** Whether sending it twice does no harm; true for every method but POST. A 429 is repeated in any case. */
  isRepeatable?: boolean
  /** Statuses besides 2xx whose answer the caller wants to read itself. */
  accepts?: readonly number[]
  signal?: AbortSignal | undefined
}

/** An answer. Header names are in lower case. */
export type HttpResponse<Body> = { status: number; headers: Readonly<Record<string, string>>; body: Body }

/** Real time and chance, so that tests own them. */
export type Pace = {
  now(): number
  /** Rejects with an AbortError when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** In [0, 1). */
  chance(): number
}
