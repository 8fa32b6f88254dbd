import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '#main/kernel/clock.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import { serveWorker } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall } from '#main/kernel/workers/worker-protocol.ts'
import { deriveDays } from './derive-days.ts'
import { openPlayTime } from './play-time.service.ts'

export type PlayDaysWorker = { derive: WorkerCall<{ library: string; journal: 'wal' | 'delete'; dayStartsAt: number }, null, { done: number; total: number }> }

/** Nobody is woken when the library is free: who waits for it looks every millisecond. */
const pauseMs = 3

serveWorker<PlayDaysWorker>({
  derive: async ({ library, journal, dayStartsAt }, { emit, throwIfAborted }) => {
    const db = openDatabase({ path: library, journal })
    try {
      for (const step of deriveDays(db, openPlayTime(db, { dayStartsAt }, systemClock))) {
        emit(step)
        await wait(pauseMs)
        throwIfAborted()
      }
      return null
    } finally {
      db.close()
    }
  },
})
