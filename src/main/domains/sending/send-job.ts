import { z } from 'zod'
import type { AppContext } from '#main/context.ts'
import type { JobDefinition, JobOutcome, JobRun } from '#main/kernel/jobs/job-definition.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { Service } from '#shared/contract/accounts.contract.ts'
import { AppError, isAbort } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Access, Accounts } from '../accounts/accounts.service.ts'
import { sendNext } from './send-queued.ts'
import { senderOf } from './sender.ts'
import { listQueued } from './sendings.repo.ts'

const concurrency = 4
const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Last.fm: the session is not good any more. */
const sessionError = 9

const payload = z.object({ accountId: z.int() })
export type SendJob = JobDefinition<z.infer<typeof payload>>
export type SendJobs = Readonly<Record<Service, SendJob>>

type SendContext = Pick<AppContext, 'db' | 'events' | 'clock'>
type Run = JobRun<z.infer<typeof payload>>

/** Twice as long after each attempt, up to an hour. */
function waitMs({ db }: SendContext, accountId: number): number {
  const attempts = listQueued(db, accountId, 1)[0]?.attempts ?? 0
  return Math.min(hourMs, (minuteMs / 2) * 2 ** Math.min(attempts, 10))
}

async function outcomeOf(ctx: SendContext, accounts: Accounts, access: Access, error: unknown): Promise<JobOutcome> {
  if (!(error instanceof AppError)) throw error
  const now = ctx.clock.now()
  const { id } = access.account
  const { until, error: number } = error.data ?? {}
  if (error.code === 'rate-limited') return { kind: 'rate-limited', until: typeof until === 'number' ? until : now + minuteMs, why: error.told }
  accounts.tellProblem(id, error.told)
  if (number === sessionError && access.service === 'lastfm') {
    await accounts.forgetSession(id)
    return { kind: 'skipped', why: error.told }
  }
  if (error.code === 'unavailable') return { kind: 'again', at: now + waitMs(ctx, id), why: error.told }
  // A key that is refused may be put right; nothing is lost meanwhile.
  if (error.code === 'unauthorised' || error.code === 'permission') return { kind: 'again', at: now + hourMs, why: error.told }
  throw error
}

async function run(ctx: SendContext, accounts: Accounts, { payload: { accountId }, signal }: Run): Promise<JobOutcome> {
  const access = await accounts.accessOf(accountId)
  if (access?.account.isSentTo !== 1) return { kind: 'skipped', why: say`Nothing is sent to this account any more.` }
  const sender = senderOf(access)
  if (!sender) return { kind: 'skipped', why: say`Sign in at Last.fm under Settings; what waits is sent then.` }
  try {
    while (await sendNext(ctx, accountId, sender, signal)) ctx.events.publishSoon({ type: 'accounts.changed' })
    return { kind: 'done' }
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error
    return await outcomeOf(ctx, accounts, access, error)
  }
}

export function defineSendJobs(ctx: SendContext, accounts: Accounts): SendJobs {
  const of = (service: Service): SendJob => defineJob({ type: `sending.send.${service}`, lane: service, concurrency, payload, run: (job) => run(ctx, accounts, job) })
  return { lastfm: of('lastfm'), listenbrainz: of('listenbrainz') }
}

/** How the job of an account is found again in the queue. */
export function sendJobKey(accountId: number): string {
  return `sending.send:${accountId}`
}
