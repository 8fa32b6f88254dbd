import type { Bindable } from '#main/kernel/db/database.ts'
import type { Period } from '#shared/contract/plays.contract.ts'

/** Which plays (as `play`) fall in a period, as SQL. */
export function periodCondition({ fromDay, toDay, fromAt, toAt }: Period): { sql: string; values: Bindable[] } {
  const parts: [string, number | undefined][] = [['play.localDay >= ?', fromDay], ['play.localDay < ?', toDay], ['play.startedAt >= ?', fromAt], ['play.startedAt < ?', toAt]]
  const given = parts.filter((entry): entry is [string, number] => entry[1] !== undefined)
  return { sql: given.map(([sql]) => sql).join(' AND ') || '1', values: given.map(([, value]) => value) }
}

const allDays = { from: 0, to: 99_999_999 }

/** A period of days as whole months (yyyymm, both ends included) and the days before and after them (ends left out). */
export type Months = { first: number; last: number; edges: { from: number; to: number }[] }

/** Whole months are counted already, so only the days at the edges are left to be. */
export function monthsOf({ fromDay = allDays.from, toDay = allDays.to }: Period): Months {
  const first = fromDay % 100 <= 1 ? Math.floor(fromDay / 100) : nextMonth(Math.floor(fromDay / 100))
  const last = previousMonth(Math.floor(toDay / 100))
  if (first > last) return { first: 1, last: 0, edges: [{ from: fromDay, to: toDay }] }
  const edges = [{ from: fromDay, to: first * 100 }, { from: nextMonth(last) * 100, to: toDay }]
  return { first, last, edges: edges.filter(({ from, to }) => from < to) }
}

function nextMonth(month: number): number {
  return month % 100 >= 12 ? month + 89 : month + 1
}

function previousMonth(month: number): number {
  return month % 100 <= 1 ? month - 89 : month - 1
}
