import { abortError } from '../workers/worker-protocol.ts'
import type { JobEnd } from './job-definition.ts'

type Waiter = { resolve: (end: JobEnd) => void; reject: (error: Error) => void }

/** Who waits for which job to end. */
export type JobWaiters = {
  /** Settles once: with the job's end, or with an AbortError. */
  add(id: number, signal: AbortSignal | undefined): Promise<JobEnd>
  tell(id: number, end: JobEnd): void
  /** The queue stops: nobody will be told any more. */
  dismiss(): void
}

/** Nothing waits yet. */
export function createJobWaiters(): JobWaiters {
  const waiting = new Map<number, Set<Waiter>>()
  return {
    add: async (id, signal) => {
      if (signal?.aborted) throw abortError()
      const { promise, resolve, reject } = Promise.withResolvers<JobEnd>()
      const waiter = { resolve, reject }
      const others = waiting.get(id) ?? new Set()
      waiting.set(id, others.add(waiter))
      const abort = (): void => reject(abortError())
      signal?.addEventListener('abort', abort)
      try {
        return await promise
      } finally {
        others.delete(waiter)
        signal?.removeEventListener('abort', abort)
      }
    },
    tell: (id, end) => {
      for (const waiter of waiting.get(id) ?? []) waiter.resolve(end)
      waiting.delete(id)
    },
    dismiss: () => {
      for (const waiter of [...waiting.values()].flatMap((set) => [...set])) waiter.reject(abortError())
      waiting.clear()
    },
  }
}
