import { workerData } from 'node:worker_threads'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { openDatabase } from '../db/database.ts'
import type { ReadDb } from '../db/database.ts'
import type { Read } from '../db/reads.ts'
import { serveWorker } from './serve-worker.ts'
import type { WorkerCall } from './worker-protocol.ts'

/** What a reader thread answers. */
export type ReaderApi = { read: WorkerCall<{ name: string; args: unknown }, unknown> }

/** What a reader thread is started with: the path of the library. */
export type ReaderData = { library: string }

/** Serves named reads from a read-only connection; the last line of a reader's entry. */
export function serveReads(reads: readonly Read<never, unknown>[]): void {
  const byName = new Map(reads.map((read) => [read.name, read]))
  if (byName.size !== reads.length) throw new Error('two reads have one name')
  const { library } = workerData as ReaderData
  let db: ReadDb | undefined
  serveWorker<ReaderApi>({
    read: ({ name, args }) => {
      const read = byName.get(name)
      if (!read) throw new AppError('bug', say`The reader knows no read ${name}.`)
      const open = (db ??= openDatabase({ path: library, isReadOnly: true }))
      return open.snapshot(() => read.run(open, args as never))
    },
  })
}
