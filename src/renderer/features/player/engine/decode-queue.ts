/** Runs one job at a time, so that skipping through an album never decodes more than one file at once. */
export interface DecodeQueue {
  run: <T>(signal: AbortSignal, job: () => Promise<T>) => Promise<T>
}

export function createDecodeQueue(): DecodeQueue {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: (signal, job) => {
      const turn = last.then(() => {
        signal.throwIfAborted()
        return job()
      })
      // Whoever asked for it hears how it went; the next in line only waits.
      last = turn.then(
        () => undefined,
        () => undefined
      )
      return turn
    }
  }
}
