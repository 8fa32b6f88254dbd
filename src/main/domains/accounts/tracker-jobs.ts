import { z } from 'zod'
import type { JobDefinition, JobOutcome, JobRun, Jobs } from '#main/kernel/jobs/job-definition.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { Service } from '#shared/contract/accounts.contract.ts'
import { AppError, isAbort, toldOf } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'
import { tokenOwner } from '#main/vendors/listenbrainz/listenbrainz.reads.ts'
import type { ListenbrainzAccess } from './account-access.ts'
import { findAccount, renameAccount, saveBackfill, savePollEnd, savePollState, saveProblem } from './accounts.repo.ts'
import { pollStateOf, storedBackfill } from './account-state.ts'
import { backfillAccount } from './backfill.ts'
import { backfillWaitMs } from './backfill.rules.ts'
import { readLoves } from './loves.ts'
import { pollAccount } from './poll.ts'
import type { Polled } from './poll.ts'
import { pollIntervalMs } from './poll.rules.ts'
import type { Depth } from './poll.rules.ts'
import { findAccess, sourceOf } from './trackers.ts'
import type { Trackers } from './trackers.ts'

/** A poll, a walk through the history and what is to be sent run beside each other; the gate of the service keeps the pace. */
const concurrency = 4
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const payload = z.object({ accountId: z.int() })
export type AccountJob = JobDefinition<z.infer<typeof payload>>
export type TrackerJobs = Readonly<Record<'poll' | 'backfill' | 'loves', Readonly<Record<Service, AccountJob>>>>

type Run = JobRun<z.infer<typeof payload>>

const gone = say`This account is not read any more.`
const keyless = say`The key of this account is missing. Put it in again under Settings.`

/** What a failed question means for a standing job: a limit of the service, an end until a person does something, or another time. */
function outcomeOf(error: unknown, now: number, waitMs: number): JobOutcome {
  if (!(error instanceof AppError)) throw error
  const until = error.data?.until
  if (error.code === 'rate-limited') return { kind: 'rate-limited', until: typeof until === 'number' ? until : now + minuteMs, why: error.told }
  if (error.code === 'unavailable') return { kind: 'again', at: now + waitMs, why: error.told }
  // A private profile may be opened again.
  if (error.code === 'permission') return { kind: 'again', at: now + hourMs, why: error.told }
  if (error.code === 'unauthorised' || error.code === 'not-found' || error.code === 'invalid-input') return { kind: 'skipped', why: error.told }
  throw error
}

function finish(trackers: Trackers, accountId: number, problem: Told | null): void {
  const { db, clock, events } = trackers.ctx
  savePollEnd(db, accountId, { at: clock.now(), problem })
  events.publishSoon({ type: 'accounts.changed' })
}

/** A token of the environment may come without the name it belongs to. */
async function nameAccount({ ctx: { db } }: Trackers, { client, token, account }: ListenbrainzAccess): Promise<void> {
  if (account.userName === '') account.userName = renameAccount(db, account.id, await tokenOwner(client, token))
}

/** One poll of an account and what it came to, told in its row. Rejects only when `signal` aborts or something unforeseen happens. */
export async function pollOnce(trackers: Trackers, accountId: number, signal: AbortSignal, least?: Depth): Promise<{ polled: Polled | null; error: AppError | null }> {
  const access = await findAccess(trackers, accountId)
  if (!access) {
    finish(trackers, accountId, keyless)
    return { polled: null, error: new AppError('unauthorised', keyless) }
  }
  try {
    if (access.service === 'listenbrainz') await nameAccount(trackers, access)
    const polled = await pollAccount(trackers, sourceOf(access), signal, least)
    finish(trackers, accountId, null)
    return { polled, error: null }
  } catch (error) {
    if (isAbort(error) || !(error instanceof AppError)) throw error
    finish(trackers, accountId, error.told)
    return { polled: null, error }
  }
}

