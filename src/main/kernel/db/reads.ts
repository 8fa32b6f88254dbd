import type { ReadDb } from './database.ts'

/**
 * A named read that may take longer than 5 ms. Domains define theirs in `<d>.reads.ts`; `src/main/reads.ts` lists them
 * all for the reader worker. Arguments and results cross a thread, so they are plain data. A long read (some 100 ms and
 * more) runs in a thread of its own, so that no short one waits for it.
 */
export type Read<Args, Result> = { readonly name: string; readonly run: (db: ReadDb, args: Args) => Result; readonly isLong: boolean }

/** Names a read. Names are `<domain>.<what>` and unique. */
export function defineRead<Args, Result>(name: string, run: (db: ReadDb, args: Args) => Result, { isLong = false } = {}): Read<Args, Result> {
  return { name, run, isLong }
}

/**
 * Runs reads off the main thread, each on a snapshot, in the order they were asked for. Rejects with the read's own
 * error, or with an AbortError once `signal` aborts before the read began.
 */
export type Reader = {
  run<Args, Result>(read: Read<Args, Result>, args: Args, signal?: AbortSignal): Promise<Result>
  close(): Promise<void>
}

/** A reader on the calling thread; for tests and short scripts. */
export function inlineReader(db: ReadDb): Reader {
  return {
    run: async (read, args) => db.snapshot(() => read.run(db, args)),
    close: async () => undefined,
  }
}
