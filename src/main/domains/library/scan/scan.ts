import type { WriteDb } from '#main/kernel/db/database.ts'
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'
import type { Log } from '#main/kernel/log.ts'
import { tidySearch } from '#main/domains/search/search.service.ts'
import { openCatalogueWriter } from '../identity/catalogue-writer.ts'
import { filelessEditions, leaveAlbum, leaveEdition } from '../identity/settle.ts'
import { rawName } from './disk-name.ts'
import { scanFolder } from './folder-scan.ts'
import { joinMoves, regroup } from './moves.ts'
import { openProgress } from './progress.ts'
import type { ScanCounts, ScanReport } from './progress.ts'
import { countMissing, directoriesToGroup, dropUnusedGenres, folderIsScanned, listFolders } from './scan.repo.ts'
import type { FolderRow } from './scan.repo.ts'
import type { ScanRun } from './scan-run.ts'
import type { TagPool } from './tag-pool.ts'
import { realRaw } from './walk.ts'
import type { WalkPart } from './walk.ts'
import { openWriteLoop } from './write-loop.ts'
import { letOthersWrite } from './write-pause.ts'

/** `only` restricts the scan of a folder to what was touched in it (paths as latin1 bytes). */
export type ScanRequest = { folderIds: readonly number[]; isFull: boolean; only?: readonly ({ folderId: number } & WalkPart)[] }

/** `files = added + updated + unchanged + failed`; `missing` are all that are missing in these folders now. */
export type ScanResult = ScanCounts & { files: number; durationMs: number; hasChanged: boolean }

export type ScanDeps = {
  db: WriteDb
  clock: { now(): number }
  log: Log
  pool: TagPool
  throwIfAborted(): void
  onProgress(report: ScanReport): void
  /** Something was written. */
  onWritten(): void
}

/** Brings the catalogue in line with what lies in these folders. Stopping it at any moment keeps what was written. */
export async function scanLibrary(deps: ScanDeps, request: ScanRequest): Promise<ScanResult> {
  const { db, clock, log, pool, throwIfAborted, onProgress, onWritten } = deps
  const started = performance.now()
  const before = db.sqlite.prepare('SELECT total_changes()').pluck()
  const changesBefore = before.get()
  const catalogue = openCatalogueWriter(db, clock)
  const writing = openWriteLoop(catalogue, onWritten)
  const counts: ScanCounts = { added: 0, updated: 0, unchanged: 0, failed: 0, missing: 0 }
  const folders = listFolders(db)
  const scanned = folders.filter(({ id }) => request.folderIds.includes(id))
  const run: ScanRun = {
    db, clock, log, catalogue, writing, pool, throwIfAborted, startedAt: clock.now(), isFull: request.isFull, progress: openProgress(counts, onProgress),
    libraryRoots: folders.flatMap(({ path }) => realRaw(rawName(path)) ?? []),
  }
  try {
    for (const folder of scanned) {
      await scanFolder(run, folder, request.only?.find(({ folderId }) => folderId === folder.id))
      throwIfAborted()
    }
    await finish(run, scanned, request.only === undefined)
  } finally {
    writing.close()
  }
  counts.missing = scanned.reduce((sum, { id }) => sum + countMissing(db, id), 0)
  return { ...counts, files: counts.added + counts.updated + counts.unchanged + counts.failed, durationMs: Math.round(performance.now() - started), hasChanged: before.get() !== changesBefore }
}

async function finish(run: ScanRun, folders: readonly FolderRow[], isWhole: boolean): Promise<void> {
  const { db, catalogue, writing, progress, startedAt } = run
  progress.begin('finishing', null)
  for (const addedAt of joinMoves(db, catalogue)) {
    // What an interrupted run had added was found unchanged by this one.
    progress.counts[addedAt >= startedAt ? 'added' : 'unchanged']--
    progress.counts.updated++
  }
  await writing.flush()
  const interrupted = directoriesToGroup(db)
  if (interrupted.length > 0) await makeUpFor(run, interrupted)
  catalogue.addSteps(function* () {
    dropUnusedGenres(db)
    yield
    const missing = new Set(listFolders(db).flatMap(({ id, missingSince }) => (missingSince === null ? [] : [id])))
    for (const { id } of folders) if (isWhole && !missing.has(id)) folderIsScanned(db, id, startedAt)
  })
  await writing.flush()
  while (tidySearch(db)) await letOthersWrite()
  shrinkLog(run)
}

/** An earlier run was interrupted while it wrote a large folder. */
async function makeUpFor({ db, catalogue, writing }: ScanRun, directoryIds: readonly number[]): Promise<void> {
  regroup(db, catalogue, directoryIds)
  await writing.flush()
  const fileless = filelessEditions(db)
  catalogue.addSteps(function* (touched) {
    for (const { id, albumId } of fileless) {
      leaveEdition(db, id, touched)
      leaveAlbum(db, albumId, null, touched)
      yield
    }
  })
}

/** A long scan leaves a long write-ahead log, which every reader pays for. Somebody reading right now is no reason to wait. */
function shrinkLog({ db, log }: ScanRun): void {
  try {
    db.sqlite.pragma('busy_timeout = 0')
    db.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (!codeOf(error)?.startsWith('SQLITE_BUSY')) throw error
    log.debug('the write-ahead log was left as it is: the library is being read')
  } finally {
    db.sqlite.pragma('busy_timeout = 5000')
  }
}
