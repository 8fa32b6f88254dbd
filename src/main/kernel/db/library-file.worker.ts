import { serveWorker } from '../workers/serve-worker.ts'
import type { WorkerCall } from '../workers/worker-protocol.ts'
import { checkLibrary, copyClosedLibrary, copyLibrary } from './copy-library.ts'
import type { CheckResult, CopyProgress } from './copy-library.ts'

/** Work on whole library files, away from the main thread. */
export type LibraryFileApi = {
  /** Copies a library in use and checks the copy. */
  copy: WorkerCall<{ source: string; target: string; holdsSnapshot: boolean }, CheckResult, CopyProgress>
  /** Copies a backup to where it can take the library's place, and checks the copy. */
  stage: WorkerCall<{ source: string; target: string }, CheckResult>
  check: WorkerCall<{ path: string; depth: 'thorough' | 'quick' }, CheckResult>
}

serveWorker<LibraryFileApi>({
  copy: async ({ source, target, holdsSnapshot }, { emit, throwIfAborted }) => {
    await copyLibrary(source, target, holdsSnapshot, (progress) => {
      throwIfAborted()
      emit(progress)
    })
    return checkLibrary(target, 'thorough')
  },
  stage: async ({ source, target }) => {
    await copyClosedLibrary(source, target)
    return checkLibrary(target, 'thorough')
  },
  check: ({ path, depth }) => checkLibrary(path, depth),
})
