import type { ReadDb } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { JournalFilter, JournalPage, JournalPlace } from '#shared/contract/plays.contract.ts'
import { utcOfDay } from '#shared/model/calendar-day.ts'
import { figuresOfDays } from './day-figures.ts'
import { nextPlays } from './journal-order.ts'
import { listPlayRows } from './play-rows.repo.ts'

export type JournalRequest = { filter: JournalFilter; olderThan?: JournalPlace | undefined; newerThan?: JournalPlace | undefined; day?: number | undefined; limit: number }

const newest: JournalPlace = { startedAt: Number.MAX_SAFE_INTEGER, id: 0 }
/** From the midnight of a day as if in UTC to its end anywhere on earth, however late it begins there. */
const longestDayMs = 72 * 3_600_000

/** The place just after the last play of a day or, without any, of the day before it that has one. */
function placeAfter(db: ReadDb, day: number): JournalPlace | null {
  const last = db
    .prepare<[number, number], JournalPlace>('SELECT startedAt, id FROM listening_history WHERE startedAt < ? AND localDay <= ? ORDER BY startedAt DESC, id DESC LIMIT 1')
    .get(utcOfDay(day) + longestDayMs, day)
  return last ? { startedAt: last.startedAt, id: last.id + 1 } : null
}

/** A page of the journal, newest first. */
export const journal = defineRead('plays.journal', (db, { filter, olderThan, newerThan, day, limit }: JournalRequest): JournalPage => {
  const at = day === undefined ? (olderThan ?? newest) : placeAfter(db, day)
  const found = newerThan ? nextPlays(db, filter, { newerThan }, limit + 1) : at === null ? [] : nextPlays(db, filter, { olderThan: at }, limit + 1)
  const hasMore = found.length > limit
  const ids = found.slice(0, limit)
  const items = listPlayRows(db, newerThan ? ids.reverse() : ids)
  const isBeginning = !newerThan && !olderThan && day === undefined
  return {
    items,
    days: figuresOfDays(db, [...new Set(items.map((play) => play.localDay))]),
    hasNewer: newerThan ? hasMore : !isBeginning && isAnythingNewer(db, filter, items[0] ?? at ?? { startedAt: 0, id: 0 }),
    hasOlder: newerThan ? true : hasMore,
  }
})

function isAnythingNewer(db: ReadDb, filter: JournalFilter, { startedAt, id }: JournalPlace): boolean {
  return nextPlays(db, filter, { newerThan: { startedAt, id } }, 1).length > 0
}