async function runPoll(trackers: Trackers, { payload: { accountId }, signal }: Run): Promise<JobOutcome> {
  const { db, clock } = trackers.ctx
  const account = findAccount(db, accountId)
  if (account?.isPolled !== 1) return { kind: 'skipped', why: gone }
  const { polled, error } = await pollOnce(trackers, accountId, signal)
  const now = clock.now()
  const state = pollStateOf(findAccount(db, accountId) ?? account, now)
  const usualMs = trackers.settings().pollMinutes * minuteMs
  if (!polled) {
    const failures = state.failures + 1
    savePollState(db, accountId, JSON.stringify({ ...state, failures }))
    return outcomeOf(error, now, pollIntervalMs({ ...state, failures }, usualMs, false, now))
  }
  return { kind: 'again', at: polled.isFinished ? now + pollIntervalMs(state, usualMs, polled.isPlaying, now) : now }
}

async function runBackfill(trackers: Trackers, { payload: { accountId }, signal, progress }: Run): Promise<JobOutcome> {
  const { db, clock, events } = trackers.ctx
  const access = await findAccess(trackers, accountId)
  if (!access) return { kind: 'skipped', why: findAccount(db, accountId) ? keyless : gone }
  try {
    const { isDone, done, undated, unreadable } = await backfillAccount(trackers, sourceOf(access), { signal, progress })
    events.publishSoon({ type: 'accounts.changed' })
    return isDone ? { kind: 'done', result: { done, undated, unreadable } } : { kind: 'skipped', why: say`Reading the whole history is paused.` }
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error
    const backfill = storedBackfill(findAccount(db, accountId) ?? { backfillJson: null })
    const failures = (backfill?.failures ?? 0) + 1
    const outcome = outcomeOf(error, clock.now(), backfillWaitMs(failures))
    db.transaction(() => {
      if (backfill) saveBackfill(db, accountId, JSON.stringify({ ...backfill, failures, isPaused: backfill.isPaused || outcome.kind === 'skipped' }))
      saveProblem(db, accountId, toldOf(error))
    })
    events.publishSoon({ type: 'accounts.changed' })
    return outcome
  }
}

async function runLoves(trackers: Trackers, { payload: { accountId }, signal }: Run): Promise<JobOutcome> {
  const { clock } = trackers.ctx
  const access = await findAccess(trackers, accountId)
  if (access?.account.isPolled !== 1) return { kind: 'skipped', why: access ? gone : keyless }
  try {
    await readLoves(trackers, access, signal)
    return { kind: 'again', at: clock.now() + dayMs }
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error
    return outcomeOf(error, clock.now(), hourMs)
  }
}

export function defineTrackerJobs(trackers: Trackers): TrackerJobs {
  const both = (verb: string, run: (trackers: Trackers, job: Run) => Promise<JobOutcome>): Record<Service, AccountJob> => {
    const of = (service: Service): AccountJob => defineJob({ type: `accounts.${verb}.${service}`, lane: service, concurrency, payload, run: (job) => run(trackers, job) })
    return { lastfm: of('lastfm'), listenbrainz: of('listenbrainz') }
  }
  return { poll: both('poll', runPoll), backfill: both('backfill', runBackfill), loves: both('readLoves', runLoves) }
}

type Standing = { id: number; service: Service; userName: string }

/** How each kind of job of an account is found again in the queue. */
export function jobKey(kind: keyof TrackerJobs, accountId: number): string {
  return `accounts.${kind}:${accountId}`
}

/** Puts the job of an account in the queue, due at once; the one that waits there is renewed. */
export function enqueueFor(jobs: Pick<Jobs, 'enqueue'>, definitions: TrackerJobs, kind: keyof TrackerJobs, { id, service, userName }: Standing, options: { priority?: number; runAfter?: number } = {}): number {
  return jobs.enqueue(definitions[kind][service], { accountId: id }, { dedupeKey: jobKey(kind, id), subject: userName, ...options })
}
