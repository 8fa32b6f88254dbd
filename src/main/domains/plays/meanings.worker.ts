import { setTimeout as wait } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { mapSqliteError } from '#main/kernel/db/sqlite-errors.ts'
import { serveWorker } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall, WorkerRun } from '#main/kernel/workers/worker-protocol.ts'
import { countTracksToMatch, meetCatalogue } from './meet-catalogue.ts'
import { rebuildMeanings } from './rebuild-meanings.ts'
import type { RebuildResult, RebuildStep } from './rebuild-meanings.ts'

export type MeaningsData = { library: string; journal: 'wal' | 'delete' }

export type MeaningsProgress = { phase: RebuildStep['phase'] | 'matching'; done: number; total: number }

export type MeaningsApi = {
  meet: WorkerCall<null, { tracks: number }, MeaningsProgress>
  rebuild: WorkerCall<null, RebuildResult, MeaningsProgress>
}

/** Whoever waits to write looks every millisecond. */
const pauseMs = 3
const { library, journal } = workerData as MeaningsData

async function withLibrary<Result>(work: (db: WriteDb) => Promise<Result>): Promise<Result> {
  let db: (WriteDb & { close(): void }) | undefined
  try {
    db = openDatabase({ path: library, journal })
    return await work(db)
  } catch (error) {
    throw mapSqliteError(error, library)
  } finally {
    db?.close()
  }
}

async function meet(db: WriteDb, { throwIfAborted, emit }: WorkerRun<MeaningsProgress>): Promise<{ tracks: number }> {
  const total = countTracksToMatch(db)
  let tracks = 0
  for (const met of meetCatalogue(db)) {
    tracks += met
    emit({ phase: 'matching', done: tracks, total: Math.max(total, tracks) })
    await wait(pauseMs)
    throwIfAborted()
  }
  return { tracks }
}

async function rebuild(db: WriteDb, { throwIfAborted, emit }: WorkerRun<MeaningsProgress>): Promise<RebuildResult> {
  const steps = rebuildMeanings(db)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    emit(step.value)
    // Only the swap holds the lock long enough for others to notice.
    await wait(step.value.phase === 'swapping' ? pauseMs : 0)
    throwIfAborted()
  }
}

serveWorker<MeaningsApi>({
  meet: (_none, run) => withLibrary((db) => meet(db, run)),
  rebuild: (_none, run) => withLibrary((db) => rebuild(db, run)),
})
