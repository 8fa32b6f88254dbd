import type { ReadDb } from '#main/kernel/db/database.ts'
import { keep } from '#main/kernel/db/kept.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { DayFigure, DayStrip, PlayHow, PlayRow } from '#shared/contract/plays.contract.ts'
import { weekdayOf, yearOf } from '#shared/model/calendar-day.ts'
import { wallClockOf } from '#shared/model/wall-clock.ts'
import { figuresOfDays, listDayFigures } from './day-figures.ts'
import { listPlayRows } from './play-rows.repo.ts'
import { yearsHeard } from './years-heard.ts'

type DayPlay = { startedAt: number; zone: string; how: PlayHow; isPlaying: number; albumId: number | null; artistId: number | null; title: string; album: string; artist: string; coverHash: string | null }
type HeardAlbum = DayStrip['hours'][number]['albums'][number]

const minutesOfDay = 1440
const farPast = 0
const farFuture = 99_999_999

const clocks = new Map<string, (at: number) => number>()

function wallMinutes(zone: string, at: number): number {
  let clock = clocks.get(zone)
  if (!clock) clocks.set(zone, (clock = wallClockOf(zone)))
  return clock(at)
}

/** Days with plays that count, nearest first; each is one step through the index of days. */
function nextDays(db: ReadDb, from: number, isOlder: boolean, limit: number): number[] {
  const [least, order] = isOlder ? ['<', 'DESC'] : ['>', 'ASC']
  const next = db
    .prepare<[number], number>(`SELECT localDay FROM listening_history INDEXED BY listening_history_by_day WHERE localDay ${least} ? AND isCounted = 1 ORDER BY localDay ${order} LIMIT 1`)
    .pluck()
  const days: number[] = []
  for (let day = next.get(from); day !== undefined && days.length < limit; day = next.get(day)) days.push(day)
  return days
}

function stripOf(db: ReadDb, figure: DayFigure, dayStartsAt: number): DayStrip {
  const plays = db
    .prepare<[number], DayPlay>(
      `SELECT play.startedAt, play.zone, play.how, play.heartbeatAt IS NOT NULL AS isPlaying, text.albumId, text.titleName AS title, text.albumName AS album, text.artistName AS artist, album.coverHash
       FROM listening_history AS play INDEXED BY listening_history_by_day JOIN heard_texts AS text ON text.id = play.heardTextId LEFT JOIN albums AS album ON album.id = text.albumId
       WHERE play.localDay = ? AND play.isCounted = 1 AND text.isHidden = 0`,
    )
    .all(figure.day)
  const minuteOf = ({ zone, startedAt }: DayPlay): number => (wallMinutes(zone, startedAt) - dayStartsAt * 60 + minutesOfDay) % minutesOfDay
  const byHour = Map.groupBy(plays, (play) => Math.floor(minuteOf(play) / 60))
  return {
    ...figure,
    hours: [...byHour].sort(([a], [b]) => a - b).map(([hour, heard]) => ({ hour, albums: albumsOf(heard) })),
    ticks: plays.map((play) => ({ minute: minuteOf(play), how: play.how })).sort((a, b) => a.minute - b.minute),
  }
}

function albumsOf(plays: readonly DayPlay[]): HeardAlbum[] {
  const byAlbum = Map.groupBy(plays, (play) => play.albumId ?? `${play.artist} ${play.album || play.title}`)
  return [...byAlbum.values()]
    .flatMap((heard): HeardAlbum[] => {
      const [first] = heard
      if (!first) return []
      return [{ albumId: first.albumId, title: first.album || first.title, artist: first.artist, coverHash: first.coverHash, plays: heard.length, isPlaying: heard.some((play) => play.isPlaying === 1) }]
    })
    .sort((a, b) => b.plays - a.plays)
}

export type StripsRequest = { olderThan?: number | undefined; newerThan?: number | undefined; upTo?: number | undefined; limit: number; dayStartsAt: number }

/** Days as strips of 24 hours, newest first. */
export const strips = defineRead('plays.strips', (db, { olderThan, newerThan, upTo, limit, dayStartsAt }: StripsRequest) => {
  const end = upTo === undefined ? (olderThan ?? farFuture) : upTo + 1
  const found = newerThan === undefined ? nextDays(db, end, true, limit + 1) : nextDays(db, newerThan, false, limit + 1)
  const hasMore = found.length > limit
  const days = found.slice(0, limit)
  if (newerThan !== undefined) days.reverse()
  const newest = days[0]
  return {
    days: figuresOfDays(db, days).map((figure) => stripOf(db, figure, dayStartsAt)),
    hasNewer: newerThan === undefined ? nextDays(db, newest ?? farPast, false, 1).length > 0 : hasMore,
    hasOlder: newerThan === undefined ? hasMore : true,
  }
})

