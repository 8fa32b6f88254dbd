// Artwork: the thread in which pictures are read; started by artwork.jobs.ts for one run.
import { openDatabase } from '#main/kernel/db/database.ts'
import type { OpenOptions, WriteDb } from '#main/kernel/db/database.ts'
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

function openLibrary({ library, journal }: ArtworkRequest): WriteDb & { close(): void } {
  const db = openDatabase({ path: library, journal })
  // Mapped pages would count as memory of this process, and each row is read once.
  db.sqlite.pragma('mmap_size = 0')
  return db
}

serveWorker<ArtworkApi>({
  read: async (request, { throwIfAborted, emit }) => {
    const db = openLibrary(request)
    try {
      return await readDueArtwork({ db, clock: systemClock, log: workerLog(), folder: request.folder, throwIfAborted, onReport: emit }, request.except)
    } finally {
      db.close()
    }
  },
  collect: (request, { throwIfAborted }) => {
    const db = openLibrary(request)
    try {
      return collectUnusedImages(db, request.folder, systemClock.now(), throwIfAborted)
    } finally {
      db.close()
    }
  },
})
