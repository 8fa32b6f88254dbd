import { z } from 'zod'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { AppError, isAbort, messageOf, toldOf } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { mapSqliteError } from '../db/sqlite-errors.ts'
import type { Log } from '../log.ts'
import type { JobDefinition, JobOutcome } from './job-definition.ts'
import type { JobRow, RowChange } from './job-rows.ts'
import { mayPass, rateLimitOf, retryDelayMs } from './retry-policy.ts'

/** What a run came to, its failure included. */
export type RunEnd = JobOutcome | { kind: 'threw'; error: unknown }

/** Why a run was asked to stop: the person cancelled it, or the app is ending. */
export type StopReason = 'cancel' | 'stop'

/** What the queue does next with the row, and with its lane when `pausedUntil` is given. */
export type Verdict = { change: RowChange; pausedUntil?: number }

/** Runs a job's definition on its checked payload. Never rejects. */
export async function runJob(row: JobRow, definition: JobDefinition<unknown>, signal: AbortSignal, log: Log, onProgress: (progress: JobProgress) => void): Promise<RunEnd> {
  try {
    const payload = definition.payload.safeParse(JSON.parse(row.payloadJson))
    if (!payload.success) throw new AppError('invalid-input', say`This job cannot be understood: ${z.prettifyError(payload.error)}`)
    return await definition.run({ id: row.id, payload: payload.data, attempt: row.attempts, signal, log, progress: onProgress })
  } catch (error) {
    return { kind: 'threw', error }
  }
}

function failed(row: JobRow, error: unknown, now: number): Verdict {
  const code = error instanceof AppError ? error.code : isAbort(error) ? 'unavailable' : 'bug'
  const isLast = row.attempts >= row.maxAttempts || !mayPass(error)
  const told = code === 'bug' ? say`Something unforeseen went wrong (${messageOf(error)}). The log tells more under job ${String(row.id)}.` : isAbort(error) ? say`The work was given up before its end.` : toldOf(error)
  const why = { errorCode: code, told }
  return { change: isLast ? { state: 'failed', endedAt: now, ...why } : { state: 'queued', ...why } }
}

/** Decides what a run's end means. Pure; `chance` in [0, 1) spreads retries. */
export function judge(row: JobRow, end: RunEnd, asked: StopReason | undefined, now: number, chance: number): Verdict {
  if (end.kind === 'done') return { change: { state: 'done', endedAt: now, result: end.result } }
  if (end.kind === 'skipped') return { change: { state: 'skipped', endedAt: now, told: end.why } }
  // The signal was aborted, so whatever else was thrown or returned is its consequence.
  if (asked === 'cancel') return { change: { state: 'cancelled', endedAt: now } }
  if (asked === 'stop') return { change: { state: 'queued', attempts: -1 } }
  if (end.kind === 'rate-limited') return { change: { state: 'queued', attempts: -1, errorCode: 'rate-limited', told: end.why }, pausedUntil: end.until }
  if (end.kind === 'again') return { change: { state: 'queued', attempts: -1, runAfter: end.at, ...(end.why && { errorCode: 'unavailable', told: end.why }) } }
  if (end.kind === 'retry') {
    const why = { errorCode: 'unavailable', told: end.why }
    return { change: row.attempts >= row.maxAttempts ? { state: 'failed', endedAt: now, ...why } : { state: 'queued', runAfter: now + end.afterMs, ...why } }
  }
  const error = mapSqliteError(end.error, say`the library`)
  const limitedUntil = rateLimitOf(error, now)
  if (limitedUntil !== undefined) return { change: { state: 'queued', attempts: -1, errorCode: 'rate-limited', told: toldOf(error) }, pausedUntil: limitedUntil }
  const verdict = failed(row, error, now)
  return verdict.change.state === 'queued' ? { change: { ...verdict.change, runAfter: now + retryDelayMs(row.attempts, chance) } } : verdict
}
