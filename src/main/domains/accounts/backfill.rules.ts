import { z } from 'zod'
import type { Account } from '#shared/contract/accounts.contract.ts'
import { beginWalk, walkSchema } from './walk.rules.ts'

const firstRows = 200

/** The walk through a whole history. Its first page fixes the end it begins at; what comes later is for the polls. */
export const backfillSchema = z.object({
  walk: walkSchema,
  /** Plays there are to read in all, as told; null = not told. */
  total: z.number().nullable(),
  done: z.number(),
  /** The oldest second reached. */
  reachedAt: z.number().nullable(),
  undated: z.number(),
  unreadable: z.number(),
  isPaused: z.boolean(),
  isDone: z.boolean(),
  failures: z.int(),
})
export type Backfill = z.infer<typeof backfillSchema>

export function beginBackfill(): Backfill {
  return { walk: beginWalk(null, firstRows), total: null, done: 0, reachedAt: null, undated: 0, unreadable: 0, isPaused: false, isDone: false, failures: 0 }
}

export function backfillOf(backfill: Backfill | null): Account['backfill'] {
  if (!backfill) return null
  const { done, total, reachedAt, isDone, isPaused } = backfill
  return { done: total === null ? done : Math.min(done, total), total, reachedAt, isDone, isPaused }
}

const minuteMs = 60_000
const longestWaitMs = 60 * minuteMs

export function backfillWaitMs(failures: number): number {
  return Math.min(longestWaitMs, minuteMs * 2 ** Math.min(10, failures - 1))
}
