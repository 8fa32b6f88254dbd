import type { ResourceLimits } from 'node:worker_threads'
import { abortError } from './worker-protocol.ts'
import type { Reader } from '../db/reads.ts'
import type { Log } from '../log.ts'
import type { ReaderApi, ReaderData } from './serve-reads.ts'
import { startWorker } from './worker-channel.ts'
import type { WorkerLocation } from './worker-location.ts'

/** Enough for the largest read many times over; without a limit the heap grows with garbage it has no reason to collect. */
const resourceLimits: ResourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }

/** A read that waits for its turn. */
type Waiting = { name: string; args: unknown; signal: AbortSignal | undefined; resolve: (result: never) => void; reject: (error: unknown) => void }

/** One thread and the reads that wait for it: one at a time, so that a read nobody wants any more never runs. */
function createLane(url: URL, options: { workerData: ReaderData; log: Log; resourceLimits: ResourceLimits }) {
  const worker = startWorker<ReaderApi>(url, options)
  const waiting: Waiting[] = []
  let isBusy = false
  let isClosed = false

  async function work(): Promise<void> {
    if (isBusy) return
    isBusy = true
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (next.signal?.aborted) {
        next.reject(abortError())
        continue
      }
      try {
        next.resolve((await worker.call('read', { name: next.name, args: next.args })) as never)
      } catch (error) {
        next.reject(error)
      }
    }
    isBusy = false
  }

  return {
    ask: (read: Waiting): void => {
      if (isClosed) return read.reject(abortError())
      waiting.push(read)
      void work()
    },
    close: async (): Promise<void> => {
      isClosed = true
      for (const { reject } of waiting.splice(0)) reject(abortError())
      await worker.terminate()
    },
  }
}

/**
 * Runs reads in two threads with a read-only connection each: short reads in one, in turn; long ones in the other,
 * which starts with the first of them. A thread that dies takes the read it was at with it, which rejects with `bug`;
 * the reads that wait go on in a new thread. Closing rejects what is open with an AbortError.
 */
export function startReader({ workers, library, log }: { workers: WorkerLocation; library: string; log: Log }): Reader {
  const options = { workerData: { library }, log, resourceLimits }
  const url = workers('reader.worker')
  const short = createLane(url, options)
  const long = createLane(url, options)
  return {
    run: ({ name, isLong }, args, signal) => new Promise((resolve, reject) => (isLong ? long : short).ask({ name, args, signal, resolve, reject })),
    close: async () => {
      await Promise.all([short.close(), long.close()])
    },
  }
}
