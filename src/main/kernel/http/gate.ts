import { abortError } from '../workers/worker-protocol.ts'
import type { HttpDeclaration, Pace } from './http-declaration.ts'

/** Lets requests of one service through in order, no faster and no more at once than it wants. */
export type Gate = {
  /** Resolves when the request may begin; call the result when it has ended. */
  enter(signal?: AbortSignal): Promise<() => void>
  /** Nothing begins before then (UTC ms): one answer of 429 counts for every request. */
  holdUntil(at: number): void
}

/** A gate nobody has passed yet. */
export function createGate({ requestsPerSecond, concurrency }: Pick<HttpDeclaration, 'requestsPerSecond' | 'concurrency'>, pace: Pace): Gate {
  const waiting: (() => void)[] = []
  let open = 0
  let nextAt = 0

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else open -= 1
  }

  async function takePlace(signal: AbortSignal | undefined): Promise<void> {
    if (open < concurrency) {
      open += 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.push(resolve)
    const abort = (): void => {
      const at = waiting.indexOf(resolve)
      if (at < 0) return
      waiting.splice(at, 1)
      reject(abortError())
    }
    signal?.addEventListener('abort', abort)
    await promise.finally(() => signal?.removeEventListener('abort', abort))
  }

  /** Each takes the next moment; who finds it moved meanwhile (a hold) waits again. */
  async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const wait = nextAt - pace.now()
      if (wait <= 0) break
      await pace.sleep(wait, signal)
    }
    nextAt = pace.now() + 1_000 / requestsPerSecond
  }

  return {
    holdUntil: (at) => {
      nextAt = Math.max(nextAt, at)
    },
    enter: async (signal) => {
      if (signal?.aborted) throw abortError()
      await takePlace(signal)
      try {
        await takeTurn(signal)
        return leave
      } catch (error) {
        leave()
        throw error
      }
    },
  }
}
