import { setImmediate as yielding } from 'node:timers/promises'
import type { ReadDb } from '#main/kernel/db/database.ts'
import type { AppContext } from '#main/context.ts'
import { openPlayTime } from '../plays/play-time.service.ts'
import { recordPlays, rowKeyOf } from '../plays/record-plays.service.ts'
import type { SeenPlay } from '../plays/record-plays.service.ts'
import { countPlays } from './accounts.repo.ts'
import type { HistorySource, SeenRow } from './history-source.ts'

/** Well within the 15 ms a transaction may take. */
const rowsAtOnce = 100

/** How many equal rows came before, in one reading of a stretch. */
export type Ordinals = Map<string, number>

export type RecordedPage = { added: number; attached: number; known: number }

type RecordContext = Pick<AppContext, 'db' | 'clock'>

function named(rows: readonly SeenRow[], ordinals: Ordinals): SeenPlay[] {
  return rows.map((row) => {
    const words = JSON.stringify([row.startedAt, row.artist, row.title, row.album])
    const ordinal = ordinals.get(words) ?? 0
    ordinals.set(words, ordinal + 1)
    return { ...row, rowKey: rowKeyOf(row, ordinal) }
  })
}

/** Asked before anything is written: a poll that brings nothing new takes no lock. */
function isKnown(db: ReadDb, source: string, accountId: number): (play: SeenPlay) => boolean {
  const find = db.prepare<[number, number, string, number], number>('SELECT 1 FROM play_witnesses WHERE startedAt = ? AND rowKey = ? AND source = ? AND coalesce(accountId, 0) = ?').pluck()
  return ({ startedAt, rowKey }) => find.get(startedAt, rowKey, source, accountId) === 1
}

/** Records a page, each row once however often it is read. `rows` are newest first. */
export async function recordPage(ctx: RecordContext, { source, accountId }: Pick<HistorySource, 'source' | 'accountId'>, rows: readonly SeenRow[], ordinals: Ordinals, dayStartsAt: number): Promise<RecordedPage> {
  const { db } = ctx
  const plays = named(rows, ordinals)
  const known = isKnown(db, source, accountId)
  const fresh = plays.filter((play) => !known(play))
  const count: RecordedPage = { added: 0, attached: 0, known: plays.length - fresh.length }
  if (fresh.length === 0) return count
  const time = openPlayTime(db, { dayStartsAt }, ctx.clock)
  for (let from = 0; from < fresh.length; from += rowsAtOnce) {
    db.transaction(() => {
      const recorded = recordPlays(db, fresh.slice(from, from + rowsAtOnce), { source, accountId, importId: null }, time)
      const news = recorded.filter(({ outcome }) => outcome !== 'duplicate')
      countPlays(db, accountId, news.length)
      const added = news.filter(({ outcome }) => outcome === 'added').length
      count.added += added
      count.attached += news.length - added
      count.known += recorded.length - news.length
    })
    await yielding()
  }
  return count
}
