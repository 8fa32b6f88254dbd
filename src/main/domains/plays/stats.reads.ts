import type { Bindable, ReadDb } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { Period } from '#shared/contract/plays.contract.ts'
import { daysBetween } from '#shared/model/calendar-day.ts'
import { listDayFigures } from './day-figures.ts'
import { monthsOf, periodCondition } from './period.ts'

export type TopKind = 'artists' | 'albums' | 'tracks'
export type TopRow = { id: number; artist: string; album?: string | null; track?: string; plays: number; ms: number }

const owners = {
  artists: { id: 'text.artistId', columns: 'owner.name AS artist', table: 'artists', join: '' },
  albums: { id: 'text.albumId', columns: 'owner.artistText AS artist, owner.title AS album', table: 'albums', join: '' },
  tracks: { id: 'text.trackId', columns: 'owner.artistText AS artist, coalesce(album.title, owner.albumText) AS album, owner.title AS track', table: 'tracks', join: 'LEFT JOIN albums AS album ON album.id = owner.albumId' },
} as const

/** What was heard as rows of (id, plays, heardMs): the counters of all time or of whole months, and single plays where a period cuts through a month. */
function heardOf(id: string, period: Period): { sql: string; values: Bindable[] } {
  const single = (condition: string): string =>
    `SELECT ${id} AS id, 1 AS plays, coalesce(play.heardMs, 0) AS heardMs FROM listening_history AS play JOIN heard_texts AS text ON text.id = play.heardTextId
     WHERE play.isCounted = 1 AND text.isHidden = 0 AND ${condition}`
  if (period.fromAt !== undefined || period.toAt !== undefined) {
    const { sql, values } = periodCondition(period)
    return { sql: single(sql), values }
  }
  if (period.fromDay === undefined && period.toDay === undefined) return { sql: `SELECT ${id} AS id, text.plays, text.heardMs FROM heard_texts AS text WHERE text.isHidden = 0 AND text.plays > 0`, values: [] }
  const { first, last, edges } = monthsOf(period)
  const months = `SELECT ${id} AS id, play_months.plays, play_months.heardMs FROM play_months JOIN heard_texts AS text ON text.id = play_months.heardTextId
    WHERE play_months.month BETWEEN ? AND ? AND text.isHidden = 0`
  return { sql: [months, ...edges.map(() => single('play.localDay >= ? AND play.localDay < ?'))].join(' UNION ALL '), values: [first, last, ...edges.flatMap(({ from, to }) => [from, to])] }
}

/** The artists, albums or tracks heard most in a period. */
export const top = defineRead('plays.top', (db, { kind, period, limit }: { kind: TopKind; period: Period; limit: number }): TopRow[] => {
  const { id, columns, table, join } = owners[kind]
  const { sql, values } = heardOf(id, period)
  return db
    .prepare<Bindable[], TopRow>(
      `SELECT owner.id, ${columns}, most.plays, most.ms
       FROM (SELECT id, sum(plays) AS plays, sum(heardMs) AS ms FROM (${sql}) WHERE id IS NOT NULL GROUP BY id ORDER BY 2 DESC, 3 DESC, 1 LIMIT ?) AS most
       CROSS JOIN ${table} AS owner ON owner.id = most.id ${join} ORDER BY most.plays DESC, most.ms DESC, owner.id`,
    )
    .all(...values, limit)
})

export type Stats = { plays: number; ms: number; artists: number; albums: number; tracks: number; firstAt: number | null; lastAt: number | null; perYear: { year: number; plays: number; ms: number }[]; streakDays: number }

type Totals = Omit<Stats, 'perYear' | 'streakDays'>

/** The most days in a row on each of which something was heard. */
function longestStreak(db: ReadDb): number {
  let [longest, running, before] = [0, 0, 0]
  for (const { day } of listDayFigures(db, 0, 99_999_999)) {
    running = before !== 0 && daysBetween(before, day) === 1 ? running + 1 : 1
    longest = Math.max(longest, running)
    before = day
  }
  return longest
}

/** The whole history in figures. */
export const stats = defineRead(
  'plays.stats',
  (db, _args: undefined): Stats => {
    const totals = db
      .prepare<[], Totals>(
        `SELECT coalesce(sum(plays), 0) AS plays, coalesce(sum(heardMs), 0) AS ms, count(DISTINCT artistId) AS artists, count(DISTINCT albumId) AS albums, count(DISTINCT trackId) AS tracks,
           min(firstPlayedAt) AS firstAt, max(lastPlayedAt) AS lastAt FROM heard_texts WHERE isHidden = 0 AND plays > 0`,
      )
      .get()
    const perYear = db
      .prepare<[], Stats['perYear'][number]>(
        `SELECT month / 100 AS year, sum(play_months.plays) AS plays, sum(play_months.heardMs) AS ms FROM play_months JOIN heard_texts AS text ON text.id = heardTextId
         WHERE text.isHidden = 0 GROUP BY 1 HAVING sum(play_months.plays) > 0 ORDER BY 1`,
      )
      .all()
    return { plays: 0, ms: 0, artists: 0, albums: 0, tracks: 0, firstAt: null, lastAt: null, ...totals, perYear, streakDays: longestStreak(db) }
  },
  { isLong: true },
)
