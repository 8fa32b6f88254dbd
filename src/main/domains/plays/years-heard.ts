import type { ReadDb } from '#main/kernel/db/database.ts'
import { yearOf } from '#shared/model/calendar-day.ts'

/** The calendar years in which anything was heard, newest first; one step through the index of days each. */
export function yearsHeard(db: ReadDb): number[] {
  const last = db
    .prepare<[number], number>('SELECT localDay FROM listening_history INDEXED BY listening_history_by_day WHERE localDay < ? AND isCounted = 1 ORDER BY localDay DESC LIMIT 1')
    .pluck()
  const years: number[] = []
  for (let day = last.get(99_999_999); day !== undefined; day = last.get(yearOf(day) * 10_000)) years.push(yearOf(day))
  return years
}