/** Every play of a day, oldest first. */
export const day = defineRead('plays.day', (db, wanted: number): DayFigure & { items: PlayRow[] } => {
  const ids = db
    .prepare<[number], number>(
      `SELECT play.id FROM listening_history AS play INDEXED BY listening_history_by_day JOIN heard_texts AS text ON text.id = play.heardTextId
       WHERE play.localDay = ? AND play.isCounted = 1 AND text.isHidden = 0 ORDER BY play.startedAt, play.id`,
    )
    .pluck()
    .all(wanted)
  const [figure = { day: wanted, plays: 0, heardMs: 0 }] = listDayFigures(db, wanted, wanted)
  return { ...figure, items: listPlayRows(db, ids) }
})

/** What was heard on each day of a calendar year. */
export const year = defineRead('plays.year', (db, wanted: number) => ({ years: yearsHeard(db), days: listDayFigures(db, wanted * 10_000, wanted * 10_000 + 9_999) }))

type Bucket = { day: number; zone: string; quarter: number; plays: number; heardMs: number }
type ClockCell = { weekday: number; hour: number; plays: number; heardMs: number }

function readClock(db: ReadDb, from: number, to: number): ClockCell[] {
  const cells = new Map<number, ClockCell>()
  const buckets = db
    .prepare<[number, number], Bucket>(
      `SELECT play.localDay AS day, play.zone, play.startedAt / 900000 AS quarter, count(*) AS plays, coalesce(sum(play.heardMs), 0) AS heardMs
       FROM listening_history AS play JOIN heard_texts AS text ON text.id = play.heardTextId
       WHERE play.localDay BETWEEN ? AND ? AND play.isCounted = 1 AND text.isHidden = 0 GROUP BY play.localDay, play.zone, quarter`,
    )
    .iterate(from, to)
  for (const bucket of buckets) {
    const weekday = weekdayOf(bucket.day)
    const hour = Math.floor(wallMinutes(bucket.zone, bucket.quarter * 900_000) / 60)
    const cell = cells.get(weekday * 24 + hour) ?? { weekday, hour, plays: 0, heardMs: 0 }
    cell.plays += bucket.plays
    cell.heardMs += bucket.heardMs
    cells.set(weekday * 24 + hour, cell)
  }
  return [...cells.values()]
}

/** Plays by weekday of the listener's day and hour of their clock. All years together are a walk through every play, kept until the next one. */
export const clock = defineRead(
  'plays.clock',
  (db, { year: wanted }: { year?: number | undefined }): ClockCell[] => {
    if (wanted !== undefined) return readClock(db, wanted * 10_000, wanted * 10_000 + 9_999)
    const version = db.prepare<[], { plays: number }>('SELECT plays FROM library_version WHERE id = 1').get()
    return keep(db, 'listening clock', String(version?.plays ?? 0), () => readClock(db, farPast, farFuture), (cells) => cells.length * 4)
  },
  { isLong: true },
)

/** What was heard on this calendar day in earlier years, newest year first. On 29 February only leap years have one. */
export const onThisDay = defineRead('plays.onThisDay', (db, { today, limit }: { today: number; limit: number }) => {
  const thisYear = yearOf(today)
  return yearsHeard(db)
    .filter((heard) => heard < thisYear)
    .flatMap((heard) => {
      const wanted = heard * 10_000 + (today % 10_000)
      const [figure] = listDayFigures(db, wanted, wanted)
      if (!figure) return []
      return [{ year: heard, day: wanted, plays: figure.plays, items: listPlayRows(db, mostPlayedOf(db, wanted, limit)) }]
    })
})

/** One play of each album heard on a day, the albums heard most first. */
function mostPlayedOf(db: ReadDb, wanted: number, limit: number): number[] {
  return db
    .prepare<[number, number], number>(
      `SELECT min(play.id) FROM listening_history AS play INDEXED BY listening_history_by_day JOIN heard_texts AS text ON text.id = play.heardTextId
       WHERE play.localDay = ? AND play.isCounted = 1 AND text.isHidden = 0
       GROUP BY coalesce(text.albumId, -text.id) ORDER BY count(*) DESC, min(play.startedAt) LIMIT ?`,
    )
    .pluck()
    .all(wanted, limit)
}
