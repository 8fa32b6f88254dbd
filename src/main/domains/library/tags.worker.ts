import { serveWorker } from '#main/kernel/workers/serve-worker.ts'
import type { WorkerCall } from '#main/kernel/workers/worker-protocol.ts'
import { readForLibrary } from './scan/read-for-library.ts'
import type { ReadRequest, ReadResult } from './scan/read-for-library.ts'

/** `pulse` holds the number of files begun, so that whoever waits can see which one does not end. */
export type TagsApi = { read: WorkerCall<{ files: ReadRequest[]; pulse: SharedArrayBuffer }, ReadResult[]> }

serveWorker<TagsApi>({
  read: async ({ files, pulse }) => {
    const begun = new Int32Array(pulse)
    const results: ReadResult[] = []
    for (const file of files) {
      Atomics.add(begun, 0, 1)
      results.push(await readForLibrary(file))
    }
    return results
  },
})
