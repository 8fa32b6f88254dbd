import type { AppContext } from '#main/context.ts'
import { isAppError } from '#shared/errors.ts'
import type { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Sender } from './sender.ts'
import { endSending, listQueued, markTried } from './sendings.repo.ts'
import type { QueuedRow, Verdict } from './sendings.repo.ts'

type Ready = { row: QueuedRow; json: string }
type SendContext = Pick<AppContext, 'db' | 'clock'>

/** Refused for what it says, and would be refused again. */
function isRefusal(error: unknown): error is AppError {
  return isAppError(error, 'invalid-input') || isAppError(error, 'not-found')
}

/** Why a play is not sent any more, or what is to be sent of it: what was sent once is never told otherwise. */
function readyOrDone(sender: Sender, row: QueuedRow, now: number): Ready | Verdict {
  // One that was sent before and is there now has arrived, although the answer was lost.
  if (row.isThere === 1) return { state: row.attempts > 0 ? 'sent' : 'ignored', told: say`The service has this play already.` }
  if (row.isDeleted === 1) return { state: 'ignored', told: say`This play was deleted before it was sent.` }
  const prepared = sender.prepare(row, now)
  return 'json' in prepared ? { row, json: row.sentJson ?? prepared.json } : prepared
}

function end(ctx: SendContext, row: QueuedRow, verdict: Verdict): void {
  endSending(ctx.db, row.id, verdict, ctx.clock.now())
}

async function attempt(ctx: SendContext, sent: readonly Ready[], send: () => Promise<Verdict[]>): Promise<void> {
  const { db } = ctx
  db.transaction(() => {
    for (const { row, json } of sent) markTried(db, row.id, json)
  })
  const verdicts = await send()
  db.transaction(() => {
    for (const [index, { row }] of sent.entries()) {
      const verdict = verdicts[index]
      if (verdict) end(ctx, row, verdict)
    }
  })
}

async function sendPlays(ctx: SendContext, sender: Sender, batch: readonly Ready[], signal: AbortSignal): Promise<void> {
  try {
    await attempt(ctx, batch, () => sender.plays(batch.map(({ json }) => json), signal))
  } catch (error) {
    if (!isRefusal(error)) throw error
    const [only] = batch
    if (batch.length === 1 && only) end(ctx, only.row, { state: 'failed', told: error.told })
    // One of them is what is refused: each by itself, so that the others are not.
    else for (const one of batch) await sendPlays(ctx, sender, [one], signal)
  }
}

async function sendLove(ctx: SendContext, sender: Sender, row: QueuedRow, signal: AbortSignal): Promise<void> {
  const { artist, title } = row
  try {
    await attempt(ctx, [{ row, json: JSON.stringify({ artist, title }) }], async () => [await sender.love(row, row.kind === 'love', signal)])
  } catch (error) {
    if (!isRefusal(error)) throw error
    end(ctx, row, { state: 'failed', told: error.told })
  }
}

/** Sends what waits longest; false when nothing waits. A kill at any moment loses nothing: what left without an answer leaves again, and is kept once there. */
export async function sendNext(ctx: SendContext, accountId: number, sender: Sender, signal: AbortSignal): Promise<boolean> {
  const rows = listQueued(ctx.db, accountId, sender.most)
  if (rows.length === 0) return false
  const plays = rows.filter(({ kind }) => kind === 'play').map((row) => ({ row, next: readyOrDone(sender, row, ctx.clock.now()) }))
  ctx.db.transaction(() => {
    for (const { row, next } of plays) if ('state' in next) end(ctx, row, next)
  })
  const batch = plays.flatMap(({ next }) => ('json' in next ? [next] : []))
  if (batch.length > 0) await sendPlays(ctx, sender, batch, signal)
  for (const row of rows) if (row.kind !== 'play') await sendLove(ctx, sender, row, signal)
  return true
}
