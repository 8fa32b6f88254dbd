import type { AppContext } from '#main/context.ts'
import { findActiveByKey } from '#main/kernel/jobs/job-rows.ts'
import type { Account } from '#shared/contract/accounts.contract.ts'
import { readTold } from '#shared/messages/say.ts'
import type { AccountKeys } from './account-keys.ts'
import { storedBackfill } from './account-state.ts'
import type { AccountRow } from './accounts.repo.ts'
import { backfillOf } from './backfill.rules.ts'
import type { NowListenings } from './now-listening.ts'
import { jobKey } from './tracker-jobs.ts'

type Sendings = Account['sendings']
type SendingCount = { state: keyof Sendings; rows: number }

function sendingsOf(db: AppContext['db'], accountId: number): Sendings {
  const counts = db.prepare<[number], SendingCount>('SELECT state, count(*) AS rows FROM sendings WHERE accountId = ? GROUP BY state').all(accountId)
  return { queued: 0, sent: 0, ignored: 0, failed: 0, ...Object.fromEntries(counts.map(({ state, rows }) => [state, rows])) }
}

function pausedUntil(db: AppContext['db'], lane: string): number {
  return db.prepare<[string], number | null>('SELECT pausedUntil FROM job_lanes WHERE lane = ?').pluck().get(lane) ?? 0
}

/** How an account stands: from its row, its jobs and what is known to play. */
export function accountView(db: AppContext['db'], row: AccountRow, { session, token }: AccountKeys, now: NowListenings): Account {
  const { id, service, userName, baseUrl, lastPollAt, lastSuccessAt, lastErrorJson, plays } = row
  const poll = findActiveByKey(db, jobKey('poll', id))
  const walk = findActiveByKey(db, jobKey('backfill', id))
  const isPolled = row.isPolled === 1
  const state = walk?.state === 'running' ? 'backfilling' : poll?.state === 'running' ? 'polling' : !isPolled ? 'paused' : lastErrorJson !== null ? 'failing' : 'idle'
  return {
    id, service, userName, baseUrl, isPolled, state, lastPollAt, lastSuccessAt, plays,
    isSentTo: row.isSentTo === 1,
    canSend: service === 'lastfm' ? session !== '' : token !== '',
    nextPollAt: isPolled && poll ? Math.max(poll.runAfter, pausedUntil(db, service)) : null,
    problem: readTold(lastErrorJson),
    // What an account that does not answer said last is nothing to show.
    nowListening: isPolled && lastErrorJson === null ? now.of(id) : null,
    backfill: backfillOf(storedBackfill(row)),
    sendings: sendingsOf(db, id),
  }
}
