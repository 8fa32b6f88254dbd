import { z } from 'zod'
import { beginWalk, walkSchema } from './walk.rules.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How far a poll looks back beyond the newest play it knew: late and offline plays arrive among older ones. */
export const depths = ['front', 'day', 'fortnight', 'whole'] as const
export type Depth = (typeof depths)[number]

const reachMs: Readonly<Record<Depth, number>> = { front: 2 * hourMs, day: 26 * hourMs, fortnight: 15 * dayMs, whole: Number.POSITIVE_INFINITY }
const everyMs: Readonly<Record<'day' | 'fortnight' | 'whole', number>> = { day: hourMs, fortnight: dayMs, whole: 7 * dayMs }

export function isDeeper(depth: Depth, than: Depth): boolean {
  return depths.indexOf(depth) > depths.indexOf(than)
}

export function deeper(one: Depth, other: Depth): Depth {
  return isDeeper(other, one) ? other : one
}

export const pollStateSchema = z.object({
  /** The newest play seen; only ever decides how far to look, never what is taken. */
  newestAt: z.number().nullable(),
  /** Plays the service said there are in all. */
  total: z.number().nullable(),
  /** Plays that came there without being met: they lie farther back. Below 0 while a service counts late. */
  unmet: z.number(),
  /** Plays met since the service was last asked how many there are. */
  uncounted: z.number(),
  unmetSince: z.number(),
  /** When it last looked so far back. */
  lookedAt: z.object({ day: z.number(), fortnight: z.number(), whole: z.number() }),
  /** The walk that is under way, kept over restarts. */
  walk: walkSchema.extend({ depth: z.enum(depths), reach: z.number().nullable(), top: z.number().nullable(), total: z.number().nullable(), met: z.number() }).nullable(),
  /** When something last played. */
  activeAt: z.number().nullable(),
  failures: z.int(),
})
export type PollState = z.infer<typeof pollStateSchema>
export type PollWalk = NonNullable<PollState['walk']>

export function newPollState(now: number): PollState {
  return { newestAt: null, total: null, unmet: 0, uncounted: 0, unmetSince: 0, lookedAt: { day: now, fortnight: now, whole: now }, walk: null, activeAt: null, failures: 0 }
}

/** A clock that was ahead must not put a look off for ever. */
function isDue(lookedAt: number, every: number, now: number): boolean {
  return now - lookedAt >= every || lookedAt > now
}

/** `hasWhole`: the whole history was read once, so that what is missing can only be news. */
export function depthOf({ unmet, unmetSince, lookedAt }: PollState, now: number, hasWhole: boolean): Depth {
  if (unmet > 0 && lookedAt.fortnight <= unmetSince) return 'fortnight'
  if (unmet > 0 && hasWhole && lookedAt.whole < unmetSince && isDue(lookedAt.whole, everyMs.whole, now)) return 'whole'
  if (isDue(lookedAt.fortnight, everyMs.fortnight, now)) return 'fortnight'
  return isDue(lookedAt.day, everyMs.day, now) ? 'day' : 'front'
}

const frontRows = 50
const otherRows = 200

/** The first poll of an account looks at one page: what is older is for the walk through the whole history. */
export function beginPoll(state: PollState, depth: Depth): PollWalk {
  const reach = state.newestAt === null ? Number.MAX_SAFE_INTEGER : state.newestAt - reachMs[depth]
  return { ...beginWalk(null, depth === 'front' && state.newestAt !== null ? frontRows : otherRows), depth, reach: Number.isFinite(reach) ? reach : null, top: null, total: null, met: 0 }
}

/**
 * The newest start that can be meant. Plays of a device whose clock is ahead must not decide how far a poll looks, and
 * when it is this computer whose clock is behind, most of a page says so.
 */
export function sanestNewest(starts: readonly number[], now: number): number | null {
  const sorted = [...starts].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) return null
  const latest = Math.max(now, middle) + dayMs
  return sorted.findLast((at) => at <= latest) ?? null
}

/** What a finished walk leaves behind. */
export function endPoll(state: PollState, { depth, top, total, met }: PollWalk, now: number): PollState {
  const level = depths.indexOf(depth)
  const { lookedAt } = state
  const grownBy = total === null || state.total === null ? 0 : total - state.total - met - state.uncounted
  const unmet = state.unmet + grownBy
  return {
    ...state,
    walk: null,
    newestAt: top === null ? state.newestAt : Math.max(top, state.newestAt !== null && state.newestAt <= now + dayMs ? state.newestAt : 0),
    total: total ?? state.total,
    // What a long look did not meet was taken back there, or counted wrongly.
    unmet: depth === 'whole' ? 0 : depth === 'fortnight' ? Math.max(0, unmet) : unmet,
    uncounted: total === null ? state.uncounted + met : 0,
    unmetSince: depth !== 'whole' && grownBy > 0 && unmet > 0 ? now : state.unmetSince,
    lookedAt: { day: level >= 1 ? now : lookedAt.day, fortnight: level >= 2 ? now : lookedAt.fortnight, whole: level >= 3 ? now : lookedAt.whole },
  }
}

const shortestMs = 15_000
const longestFailureMs = hourMs

/** When to ask again: quicker while something plays, slower the longer nothing did, slower still while it fails. */
export function pollIntervalMs({ failures, activeAt }: Pick<PollState, 'failures' | 'activeAt'>, usualMs: number, isPlaying: boolean, now: number): number {
  if (failures > 0) return Math.min(longestFailureMs, usualMs * 2 ** Math.min(10, failures - 1))
  if (isPlaying) return Math.max(shortestMs, usualMs / 4)
  const quietMs = now - (activeAt ?? 0)
  if (quietMs >= 0 && quietMs < 20 * minuteMs) return usualMs
  return quietMs >= 0 && quietMs < 2 * hourMs ? usualMs * 2 : usualMs * 5
}
