import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Log } from '#main/kernel/log.ts'
import type { CatalogueWriter } from '../identity/catalogue-writer.ts'
import type { Progress } from './progress.ts'
import type { TagPool } from './tag-pool.ts'
import type { WriteLoop } from './write-loop.ts'

/** What one run of the scanner works with. */
export type ScanRun = {
  db: WriteDb
  clock: { now(): number }
  log: Log
  catalogue: CatalogueWriter
  writing: WriteLoop
  pool: TagPool
  progress: Progress
  /** Real paths of all library folders, latin1. */
  libraryRoots: readonly string[]
  /** When this run began: new and missing files carry this moment or a later one. */
  startedAt: number
  isFull: boolean
  throwIfAborted(): void
}
