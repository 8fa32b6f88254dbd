import type { WriteDb } from '#main/kernel/db/database.ts'
import { playDay } from './play-day.ts'
import type { PlayTime } from './seen-play.ts'

type Dated = { id: number; startedAt: number; zone: string; localDay: number; isTold: number }
type Moved = { id: number; zone: string; localDay: number }

/** Rows read in one step; those that move are written at once where there are few. */
const atOnce = 2_000
/** Writers hold the library for 15 ms at most. */
const longestMs = 10

/**
 * Finds the zone and the day of every play again: the zone its sources told, else the one the listener was in. A step
 * ends with each transaction; nothing is lost by stopping between two, and beginning again is cheap.
 */
export function* deriveDays(db: WriteDb, time: PlayTime): Generator<{ done: number; total: number }> {
  const total = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM listening_history').pluck().get() ?? 0
  const read = db.prepare<[number, number], Dated>(
    `SELECT id, startedAt, zone, localDay, EXISTS (SELECT 1 FROM play_witnesses AS witness WHERE witness.playId = play.id AND witness.zone IS NOT NULL) AS isTold
     FROM listening_history AS play WHERE id > ? ORDER BY id LIMIT ?`,
  )
  // Told by its source or put right meanwhile, a play is left as it is.
  const move = db.prepare<[Moved & { startedAt: number }], never>('UPDATE listening_history SET zone = $zone, localDay = $localDay WHERE id = $id AND startedAt = $startedAt')
  let last = 0
  for (;;) {
    const rows = read.all(last, atOnce)
    const moved = rows.flatMap(({ id, startedAt, localDay, isTold, ...play }) => {
      const zone = isTold === 1 ? play.zone : time.zoneAt(startedAt)
      const day = playDay(time, startedAt, zone)
      return day === localDay && zone === play.zone ? [] : [{ id, startedAt, zone, localDay: day }]
    })
    for (let written = 0; written < moved.length; ) {
      db.transaction(() => {
        const begun = performance.now()
        do move.run(moved[written++] as Moved & { startedAt: number })
        while (written < moved.length && performance.now() - begun < longestMs)
      })
      yield { done: last, total }
    }
    const newest = rows.at(-1)
    if (!newest) return
    last = newest.id
    yield { done: last, total }
  }
}
