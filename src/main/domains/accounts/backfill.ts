import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { isAppError } from '#shared/errors.ts'
import { findAccount, saveBackfill } from './accounts.repo.ts'
import { storedBackfill } from './account-state.ts'
import { beginBackfill } from './backfill.rules.ts'
import type { Backfill } from './backfill.rules.ts'
import type { HistoryPage, HistorySource } from './history-source.ts'
import { recordPage } from './record-page.ts'
import type { Ordinals, RecordedPage } from './record-page.ts'
import { announcePlays } from './trackers.ts'
import type { Trackers } from './trackers.ts'
import { advanced, shrunk } from './walk.rules.ts'

/** What is left of an hour is better told than guessed: the rate of this run so far. */
export function backfillProgress({ done, total, reachedAt }: Backfill, read: number, elapsedMs: number): JobProgress {
  const ratePerSecond = elapsedMs > 0 && read > 0 ? (read * 1000) / elapsedMs : null
  const remainingMs = ratePerSecond === null || total === null ? null : Math.max(0, ((total - done) / ratePerSecond) * 1000)
  return { phase: 'backfilling', done, total, ratePerSecond, remainingMs, detail: reachedAt === null ? null : new Date(reachedAt).toISOString().slice(0, 10) }
}

function afterPage(backfill: Backfill, page: HistoryPage, source: HistorySource): Backfill {
  const { walk } = backfill
  const starts = page.rows.map(({ startedAt }) => startedAt)
  const oldestAt = starts.length === 0 ? null : Math.min(...starts)
  const next = advanced(walk, { oldestAt, isLast: page.isLast }, source.hasPages)
  const total = backfill.total ?? page.covered
  // Rows of the second asked for twice are counted once.
  const fresh = starts.filter((at) => backfill.reachedAt === null || at < backfill.reachedAt).length
  const counted = backfill.done + fresh
  const told = total !== null && page.covered !== null && walk.page === 1 ? total - page.covered + page.rows.length : counted
  return {
    ...backfill,
    walk: next ?? walk,
    total,
    done: next === null && total !== null ? Math.max(total, counted) : Math.max(backfill.done, told),
    reachedAt: oldestAt ?? backfill.reachedAt,
    undated: backfill.undated + page.undated,
    unreadable: backfill.unreadable + page.unreadable,
    isDone: next === null,
    failures: 0,
  }
}

export type BackfillRun = { signal: AbortSignal; progress: (progress: JobProgress) => void; onPage?: (recorded: RecordedPage) => void }

/** A restart in the middle of a crowded second reads that second again from its start. */
function begun(stored: Backfill | null): Backfill {
  return stored ? { ...stored, walk: { ...stored.walk, page: 1 } } : beginBackfill()
}

/**
 * Reads a history backwards until its start, until `signal` aborts or until it is paused. Every page is kept before the
 * next is asked for. Throws what the service says once even the smallest page cannot be had.
 */
export async function backfillAccount(trackers: Trackers, source: HistorySource, { signal, progress, onPage }: BackfillRun): Promise<Backfill> {
  const { ctx, settings } = trackers
  const { db, clock, log } = ctx
  const stored = (): Backfill | null => storedBackfill(findAccount(db, source.accountId) ?? { backfillJson: null })
  const save = (backfill: Backfill): Backfill => {
    // A pause that was asked for meanwhile stays.
    const kept = { ...backfill, isPaused: stored()?.isPaused ?? false }
    saveBackfill(db, source.accountId, JSON.stringify(kept))
    return kept
  }
  let backfill = begun(stored())
  if (backfill.total === null && !source.hasPages) backfill = save({ ...backfill, total: await source.total(signal) })
  const began = { at: clock.now(), done: backfill.done }
  let ordinals: Ordinals = new Map()
  while (!backfill.isDone && !backfill.isPaused) {
    signal.throwIfAborted()
    let page: HistoryPage
    try {
      page = await source.read(backfill.walk, signal)
    } catch (error) {
      const smaller = isAppError(error, 'unavailable') ? shrunk(backfill.walk) : null
      if (!smaller) throw error
      log.info('a page of a history could not be had and is asked for in smaller parts', { account: source.accountId, limit: smaller.limit })
      backfill = save({ ...backfill, walk: smaller })
      continue
    }
    if (backfill.walk.page === 1) ordinals = new Map()
    const recorded = await recordPage(ctx, source, page.rows, ordinals, settings().dayStartsAt)
    backfill = save(afterPage(backfill, page, source))
    announcePlays(trackers, recorded.added + recorded.attached)
    onPage?.(recorded)
    progress(backfillProgress(backfill, backfill.done - began.done, clock.now() - began.at))
  }
  return backfill
}
