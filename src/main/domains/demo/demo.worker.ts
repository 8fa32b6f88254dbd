import { systemClock } from '#main/kernel/clock.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import { serveWorker } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall } from '#main/kernel/workers/worker-protocol.ts'
import { makeAlbum } from './album-maker.ts'
import type { AlbumOrder } from './album-maker.ts'
import { fillPlays } from './fill-plays.ts'
import type { FillProgress, FillRequest } from './fill-plays.ts'

export type DemoWorker = {
  makeAlbum: WorkerCall<AlbumOrder, void>
  fillPlays: WorkerCall<FillRequest & { library: string; journal: 'wal' | 'delete' }, { plays: number }, FillProgress>
}

serveWorker<DemoWorker>({
  makeAlbum,
  fillPlays: async ({ library, journal, ...request }, { emit, throwIfAborted }) => {
    const db = openDatabase({ path: library, journal })
    try {
      return await fillPlays(db, systemClock, request, emit, throwIfAborted)
    } finally {
      db.close()
    }
  },
})
