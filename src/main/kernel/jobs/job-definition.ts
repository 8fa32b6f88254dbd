import type { z } from 'zod'
import type { JobProgress, JobState } from '#shared/contract/jobs.contract.ts'
import type { Told } from '#shared/messages/say.ts'
import type { Log } from '../log.ts'

/** What a run came to. A failure is thrown, not returned. */
export type JobOutcome =
  | { kind: 'done'; result?: unknown }
  /** There was nothing to do, and that is no error: a source is switched off, the row is gone. */
  | { kind: 'skipped'; why: Told }
  /** Try again after so many milliseconds; counts as an attempt. */
  | { kind: 'retry'; afterMs: number; why: Told }
  /** The lane waits until then (UTC ms); does not count as an attempt. */
  | { kind: 'rate-limited'; until: number; why: Told }
  /** A standing job: the same row runs again at that time (UTC ms), and this run counts as no attempt. `why` = what did not work this time. */
  | { kind: 'again'; at: number; why?: Told }

/** What a running job is given. It must stop soon after `signal` aborts, leaving what it did consistent. */
export type JobRun<Payload> = {
  id: number
  payload: Payload
  attempt: number
  signal: AbortSignal
  log: Log
  /** Shown to the person, at most ten times a second; costs nothing otherwise. The row keeps the last one. */
  progress(progress: JobProgress): void
}

/**
 * A kind of durable job. Runs are idempotent: a kill at any moment returns the row to `queued` on the next start.
 * The payload holds ids, not data.
 */
export type JobDefinition<Payload> = {
  /** `<domain>.<verb>`: `library.scan`. */
  type: string
  /** Jobs of a lane run one at a time unless `concurrency` says otherwise; vendors have lanes of their own. */
  lane: string
  /** How many jobs the lane runs at once, 1 unless given; the largest of its definitions counts. */
  concurrency?: number
  payload: z.ZodType<Payload>
  /** Attempts before `failed`, 5 unless given. */
  maxAttempts?: number
  run(job: JobRun<Payload>): Promise<JobOutcome>
}

/** Keeps inference of the payload type. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition
}

/** How a job is enqueued. */
export type EnqueueOptions = {
  /** What it is about, for a person. */
  subject?: string
  /** While a job with this key waits or runs, enqueueing returns that one; a waiting one starts afresh. */
  dedupeKey?: string
  /** UTC ms. */
  runAfter?: number
  /** Higher runs first. */
  priority?: number
}

/** How a job ended. `told` is what went wrong or why it was skipped; `errorMessage` is its English. */
export type JobEnd = { state: JobState; result: unknown; errorCode: string | null; errorMessage: string | null; told: Told | null }

/** The durable queue as services see it. */
export type Jobs = {
  /** Writes the row; call it inside the transaction that writes the data it belongs to. Returns the job's id. */
  enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload, options?: EnqueueOptions): number
  /** Resolves when the job has ended; rejects with an AbortError when the signal aborts or the queue stops. */
  wait(id: number, signal?: AbortSignal): Promise<JobEnd>
  /** Takes a waiting job back, or asks a running one to stop. False when it has ended already. */
  cancel(id: number): boolean
  /** Runs an ended job again, or a waiting one now. Returns its id, or that of the job that does the same already. */
  retry(id: number): number
}
