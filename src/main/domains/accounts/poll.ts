import { isAppError } from '#shared/errors.ts'
import { findAccount, savePollState } from './accounts.repo.ts'
import { pollStateOf, storedBackfill } from './account-state.ts'
import type { HistoryPage, HistorySource } from './history-source.ts'
import { beginPoll, deeper, depthOf, endPoll, isDeeper, sanestNewest } from './poll.rules.ts'
import type { Depth, PollState, PollWalk } from './poll.rules.ts'
import { recordPage } from './record-page.ts'
import type { Ordinals } from './record-page.ts'
import { announcePlays } from './trackers.ts'
import type { Trackers } from './trackers.ts'
import { advanced, shrunk } from './walk.rules.ts'

/** Pages of one run; a longer walk goes on in the next. */
const mostPages = 40
const laterRows = 200

export type Polled = { added: number; attached: number; isPlaying: boolean; isFinished: boolean }

function save({ ctx }: Trackers, accountId: number, state: PollState): PollState {
  const json = JSON.stringify(state)
  if (findAccount(ctx.db, accountId)?.pollJson !== json) savePollState(ctx.db, accountId, json)
  return state
}

function afterPage(walk: PollWalk, page: HistoryPage, met: number, now: number, source: HistorySource): { walk: PollWalk; isOver: boolean } {
  const starts = page.rows.map(({ startedAt }) => startedAt)
  const oldestAt = starts.length === 0 ? null : Math.min(...starts)
  const isFirst = walk.to === null
  const seen = { ...walk, met: walk.met + met, top: (isFirst ? sanestNewest(starts, now) : null) ?? walk.top, total: (isFirst ? page.covered : null) ?? walk.total }
  const next = advanced(seen, { oldestAt, isLast: page.isLast }, source.hasPages)
  const isOver = next === null || (oldestAt !== null && walk.reach !== null && oldestAt <= walk.reach)
  return { walk: { ...seen, ...next, limit: Math.max(next?.limit ?? 0, isFirst ? laterRows : 0, 1) }, isOver }
}

/** A page that cannot be had is asked for in smaller parts the next time. */
function keepSmaller(trackers: Trackers, accountId: number, state: PollState): void {
  if (state.walk?.to !== null) save(trackers, accountId, { ...state, walk: state.walk && { ...state.walk, ...shrunk(state.walk) } })
}

/** What a page that is read leaves to do: more of this walk, or a deeper one where the service counts plays that were not met. */
function afterWalk(state: PollState, walk: PollWalk, now: number, hasWhole: boolean): PollState {
  const ended = endPoll(state, walk, now)
  const depth = depthOf(ended, now, hasWhole)
  return ended.unmet > 0 && isDeeper(depth, walk.depth) ? { ...ended, walk: beginPoll(ended, depth) } : ended
}

/**
 * One poll: what plays now, and every play between the newest one and the reach of this look, `least` at least. Throws
 * what the service says; what was read until then is kept, and the next poll goes on from there.
 */
export async function pollAccount(trackers: Trackers, source: HistorySource, signal: AbortSignal, least: Depth = 'front'): Promise<Polled> {
  const { ctx, settings, now: listening } = trackers
  const account = findAccount(ctx.db, source.accountId)
  const now = ctx.clock.now()
  let state = pollStateOf({ pollJson: account?.pollJson ?? null }, now)
  const hasWhole = account ? (storedBackfill(account)?.isDone ?? false) : false
  let walk: PollWalk | null = state.walk ?? beginPoll(state, deeper(depthOf(state, now, hasWhole), least))
  // Where pages do not tell how many plays there are, it is asked for now and then.
  if (!source.hasPages && walk.to === null && (walk.depth !== 'front' || state.total === null)) walk = { ...walk, total: await source.total(signal) }
  const polled: Polled = { added: 0, attached: 0, isPlaying: false, isFinished: true }
  let playing = source.hasPages ? undefined : await source.playingNow(signal)
  let ordinals: Ordinals = new Map()
  for (let count = 0; walk && count < mostPages; count += 1) {
    state = { ...state, walk }
    let page: HistoryPage
    try {
      page = await source.read(walk, signal)
    } catch (error) {
      if (isAppError(error, 'unavailable')) keepSmaller(trackers, source.accountId, state)
      throw error
    }
    playing = page.now ?? playing
    if (walk.page === 1) ordinals = new Map()
    const { added, attached } = await recordPage(ctx, source, page.rows, ordinals, settings().dayStartsAt)
    polled.added += added
    polled.attached += attached
    announcePlays(trackers, added + attached)
    const after = afterPage(walk, page, added + attached, now, source)
    state = after.isOver ? afterWalk(state, after.walk, now, hasWhole) : { ...state, walk: after.walk }
    walk = state.walk
    if (walk) save(trackers, source.accountId, state)
    signal.throwIfAborted()
  }
  polled.isFinished = walk === null
  polled.isPlaying = playing !== null && playing !== undefined
  const isActive = polled.isPlaying || polled.added + polled.attached > 0
  save(trackers, source.accountId, { ...state, failures: 0, activeAt: isActive ? ctx.clock.now() : state.activeAt })
  if (listening.set(source.accountId, playing ?? null)) ctx.events.publishSoon({ type: 'accounts.changed' })
  return polled
}
