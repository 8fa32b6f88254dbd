import type { Clock } from '#main/kernel/clock.ts'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { PlayTime } from './seen-play.ts'

export type ZoneSpan = { fromAt: number; zone: string }

/** Where the listener was, in order of time. */
export function listZones(db: ReadDb): ZoneSpan[] {
  return db.prepare<[], ZoneSpan>('SELECT fromAt, zone FROM listener_zones ORDER BY fromAt').all()
}

/** The zone of a moment; before the first one the first holds. */
export function zoneIn(zones: readonly ZoneSpan[], at: number): string | undefined {
  let low = 0
  let high = zones.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((zones[middle]?.fromAt ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return (zones[low - 1] ?? zones[0])?.zone
}

/** Notes where this computer is, when that is another zone than before. */
export function notePresentZone(db: WriteDb, clock: Clock): void {
  const zone = clock.zone()
  const last = db.prepare<[], ZoneSpan>('SELECT fromAt, zone FROM listener_zones ORDER BY fromAt DESC LIMIT 1').get()
  if (last?.zone === zone) return
  // A clock that was ahead once must not hide where the listener is now.
  const fromAt = last ? Math.max(clock.now(), last.fromAt + 1) : 0
  db.transaction(() => db.prepare<[number, string], never>('INSERT INTO listener_zones (fromAt, zone) VALUES (?, ?)').run(fromAt, zone))
}

/** What the days of plays are counted by from now on; notes the present zone. Open it anew for each piece of work. */
export function openPlayTime(db: WriteDb, { dayStartsAt }: { dayStartsAt: number }, clock: Clock): PlayTime {
  notePresentZone(db, clock)
  const zones = listZones(db)
  return { dayStartsAt, zoneAt: (at) => zoneIn(zones, at) ?? clock.zone() }
}
