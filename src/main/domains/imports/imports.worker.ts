import { workerData } from 'node:worker_threads'
import { openPlayTime } from '#main/domains/plays/play-time.service.ts'
import { systemClock } from '#main/kernel/clock.ts'
import { copyLibrary, removeDatabaseFiles } from '#main/kernel/db/copy-library.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { mapSqliteError } from '#main/kernel/db/sqlite-errors.ts'
import { serveWorker } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall } from '#main/kernel/workers/worker-protocol.ts'
import type { ImportReport } from '#shared/contract/imports.contract.ts'
import { insertImport } from './imports.repo.ts'
import { emptyCounts } from './run/file-report.ts'
import { runImport } from './run/import-run.ts'
import type { ImportRun, RunProgress, RunRequest } from './run/import-run.ts'
import { libraryWrites } from './run/library-writes.ts'
import { createPace, fullPace } from './run/pace.ts'
import { createRest } from './run/rest.ts'
import { undoImport } from './run/undo-run.ts'

/** What the thread is started with. */
export type ImportsData = { library: string; journal: 'wal' | 'delete' }

/** The hour at which the listener's days begin, as it is set when the work begins. */
type Days = { dayStartsAt: number }

export type ImportsApi = {
  run: WorkerCall<RunRequest & Days, ImportReport, RunProgress>
  dryRun: WorkerCall<Omit<RunRequest, 'importId'> & Days & { copy: string }, ImportReport, RunProgress>
  undo: WorkerCall<{ importId: number } & Days, { removed: number }, RunProgress>
}

const data = workerData as ImportsData

async function withLibrary<Result>(path: string, work: (db: WriteDb) => Promise<Result>): Promise<Result> {
  let db: (WriteDb & { close(): void }) | undefined
  try {
    db = openDatabase({ path, journal: path === data.library ? data.journal : 'wal' })
    // Rows go all over the indexes: what is kept in memory is not read again.
    db.sqlite.pragma('cache_size = -65536')
    return await work(db)
  } catch (error) {
    throw mapSqliteError(error, path)
  } finally {
    db?.close()
  }
}

function importInto(db: WriteDb, request: RunRequest & Days, run: Pick<ImportRun, 'pace' | 'rest' | 'throwIfAborted' | 'onProgress'>): Promise<ImportReport> {
  const time = openPlayTime(db, request, systemClock)
  return runImport({ db, clock: systemClock, writes: libraryWrites(db, request.importId, time, systemClock), ...run }, request)
}

serveWorker<ImportsApi>({
  run: (request, { throwIfAborted, emit }) => withLibrary(data.library, (db) => importInto(db, request, { pace: createPace(), rest: createRest(db, { leavesRoom: true }), throwIfAborted, onProgress: emit })),
  // The import itself, into a copy: exact, and nobody waits for a lock meanwhile.
  dryRun: async ({ copy, ...request }, { throwIfAborted, emit }) => {
    try {
      await copyLibrary(data.library, copy, data.journal === 'wal')
      throwIfAborted()
      return await withLibrary(copy, (db) => {
        db.sqlite.pragma('synchronous = OFF')
        const report: ImportReport = { counts: emptyCounts(), files: [], samples: [], needsZone: false, firstAt: null, lastAt: null }
        const importId = insertImport(db, { name: '', optionsJson: '{}', report, now: systemClock.now() })
        return importInto(db, { importId, ...request }, { pace: fullPace, rest: createRest(db, { leavesRoom: false }), throwIfAborted, onProgress: emit })
      })
    } finally {
      removeDatabaseFiles(copy)
    }
  },
  undo: ({ importId, dayStartsAt }, { throwIfAborted, emit }) =>
    withLibrary(data.library, (db) =>
      undoImport({ db, clock: systemClock, time: openPlayTime(db, { dayStartsAt }, systemClock), rest: createRest(db, { leavesRoom: true }), throwIfAborted, onProgress: ({ done }) => emit({ done, total: null, path: '' }) }, importId),
    ),
})
