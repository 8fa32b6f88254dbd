import { setImmediate as yieldThread } from 'node:timers/promises'
import type { Clock } from '#main/kernel/clock.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { dateAlbum, findFillState, insertDemoPlays, listDemoTracks, listFirstPlays, saveFillState } from './demo-plays.repo.ts'
import type { FillState } from './demo-plays.repo.ts'
import { planDemoPlays } from './demo-plays.rules.ts'
import { seededRandom } from './seeded-random.ts'

export type FillRequest = { folder: string; zone: string; dayStartsAt: number }
export type FillProgress = { done: number; total: number }

const SEED = 'sillon'
/** Rows of plays and of their witnesses stay together under the 500 of a transaction. */
const PLAYS_AT_ONCE = 200
const HOUR_MS = 3_600_000

/** Writes what is missing of the demo's plays; how far they are is part of every transaction, so a kill neither loses nor doubles one. */
export async function fillPlays(db: WriteDb, clock: Pick<Clock, 'now'>, { folder, zone, dayStartsAt }: FillRequest, onProgress: (progress: FillProgress) => void, throwIfAborted: () => void): Promise<{ plays: number }> {
  const tracks = listDemoTracks(db, folder)
  const begun = findFillState(db)
  if (tracks.length === 0 || begun?.isDone) return { plays: 0 }
  const state: FillState = begun ?? { plannedAt: clock.now(), zone, until: 0, isDone: false }
  const byId = new Map(tracks.map((track) => [track.id, track]))
  const plays = planDemoPlays(SEED, state.plannedAt, tracks, state.zone).filter(({ startedAt }) => startedAt > state.until)
  for (let from = 0; from < plays.length; from += PLAYS_AT_ONCE) {
    const rows = plays.slice(from, from + PLAYS_AT_ONCE).flatMap((play) => {
      const track = byId.get(play.trackId)
      return track ? [{ ...play, track }] : []
    })
    db.transaction(() => {
      insertDemoPlays(db, rows, { dayStartsAt, zoneAt: () => state.zone })
      saveFillState(db, { ...state, until: rows.at(-1)?.startedAt ?? state.until }, clock.now())
    })
    onProgress({ done: from + rows.length, total: plays.length })
    await yieldThread()
    throwIfAborted()
  }
  const random = seededRandom(SEED)
  const albumIds = new Set(tracks.flatMap(({ albumId }) => (albumId === null ? [] : [albumId])))
  for (const { id, firstPlayedAt } of listFirstPlays(db, [...albumIds])) {
    const before = random.between(1, 40) * HOUR_MS
    db.transaction(() => dateAlbum(db, id, Math.round((firstPlayedAt ?? state.plannedAt) - before)))
  }
  db.transaction(() => saveFillState(db, { ...state, until: state.plannedAt, isDone: true }, clock.now()))
  return { plays: plays.length }
}
