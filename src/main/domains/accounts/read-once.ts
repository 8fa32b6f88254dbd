import type { Service } from '#shared/contract/accounts.contract.ts'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { AppError, isAbort } from '#shared/errors.ts'
import type { Told } from '#shared/messages/say.ts'
import { findAccount, saveProblem } from './accounts.repo.ts'
import { storedBackfill } from './account-state.ts'
import { backfillAccount } from './backfill.ts'
import { pollOnce } from './tracker-jobs.ts'
import { findAccess, sourceOf } from './trackers.ts'
import type { Trackers } from './trackers.ts'

/** What reading one account came to, as the command line tells it. */
export type PollReport = { id: number; service: Service; userName: string; added: number; attached: number; error: Told | null }

type Reading = { signal: AbortSignal; progress: (progress: JobProgress) => void }

async function readOn(trackers: Trackers, id: number, reading: Reading): Promise<{ added: number; attached: number; error: AppError | null }> {
  const { db } = trackers.ctx
  const backfill = storedBackfill(findAccount(db, id) ?? { backfillJson: null })
  const access = !backfill || backfill.isDone || backfill.isPaused ? undefined : await findAccess(trackers, id)
  const news = { added: 0, attached: 0 }
  if (!access) return { ...news, error: null }
  const count = (page: { added: number; attached: number }): void => {
    news.added += page.added
    news.attached += page.attached
  }
  try {
    await backfillAccount(trackers, sourceOf(access), { ...reading, onPage: count })
    return { ...news, error: null }
  } catch (error) {
    if (isAbort(error) || !(error instanceof AppError)) throw error
    saveProblem(db, id, error.told)
    return { ...news, error }
  }
}

/** Polls an account now, and reads on in a whole history that was begun. */
export async function readOnce(trackers: Trackers, id: number, reading: Reading): Promise<PollReport> {
  const { polled, error } = await pollOnce(trackers, id, reading.signal, 'fortnight')
  const rest = error ? { added: 0, attached: 0, error } : await readOn(trackers, id, reading)
  const account = findAccount(trackers.ctx.db, id)
  return {
    id, service: account?.service ?? 'lastfm', userName: account?.userName ?? '', added: (polled?.added ?? 0) + rest.added, attached: (polled?.attached ?? 0) + rest.attached,
    error: rest.error?.told ?? null,
  }
}
