import type { DayFigure, JournalPage, PlayRow } from '#shared/contract/plays.contract.ts'

/** A day of the journal as it stands in the list: its heading, then its plays. */
export type JournalDay = {
  day: number
  figure: DayFigure | undefined
  /** Index of its first play among all plays, and how many there are. */
  first: number
  count: number
  /** Pixels from the top of the list to its heading, and its whole height. */
  top: number
  height: number
}

export type JournalLayout = {
  plays: readonly PlayRow[]
  days: readonly JournalDay[]
  /** Where each play begins, and the end of the list; a day's heading belongs to its first play. */
  offsets: readonly number[]
  keys: readonly number[]
}

/** Puts pages one under the other. A traveller’s clock can show one day twice; each run of plays has its heading. */
export function layOut(pages: readonly JournalPage[], heights: { head: number; row: number }): JournalLayout {
  const plays = pages.flatMap((page) => page.items)
  const figures = new Map(pages.flatMap((page) => page.days).map((figure) => [figure.day, figure]))
  const days: JournalDay[] = []
  const offsets: number[] = []
  let top = 0
  for (const [index, play] of plays.entries()) {
    let day = days.at(-1)
    offsets.push(top)
    if (day?.day !== play.localDay) {
      day = { day: play.localDay, figure: figures.get(play.localDay), first: index, count: 0, top, height: heights.head }
      days.push(day)
      top += heights.head
    }
    day.count += 1
    day.height += heights.row
    top += heights.row
  }
  offsets.push(top)
  return { plays, days, offsets, keys: plays.map((play) => play.id) }
}

/**
 * The number of the first play in a count that goes on while pages come and go: the same play keeps its number. Without
 * a play in common the count begins anew.
 */
export function originOf(before: { keys: readonly number[]; origin: number } | undefined, keys: readonly number[]): number {
  if (!before || before.keys.length === 0) return 0
  const known = new Map(before.keys.map((key, index) => [key, index]))
  for (const [index, key] of keys.entries()) {
    const was = known.get(key)
    if (was !== undefined) return before.origin + was - index
  }
  return 0
}
