import { workerData } from 'node:worker_threads'
import { systemClock } from '#main/kernel/clock.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { mapSqliteError } from '#main/kernel/db/sqlite-errors.ts'
import { serveWorker } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall } from '#main/kernel/workers/worker-protocol.ts'
import type { Correction, CorrectionEffect } from '#shared/contract/corrections.contract.ts'
import { makeCorrection, redoCorrection, tryCorrection, undoCorrection } from './correction-work.ts'

export type CorrectionsData = { library: string; journal: 'wal' | 'delete' }

export type CorrectionsApi = {
  preview: WorkerCall<Correction, CorrectionEffect>
  make: WorkerCall<Correction, { id: number; effect: CorrectionEffect }>
  undo: WorkerCall<{ id: number }, CorrectionEffect>
  redo: WorkerCall<{ id: number }, { id: number; effect: CorrectionEffect }>
}

const { library, journal } = workerData as CorrectionsData

function withLibrary<Result>(work: (db: WriteDb, now: number) => Result): Result {
  let db: (WriteDb & { close(): void }) | undefined
  try {
    db = openDatabase({ path: library, journal })
    return work(db, systemClock.now())
  } catch (error) {
    throw mapSqliteError(error, library)
  } finally {
    db?.close()
  }
}

serveWorker<CorrectionsApi>({
  preview: (correction) => withLibrary((db, now) => tryCorrection(db, correction, now)),
  make: (correction) => withLibrary((db, now) => makeCorrection(db, correction, now)),
  undo: ({ id }) => withLibrary((db, now) => undoCorrection(db, id, now)),
  redo: ({ id }) => withLibrary((db, now) => redoCorrection(db, id, now)),
})
