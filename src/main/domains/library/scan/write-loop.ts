import type { CatalogueWriter } from '../identity/catalogue-writer.ts'
import { letOthersWrite } from './write-pause.ts'

/** Writes in the background of a scan: enough at once to be quick, soon enough that albums appear while it runs. */
export type WriteLoop = {
  /** Something was added. */
  poke(): void
  /** Waits while more is read than can be written. */
  room(): Promise<void>
  /** Writes everything that was added so far. */
  flush(): Promise<void>
  close(): void
}

const worthWriting = 48
const longestWaitMs = 150
const tooMany = 1_500

export function openWriteLoop(catalogue: CatalogueWriter, onWritten: () => void): WriteLoop {
  const state: { isClosed: boolean; isFlushing: boolean; failure?: { error: unknown } } = { isClosed: false, isFlushing: false }
  let wake = Promise.withResolvers<void>()
  let written = Promise.withResolvers<void>()
  let lastWrite = performance.now()

  function isDue(): boolean {
    return state.isFlushing || catalogue.waiting() >= worthWriting || (catalogue.waiting() > 0 && performance.now() - lastWrite > longestWaitMs)
  }

  async function loop(): Promise<void> {
    while (!state.isClosed) {
      if (!isDue()) {
        await Promise.race([wake.promise, ...(catalogue.waiting() > 0 ? [later()] : [])])
        wake = Promise.withResolvers<void>()
        continue
      }
      const hasMore = catalogue.writeSome()
      lastWrite = performance.now()
      onWritten()
      if (!hasMore) state.isFlushing = false
      written.resolve()
      written = Promise.withResolvers<void>()
      await letOthersWrite()
    }
  }

  function later(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    setTimeout(resolve, longestWaitMs).unref()
    return promise
  }

  function check(): void {
    if (state.failure) throw state.failure.error
  }

  void loop().catch((error: unknown) => {
    state.failure = { error }
    written.resolve()
  })

  return {
    poke: () => wake.resolve(),
    room: async () => {
      check()
      while (catalogue.waiting() > tooMany) {
        await written.promise
        check()
      }
    },
    flush: async () => {
      check()
      state.isFlushing = true
      wake.resolve()
      while (state.isFlushing) {
        await written.promise
        check()
      }
    },
    close: () => {
      state.isClosed = true
      wake.resolve()
      written.resolve()
    },
  }
}
