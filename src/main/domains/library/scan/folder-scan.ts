// One library folder: walked, compared, read, and what is gone marked as missing.
import { statSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openComparer } from './compare.ts'
import { openDirectoryIndex } from './directory-index.ts'
import type { DirectoryIndex } from './directory-index.ts'
import { joinRaw, rawName, storedName, systemPath } from './disk-name.ts'
import type { StoredName } from './disk-name.ts'
import { openReadQueue } from './read-queue.ts'
import type { ReadQueue } from './read-queue.ts'
import {
  artworkIsDue, dropEmptyDirectories, dropFailure, dropFailuresIn, folderIsBack, folderIsMissing, hasFiles, presentFiles, presentFilesOfFolder, setMissing, writeFailure,
} from './scan.repo.ts'
import type { FolderRow } from './scan.repo.ts'
import type { ScanRun } from './scan-run.ts'
import { openUnitCollector } from './unit-collector.ts'
import type { UnitCollector } from './unit-collector.ts'
import { walk } from './walk.ts'
import type { Listing, WalkPart } from './walk.ts'

/** The walk leads: until it is done nobody knows how much there is to do. */
const sliceMs = 20

type FolderScan = {
  run: ScanRun
  folder: FolderRow
  root: string
  index: DirectoryIndex
  collector: UnitCollector
  queue: ReadQueue
  gone: number[]
  /** Directories that may hold nothing any more. */
  emptied: Set<number>
}

/** Scans a folder, or only some of it. */
export async function scanFolder(run: ScanRun, folder: FolderRow, only?: WalkPart): Promise<void> {
  const root = rawName(folder.path)
  const index = openDirectoryIndex(run.db, folder.id)
  const collector = openUnitCollector(index, (unit) => {
    flushDirectories(run, index)
    run.catalogue.addUnit(unit)
    run.writing.poke()
  })
  const scan: FolderScan = { run, folder, root, index, collector, queue: openReadQueue(run, root, index, collector), gone: [], emptied: new Set() }
  const knewFiles = hasFiles(run.db, folder.id)
  run.progress.begin('counting', null)
  if (!(await lookAround(scan, knewFiles, only))) return await folderVanished(scan)
  run.progress.begin('reading', scan.queue.total())
  await scan.queue.finish()
  await run.writing.flush()
  if (!isThere(root)) return await folderVanished(scan)
  run.catalogue.addSteps(function* () {
    folderIsBack(run.db, folder.id)
    yield
  })
  await markGone(scan)
}

/** False when the folder itself is gone: not there, not readable, or empty all at once, as an unmounted drive leaves it. */
async function lookAround(scan: FolderScan, knewFiles: boolean, only?: WalkPart): Promise<boolean> {
  const { run, root, index } = scan
  const comparer = openComparer(run.db, index, { isFull: run.isFull })
  let until = performance.now() + sliceMs
  let isRoot = true
  for (const listing of walk({ root, libraryRoots: run.libraryRoots, ...(only && { only, isKnown: (path) => index.find(path) !== undefined }) })) {
    if (isRoot && listing.path === '' && (listing.problem || (knewFiles && listing.files.length === 0 && listing.directories.length === 0))) return false
    isRoot = false
    take(scan, listing, comparer.compare(listing))
    if (performance.now() < until) continue
    run.progress.at(scan.queue.total() + run.progress.counts.unchanged, null, listing.path === '' ? null : shown(listing.path))
    run.throwIfAborted()
    scan.queue.start()
    await nextTurn()
    until = performance.now() + sliceMs
  }
  return isThere(root)
}

