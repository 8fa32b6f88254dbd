import type { ReadDb } from '#main/kernel/db/database.ts'
import type { DayFigure } from '#shared/contract/plays.contract.ts'
import { utcOfDay } from '#shared/model/calendar-day.ts'

type Raw = { day: number; plays: number; heardMs: number }

const dayMs = 86_400_000

/**
 * What was heard on each day of a stretch, days without plays left out. Reads the index of days alone; the few plays
 * of hidden words are taken off again.
 */
export function listDayFigures(db: ReadDb, from: number, to: number): DayFigure[] {
  const figures = db
    .prepare<[number, number], Raw>(
      `SELECT localDay AS day, count(*) AS plays, coalesce(sum(heardMs), 0) AS heardMs
       FROM listening_history INDEXED BY listening_history_by_day WHERE localDay BETWEEN ? AND ? AND isCounted = 1 GROUP BY localDay`,
    )
    .all(from, to)
  const hidden = new Map(
    db
      .prepare<[number, number, number, number], Raw>(
        `SELECT play.localDay AS day, count(*) AS plays, coalesce(sum(play.heardMs), 0) AS heardMs
         FROM heard_texts AS text INDEXED BY heard_texts_hidden CROSS JOIN listening_history AS play INDEXED BY listening_history_by_text ON play.heardTextId = text.id
         WHERE text.isHidden = 1 AND play.startedAt BETWEEN ? AND ? AND play.localDay BETWEEN ? AND ? AND play.isCounted = 1 GROUP BY play.localDay`,
      )
      .all(utcOfDay(from) - 2 * dayMs, utcOfDay(to) + 3 * dayMs, from, to)
      .map((row) => [row.day, row]),
  )
  return figures.map((figure) => minus(figure, hidden.get(figure.day))).filter(({ plays }) => plays > 0)
}

function minus(figure: Raw, hidden: Raw | undefined): DayFigure {
  return hidden ? { day: figure.day, plays: figure.plays - hidden.plays, heardMs: figure.heardMs - hidden.heardMs } : figure
}

/** The same of single days. */
export function figuresOfDays(db: ReadDb, days: readonly number[]): DayFigure[] {
  return days.flatMap((day) => listDayFigures(db, day, day))
}
