import { AppError } from '#shared/errors.ts'
import type { ErrorCode } from '#shared/errors.ts'

/** Trying again unasked cannot help: the request is wrong, or a person has to do something first. */
const lasting: ReadonlySet<ErrorCode> = new Set(['invalid-input', 'not-found', 'conflict', 'permission', 'disk-full', 'database-damaged', 'database-newer', 'unsupported', 'unauthorised'])

const firstDelayMs = 5_000
const longestDelayMs = 60 * 60 * 1000
const unnamedPauseMs = 60_000

/** Whether a job that threw this may succeed by itself later. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof AppError && lasting.has(error.code))
}

/** How long a service asked to wait (UTC ms), when that is what was thrown. */
export function rateLimitOf(error: unknown, now: number): number | undefined {
  if (!(error instanceof AppError) || error.code !== 'rate-limited') return undefined
  const until = error.data?.until
  return typeof until === 'number' && until > now ? until : now + unnamedPauseMs
}

/** Waits 5 s, 20 s, 80 s and so on up to an hour, a quarter more or less so that many do not return at once. `chance` is in [0, 1). */
export function retryDelayMs(attempt: number, chance: number): number {
  return Math.round(Math.min(longestDelayMs, firstDelayMs * 4 ** (attempt - 1)) * (0.75 + chance / 2))
}
