import { workerData } from 'node:worker_threads'
import { systemClock } from '#main/kernel/clock.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { mapSqliteError } from '#main/kernel/db/sqlite-errors.ts'
import { serveWorker, workerLog } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall, WorkerRun } from '#main/kernel/workers/worker-protocol.ts'
import { decideMove, forgetMissing, removeFolder } from './scan/catalogue-tasks.ts'
import type { TaskDeps } from './scan/catalogue-tasks.ts'
import { scanLibrary } from './scan/scan.ts'
import type { ScanReport } from './scan/progress.ts'
import type { ScanRequest, ScanResult } from './scan/scan.ts'
import { openTagPool } from './scan/tag-pool.ts'

/** What the thread is started with. */
export type ScannerData = { library: string; journal: 'wal' | 'delete'; tagsWorker: string; readers: number }

/** Told while it runs. */
export type ScannerEvent = { kind: 'progress'; report: ScanReport } | { kind: 'written'; done: number }

export type ScannerApi = {
  scan: WorkerCall<ScanRequest, ScanResult, ScannerEvent>
  removeFolder: WorkerCall<{ folderId: number }, void, ScannerEvent>
  forgetMissing: WorkerCall<{ fileIds: number[] | null }, number, ScannerEvent>
  decideMove: WorkerCall<{ newFileId: number; missingFileId: number; isSame: boolean }, void, ScannerEvent>
}

const data = workerData as ScannerData

async function withLibrary<Result>({ throwIfAborted, emit }: WorkerRun<ScannerEvent>, work: (deps: TaskDeps) => Promise<Result>): Promise<Result> {
  let db: (WriteDb & { close(): void }) | undefined
  try {
    db = openDatabase({ path: data.library, journal: data.journal })
    // Mapped pages count as memory of this process, and a scan reads what it reads once.
    db.sqlite.pragma('mmap_size = 0')
    return await work({ db, clock: systemClock, throwIfAborted, onWritten: (done) => emit({ kind: 'written', done }) })
  } catch (error) {
    throw mapSqliteError(error, data.library)
  } finally {
    db?.close()
  }
}

serveWorker<ScannerApi>({
  scan: (request, run) =>
    withLibrary(run, async ({ db, clock, throwIfAborted, onWritten }) => {
      const pool = openTagPool({ worker: new URL(data.tagsWorker), size: data.readers })
      try {
        return await scanLibrary({ db, clock, log: workerLog(), pool, throwIfAborted, onProgress: (report) => run.emit({ kind: 'progress', report }), onWritten: () => onWritten(0) }, request)
      } finally {
        pool.close()
      }
    }),
  removeFolder: ({ folderId }, run) => withLibrary(run, (deps) => removeFolder(deps, folderId)),
  forgetMissing: ({ fileIds }, run) => withLibrary(run, (deps) => forgetMissing(deps, fileIds)),
  decideMove: ({ newFileId, missingFileId, isSame }, run) => withLibrary(run, (deps) => decideMove(deps, newFileId, missingFileId, isSame)),
})
