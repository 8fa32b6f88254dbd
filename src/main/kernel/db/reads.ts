import type { ReadDb } from './database.ts'

/**
 * A named read that may take longer than 5 ms. Domains define theirs in `<d>.reads.ts`; `src/main/reads.ts` lists them
 * all for the reader worker. Arguments and results cross a thread, so they are plain data.
 */
export type Read<Args, Result> = { readonly name: string; readonly run: (db: ReadDb, args: Args) => Result }

/** Names a read. Names are `<domain>.<what>` and unique. */
export function defineRead<Args, Result>(name: string, run: (db: ReadDb, args: Args) => Result): Read<Args, Result> {
  return { name, run }
}

/** Runs reads off the main thread, each on a snapshot. Rejects with the read's own error. */
export type Reader = {
  run<Args, Result>(read: Read<Args, Result>, args: Args): Promise<Result>
  close(): Promise<void>
}

/** A reader on the calling thread; for tests and short scripts. */
export function inlineReader(db: ReadDb): Reader {
  return {
    run: async (read, args) => db.snapshot(() => read.run(db, args)),
    close: async () => undefined,
  }
}
