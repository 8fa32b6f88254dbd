import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Log } from '../log.ts'
import { startWorker } from '../workers/worker-channel.ts'
import type { WorkerChannel } from '../workers/worker-channel.ts'
import type { WorkerLocation } from '../workers/worker-location.ts'
import { removePartialCopy } from './copy-library.ts'
import type { CheckResult, CopyProgress } from './copy-library.ts'
import type { LibraryFileApi } from './library-file.worker.ts'

type Following = { signal?: AbortSignal | undefined; onProgress?: (progress: CopyProgress) => void }

/** Copies and checks whole library files in a thread that lives only for the call; an abort ends it at once. */
export type LibraryFiles = {
  /** Copies a library in use to one self-contained, checked file; the file appears whole or not at all. */
  copy(job: { source: string; target: string; journal: 'wal' | 'delete' }, following?: Following): Promise<CheckResult>
  /** Copies a file nothing uses, and checks the copy. */
  stage(job: { source: string; target: string }, following?: Following): Promise<CheckResult>
  /** `quick` leaves the indexes out. */
  check(path: string, depth: 'thorough' | 'quick', following?: Following): Promise<CheckResult>
}

/** A check is one call into SQLite that hears nothing meanwhile: ending its thread is the only way to stop it. */
export function createLibraryFiles({ workers, log }: { workers: WorkerLocation; log: Log }): LibraryFiles {
  async function run<Result>(call: (channel: WorkerChannel<LibraryFileApi>) => Promise<Result>, { signal }: Following, target?: string): Promise<Result> {
    const channel = startWorker<LibraryFileApi>(workers('kernel/db/library-file.worker'), { log })
    const end = (): void => void channel.terminate()
    signal?.addEventListener('abort', end, { once: true })
    try {
      return await call(channel)
    } finally {
      signal?.removeEventListener('abort', end)
      await channel.terminate()
      if (signal?.aborted && target !== undefined) removePartialCopy(target)
    }
  }
  return {
    copy: ({ journal, ...job }, following = {}) =>
      run((channel) => channel.call('copy', { ...job, holdsSnapshot: journal === 'wal' }, { signal: following.signal, onEvent: following.onProgress }), following, job.target),
    stage: (job, following = {}) => run((channel) => channel.call('stage', job), following, job.target),
    check: (path, depth, following = {}) => run((channel) => channel.call('check', { path, depth }), following),
  }
}

/** The refusal of a file that failed its check. */
export function damagedError(path: string, { problems }: CheckResult): AppError {
  return new AppError('database-damaged', say`${path} is damaged and was left as it is. Choose another backup.`, { data: { file: path, problems } })
}
