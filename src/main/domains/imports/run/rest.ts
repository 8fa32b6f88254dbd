import { setTimeout as wait } from 'node:timers/promises'
import type { WriteDb } from '#main/kernel/db/database.ts'

/** What is done between two transactions. */
export type Rest = () => Promise<void>

/** Nobody is woken when the lock is free: whoever waits for it looks every millisecond. */
const pauseMs = 2
const checkpointEveryMs = 300

/**
 * Moves what was written into the library now and then, which keeps nobody from writing, instead of at the end of a
 * transaction that others wait for; and leaves them a pause.
 */
export function createRest(db: WriteDb, { leavesRoom }: { leavesRoom: boolean }): Rest {
  db.sqlite.pragma('wal_autocheckpoint = 0')
  let movedAt = performance.now()
  return async () => {
    if (performance.now() - movedAt > checkpointEveryMs) {
      db.sqlite.pragma('wal_checkpoint(PASSIVE)')
      movedAt = performance.now()
    }
    if (leavesRoom) await wait(pauseMs)
  }
}
