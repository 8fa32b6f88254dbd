import type { HttpResponse } from '#main/kernel/http/http-declaration.ts'
import { failureOfStatus } from '#main/kernel/http/http-errors.ts'
import type { Failure } from '#main/kernel/http/http-errors.ts'

/** A wait ListenBrainz cannot mean. */
const longestResetMs = 60 * 60_000

/** ListenBrainz names the end of a 429 in `X-RateLimit-Reset-In` (seconds) rather than in `Retry-After`. */
export function failureInAnswer(name: string): (response: HttpResponse<Buffer>, now: number) => Failure | undefined {
  return ({ status, headers }, now) => {
    if (status !== 429) return undefined
    const failure = failureOfStatus(name, status, headers, now)
    const resetMs = Number(headers['x-ratelimit-reset-in']) * 1000
    return failure.retryAfterMs !== undefined || !(resetMs >= 0) ? failure : { ...failure, retryAfterMs: Math.min(resetMs, longestResetMs) }
  }
}
