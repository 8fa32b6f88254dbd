import { openDatabase } from '#main/kernel/db/database.ts'
import type { OpenOptions } from '#main/kernel/db/database.ts'
import { systemClock } from '#main/kernel/clock.ts'
import { serveWorker, workerLog } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall } from '#main/kernel/workers/worker-protocol.ts'
import { readDueArtwork } from './artwork-run.ts'
import type { ArtworkReport, ArtworkResult } from './artwork-run.ts'
import { collectUnusedImages } from './collect-unused.ts'

export type ArtworkRequest = {
  library: string
  journal: NonNullable<OpenOptions['journal']>
  /** Where pictures are kept. */
  folder: string
  /** Albums to leave alone in this run. */
  except: readonly number[]
}

/** Writes through a connection of its own: waiting for the scanner's lock would hold up the main thread. */
export type ArtworkApi = {
  read: WorkerCall<ArtworkRequest, ArtworkResult, ArtworkReport>
  collect: WorkerCall<ArtworkRequest, number>
}

serveWorker<ArtworkApi>({
  read: async ({ library, journal, folder, except }, { throwIfAborted, emit }) => {
    const db = openDatabase({ path: library, journal })
    try {
      return await readDueArtwork({ db, clock: systemClock, log: workerLog(), folder, throwIfAborted, onReport: emit }, except)
    } finally {
      db.close()
    }
  },
  collect: ({ library, journal, folder }, { throwIfAborted }) => {
    const db = openDatabase({ path: library, journal })
    try {
      return collectUnusedImages(db, folder, systemClock.now(), throwIfAborted)
    } finally {
      db.close()
    }
  },
})
