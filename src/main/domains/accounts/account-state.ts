import { backfillSchema } from './backfill.rules.ts'
import type { Backfill } from './backfill.rules.ts'
import { newPollState, pollStateSchema } from './poll.rules.ts'
import type { PollState } from './poll.rules.ts'
import type { AccountRow } from './accounts.repo.ts'

/** What is stored by another version begins anew: reading a history twice does no harm. */
export function pollStateOf({ pollJson }: Pick<AccountRow, 'pollJson'>, now: number): PollState {
  const stored = pollJson === null ? undefined : pollStateSchema.safeParse(JSON.parse(pollJson)).data
  return stored ?? newPollState(now)
}

export function storedBackfill({ backfillJson }: Pick<AccountRow, 'backfillJson'>): Backfill | null {
  return backfillJson === null ? null : (backfillSchema.safeParse(JSON.parse(backfillJson)).data ?? null)
}