function take(scan: FolderScan, listing: Listing, comparison: ReturnType<ReturnType<typeof openComparer>['compare']>): void {
  const { run, index, queue, collector, gone } = scan
  const { counts } = run.progress
  counts.unchanged += comparison.unchanged
  counts.failed += comparison.stillFailing
  if (comparison.due.length > 0 || index.find(listing.path) || (listing.sidecars !== null && listing.discs > 0)) index.noteSidecars(listing.path, listing.sidecars)
  const directory = index.find(listing.path)
  if (comparison.returned.length > 0) {
    counts.updated += comparison.returned.length
    run.catalogue.addSteps((touched) => setMissing(run.db, comparison.returned, null, touched))
  }
  gone.push(...comparison.gone)
  if (directory && (comparison.settledFailures.length > 0 || comparison.hasNewPictures)) settleDirectory(scan, directory.id, comparison.settledFailures, comparison.hasNewPictures)
  for (const path of comparison.goneDirectories) loseTree(scan, path)
  if (listing.problem) refuse(scan, listing)
  queue.add(collector.open(listing, comparison.due))
}

function settleDirectory({ run, emptied }: FolderScan, directoryId: number, settled: readonly StoredName[], hasNewPictures: boolean): void {
  emptied.add(directoryId)
  run.catalogue.addSteps(function* () {
    for (const name of settled) dropFailure(run.db, directoryId, name)
    if (hasNewPictures) artworkIsDue(run.db, directoryId)
    yield
  })
}

/** Everything known below a directory that is not there any more. */
function loseTree({ run, index, gone, emptied }: FolderScan, path: string): void {
  for (const { directory } of index.treeOf(path)) {
    gone.push(...presentFiles(run.db, directory.id))
    emptied.add(directory.id)
    run.catalogue.addSteps(function* () {
      dropFailuresIn(run.db, directory.id)
      yield
    })
  }
}

/** A directory that cannot be looked into is listed among the failures, under the one it lies in. */
function refuse(scan: FolderScan, { path, problem }: Listing): void {
  const { run, index } = scan
  if (!problem) return
  for (const child of index.childrenOf(path)) loseTree(scan, child)
  const slash = path.lastIndexOf('/')
  const parent = index.ensure(path.slice(0, Math.max(0, slash)))
  run.progress.counts.failed++
  flushDirectories(run, index)
  run.catalogue.addSteps(function* () {
    writeFailure(run.db, { directoryId: parent.id, name: storedName(path.slice(slash + 1)), size: 0, mtimeUs: 0, ...problem }, run.clock.now())
    yield
  })
}

async function markGone({ run, index, gone, emptied, queue }: FolderScan): Promise<void> {
  const { progress, writing, catalogue, db, startedAt } = run
  flushDirectories(run, index)
  progress.begin('removing', gone.length)
  catalogue.addSteps((touched) => counting(setMissing(db, gone, startedAt, touched), (done) => progress.at(done, gone.length)))
  catalogue.addSteps(() => dropEmptyDirectories(db, new Set([...emptied, ...queue.emptied()])))
  await writing.flush()
}

function* counting(steps: Generator<void, void, void>, onStep: (done: number) => void): Generator<void, void, void> {
  let done = 0
  for (const _ of steps) {
    onStep(++done)
    yield
  }
}

/** The folder stays with everything in it; all of it is missing until it is back. */
async function folderVanished({ run, folder, queue }: FolderScan): Promise<void> {
  queue.drop()
  const present = presentFilesOfFolder(run.db, folder.id)
  run.progress.begin('removing', present.length)
  run.catalogue.addSteps(function* (touched) {
    folderIsMissing(run.db, folder.id, run.startedAt)
    yield
    yield* counting(setMissing(run.db, present, run.startedAt, touched), (done) => run.progress.at(done, present.length))
  })
  await run.writing.flush()
}

function isThere(root: string): boolean {
  try {
    return statSync(systemPath(root), { throwIfNoEntry: false })?.isDirectory() ?? false
  } catch {
    // A drive that answers with an error is as good as gone; its files are kept and come back with it.
    return false
  }
}

/** Rows of new directories stand before anything that refers to them. */
function flushDirectories(run: ScanRun, index: DirectoryIndex): void {
  const writes = index.takeWrites()
  if (writes.length === 0) return
  run.catalogue.addSteps(function* () {
    for (const write of writes) {
      write()
      yield
    }
  })
}

function shown(path: string): string {
  return Buffer.from(joinRaw(path, ''), 'latin1').toString('utf8')
}
