import type { WriteDb } from '../db/database.ts'
import { readTold } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'

/** A lane that takes no new jobs. `until` null = until a person resumes it. */
export type PausedLane = { lane: string; until: number | null; reason: Told | null }

/** Which lanes are paused. Rows, so that a service's limit outlives a restart. */
export type Lanes = {
  pause(lane: string, until: number | null, reason: Told | null): void
  resume(lane: string): void
  /** Also ends a pause whose time has come. */
  isPaused(lane: string, now: number): boolean
  list(): PausedLane[]
}

/** Reads the pauses once and keeps rows and memory in step. */
export function createLanes(db: WriteDb): Lanes {
  const rows = db.prepare<[], Omit<PausedLane, 'reason'> & { reasonJson: string | null }>('SELECT lane, pausedUntil AS until, reasonJson FROM job_lanes ORDER BY lane').all()
  const paused = new Map(rows.map(({ lane, until, reasonJson }) => [lane, { lane, until, reason: readTold(reasonJson) }]))

  function resume(lane: string): void {
    if (!paused.delete(lane)) return
    db.prepare('DELETE FROM job_lanes WHERE lane = ?').run(lane)
  }

  return {
    resume,
    pause: (lane, until, reason) => {
      db.prepare('INSERT INTO job_lanes VALUES (?, ?, ?) ON CONFLICT (lane) DO UPDATE SET pausedUntil = excluded.pausedUntil, reasonJson = excluded.reasonJson').run(lane, until, reason && JSON.stringify(reason))
      paused.set(lane, { lane, until, reason })
    },
    isPaused: (lane, now) => {
      const pause = paused.get(lane)
      if (!pause) return false
      if (pause.until === null || pause.until > now) return true
      resume(lane)
      return false
    },
    list: () => [...paused.values()],
  }
}
