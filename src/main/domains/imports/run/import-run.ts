import { messageOf } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { ImportOptions, ImportReport } from '#shared/contract/imports.contract.ts'
import type { Clock } from '#main/kernel/clock.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { FileRow } from '../formats/file-row.ts'
import { endImport, findFile, listFileReports, removeFiles, updateReport, upsertFile } from '../imports.repo.ts'
import { findFiles } from '../reading/find-files.ts'
import { readFile } from '../reading/read-file.ts'
import type { FileReading } from '../reading/read-file.ts'
import type { SourceFile } from '../reading/source-file.ts'
import type { Pace } from './pace.ts'
import { passRows, writeRows } from './batch.ts'
import type { ImportWrites } from './batch.ts'
import { emptyFileReport, joinReports } from './file-report.ts'
import type { FileReport } from './file-report.ts'
import { openOrdinals } from './ordinals.ts'
import type { Rest } from './rest.ts'

/** How far a run is: `total` rows are estimated by the bytes still to be read. */
export type RunProgress = { done: number; total: number | null; path: string }

export type ImportRun = {
  db: WriteDb
  clock: Clock
  writes: ImportWrites
  pace: Pace
  rest: Rest
  throwIfAborted(): void
  onProgress(progress: RunProgress): void
}

export type RunRequest = { importId: number; paths: readonly string[]; options: ImportOptions }

const summedUpEveryMs = 1_000

/**
 * Reads every file of an import and writes what it finds. Each transaction writes its rows together with how far its
 * file is, so that a run that was killed goes on where it was, with its counts.
 */
export async function runImport(run: ImportRun, { importId, paths, options }: RunRequest): Promise<ImportReport> {
  const { db, clock } = run
  const source = await findFiles(paths)
  const position = { bytes: 0, rows: 0, totalBytes: source.files.reduce((sum, { size }) => sum + size, 0) }
  let summedUpAt = performance.now()
  const sumUp = (): ImportReport => joinReports(listFileReports(db, importId))
  const tell = (file: SourceFile, rows: number, bytes: number): void => {
    position.rows += rows
    position.bytes += bytes
    const total = position.bytes === 0 ? null : Math.max(position.rows, Math.round((position.rows / position.bytes) * position.totalBytes))
    run.onProgress({ done: position.rows, total, path: file.path })
    if (performance.now() - summedUpAt < summedUpEveryMs) return
    summedUpAt = performance.now()
    db.transaction(() => updateReport(db, importId, sumUp()))
  }
  try {
    for (const [index, file] of source.files.entries()) await importFile({ ...run, importId, index, options, tell }, file)
  } finally {
    source.close()
  }
  const report = sumUp()
  db.transaction(() => {
    updateReport(db, importId, report)
    removeFiles(db, importId)
    endImport(db, importId, report.files.some(({ format }) => format !== null) ? 'done' : 'failed', clock.now())
  })
  return report
}

/** One file of an import. */
type FileRun = ImportRun & { importId: number; index: number; options: ImportOptions; tell(file: SourceFile, rows: number, bytes: number): void }

async function importFile(run: FileRun, file: SourceFile): Promise<void> {
  const { db, importId, index, tell } = run
  const stored = findFile(db, importId, index)
  if (stored?.isDone) return tell(file, stored.rows, file.size)
  const report = stored?.report ?? emptyFileReport(file.path)
  report.problem ??= file.problem
  let rows = stored?.rows ?? 0
  if (file.open) {
    try {
      rows = await importRows(run, file, file.open, report, rows)
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error
      rows = findFile(db, importId, index)?.rows ?? 0
      report.problem = report.format === null && rows === 0 ? say`It could not be read: ${error.message}` : say`Its rest could not be read: ${error.message}`
    }
  }
  db.transaction(() => upsertFile(db, importId, index, { rows, isDone: true, report }))
}

/** What is wrong with a file, and not with the library. */
class UnreadableError extends Error {}

async function importRows(run: FileRun, file: SourceFile, open: NonNullable<SourceFile['open']>, report: FileReport, from: number): Promise<number> {
  const { options, pace, tell, throwIfAborted } = run
  const ordinalOf = openOrdinals()
  const reading: FileReading = {
    options,
    zone: options.zone ?? 'UTC',
    format: options.format,
    onFormat: (format) => {
      report.format = format
    },
    askForZone: () => {
      report.needsZone = true
    },
  }
  let toPass = from
  let written = from
  for await (const { rows, bytes } of unreadable(async () => readFile(await open(), reading))) {
    throwIfAborted()
    tell(file, 0, bytes)
    const format = report.format ?? ''
    const passed = rows.splice(0, toPass)
    toPass -= passed.length
    passRows(passed, format, ordinalOf)
    while (rows.length > 0) {
      const batch = rows.splice(0, pace.size())
      written += batch.length
      writeBatch(run, batch, { report, format, ordinalOf, written })
      tell(file, batch.length, 0)
      await run.rest()
      throwIfAborted()
    }
  }
  return written
}

function writeBatch({ db, clock, importId, index, pace, writes }: FileRun, rows: readonly FileRow[], { report, format, ordinalOf, written }: { report: FileReport; format: string; ordinalOf: (key: string) => number; written: number }): void {
  const begun = performance.now()
  db.transaction(() => {
    writeRows(rows, format, report, ordinalOf, clock.now(), writes)
    upsertFile(db, importId, index, { rows: written, isDone: false, report })
  })
  pace.took(rows.length, performance.now() - begun)
}

/** Tells what goes wrong while reading from what goes wrong while writing. */
async function* unreadable<Item>(open: () => Promise<AsyncGenerator<Item>>): AsyncGenerator<Item> {
  let items: AsyncGenerator<Item> | undefined
  try {
    items = await open()
    for (;;) {
      const next = await items.next()
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    throw new UnreadableError(messageOf(error), { cause: error })
  } finally {
    await items?.return(undefined)
  }
}
