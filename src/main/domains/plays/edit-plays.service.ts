import { setImmediate as yieldThread } from 'node:timers/promises'
import type { AppContext } from '#main/context.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { isZone } from '#shared/model/local-day.ts'
import { doubtfulPairsOf, joinRows, rejectPair, savePerson, setDeleted } from './edit-plays.repo.ts'
import { textsIn } from './heard-texts.repo.ts'
import { openPlayTime } from './play-time.service.ts'
import { listWitnesses } from './play-witnesses.repo.ts'
import type { PlayHow } from './seen-play.ts'
import { settlePlay } from './settle-play.ts'
import { findPlay, insertDoubtful, updatePlay } from './stored-plays.repo.ts'
import type { StoredPlay } from './stored-plays.repo.ts'

type EditContext = Pick<AppContext, 'db' | 'events' | 'clock'>
type DayStart = { dayStartsAt: number }

/** With every counter that follows, so many take less than 15 ms. */
const atOnce = 150

function getEnded({ db }: EditContext, id: number): StoredPlay {
  const play = findPlay(db, id)
  if (!play) throw new AppError('not-found', say`This play is not in the history any more.`, { data: { id } })
  if (play.isOpen) throw new AppError('conflict', say`This track is still playing. Change the play when it has ended.`, { data: { id } })
  return play
}

/** Puts right where, when and from what something was played: what a person says stands above every source, now and later. */
export function editPlay(ctx: EditContext, days: DayStart, { id, startedAt, zone, how }: { id: number; startedAt?: number | undefined; zone?: string | undefined; how?: PlayHow | undefined }): void {
  const { db, clock, events } = ctx
  if (zone !== undefined && !isZone(zone)) throw new AppError('invalid-input', say`“${zone}” is not a time zone. Nothing was changed.`)
  if (startedAt !== undefined && startedAt > clock.now()) throw new AppError('invalid-input', say`A play cannot lie in the future. Nothing was changed.`)
  const time = openPlayTime(db, days, clock)
  db.transaction(() => {
    const play = getEnded(ctx, id)
    savePerson(db, play, { startedAt, zone, how })
    settlePlay(db, play, listWitnesses(db, id), textsIn(db), time)
  })
  events.publishSoon({ type: 'plays.changed' })
}

async function setAllDeleted({ db, events, clock }: EditContext, ids: readonly number[], isDeleted: boolean): Promise<number> {
  let changed = 0
  for (let from = 0; from < ids.length; from += atOnce) {
    if (from > 0) await yieldThread()
    db.transaction(() => {
      for (const id of ids.slice(from, from + atOnce)) changed += setDeleted(db, id, isDeleted ? clock.now() : null)
    })
  }
  if (changed > 0) events.publishSoon({ type: 'plays.changed' })
  return changed
}

/** Takes plays out of every list and figure. Their rows stay, so that no source brings them again. What still plays is left alone. */
export async function removePlays(ctx: EditContext, ids: readonly number[]): Promise<{ removed: number }> {
  return { removed: await setAllDeleted(ctx, ids, true) }
}

export async function restorePlays(ctx: EditContext, ids: readonly number[]): Promise<{ restored: number }> {
  return { restored: await setAllDeleted(ctx, ids, false) }
}

/** Says of two plays that they are one, or two for good. As one, the first keeps its row and gets what the other's witnesses saw. */
export function decidePair(ctx: EditContext, days: DayStart, { playId, otherId, isOne }: { playId: number; otherId: number; isOne: boolean }): { playId: number } {
  const { db, clock, events } = ctx
  if (playId === otherId) throw new AppError('invalid-input', say`A play cannot be joined with itself. Nothing was changed.`)
  const time = openPlayTime(db, days, clock)
  db.transaction(() => {
    const play = getEnded(ctx, playId)
    const other = getEnded(ctx, otherId)
    if (!isOne) return rejectPair(db, playId, otherId)
    const texts = textsIn(db)
    const others = doubtfulPairsOf(db, otherId)
    joinRows(db, playId, otherId)
    for (const { id, isRejected } of others) if (id !== playId) (isRejected ? rejectPair : insertDoubtful)(db, playId, id)
    const isKnown = texts.ofId(play.heardTextId).isPinned || !texts.ofId(other.heardTextId).isPinned
    const kept = isKnown ? play : { ...play, heardTextId: other.heardTextId }
    updatePlay(db, play, kept)
    settlePlay(db, kept, listWitnesses(db, playId), texts, time)
  })
  events.publishSoon({ type: 'plays.changed' })
  return { playId }
}
