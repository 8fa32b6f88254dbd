// Files on their way through the readers: in path order, a few at a time, never more than can be written.
import type { DueFile } from './compare.ts'
import type { DirectoryIndex } from './directory-index.ts'
import { joinRaw, storedName } from './disk-name.ts'
import type { ReadResult } from './read-for-library.ts'
import { dropFailure, setMissing, writeFailure } from './scan.repo.ts'
import type { Failure } from './scan.repo.ts'
import type { ScanRun } from './scan-run.ts'
import type { DueDirectory, UnitCollector } from './unit-collector.ts'

export type ReadQueue = {
  add(directory: DueDirectory): void
  /** How many were added in all. */
  total(): number
  /** Lets the readers begin with what there is. */
  start(): void
  /** Waits until everything is read. */
  finish(): Promise<void>
  /** Directories with files that were gone before they could be read. */
  emptied(): Iterable<number>
  /** Forgets what was not read yet. */
  drop(): void
}

type Job = { directory: DueDirectory; file: DueFile }

const filesPerCall = 16
const callsPerReader = 2

export function openReadQueue(run: ScanRun, root: string, index: DirectoryIndex, collector: UnitCollector): ReadQueue {
  let waiting: DueDirectory[] = []
  /** The directory, and the file in it, that come next. */
  let next = 0
  let nextFile = 0
  let total = 0
  let done = 0
  let isCounted = false
  const state: { failure?: { error: unknown } } = {}
  const active = new Set<Promise<void>>()
  const emptied = new Set<number>()

  function takeSome(): Job[] {
    const some: Job[] = []
    while (some.length < filesPerCall) {
      const directory = waiting[next]
      if (!directory) break
      const file = directory.due[nextFile++]
      if (!file) {
        next++
        nextFile = 0
      } else if (!file.file.problem) {
        some.push({ directory, file })
      }
    }
    if (next > 1_024) {
      waiting = waiting.slice(next)
      next = 0
    }
    return some
  }

  async function work(): Promise<void> {
    for (let some = takeSome(); some.length > 0 && !state.failure; some = takeSome()) {
      run.throwIfAborted()
      await run.writing.room()
      const results = await run.pool.read(some.map(({ directory, file: { file } }) => ({ path: joinRaw(joinRaw(root, directory.path), file.name), size: file.size, mayHaveLyrics: directory.mayHaveLyrics })))
      for (const [position, job] of some.entries()) accept(job, results[position] as ReadResult)
      done += some.length
      run.progress.at(done, isCounted ? total : null)
    }
  }

  function accept({ directory, file }: Job, result: ReadResult): void {
    const { counts } = run.progress
    if ('facts' in result) {
      if (file.fileId === null) counts.added++
      else counts.updated++
      forgetFailure(directory, file)
      collector.settle(directory, file, result, run.clock.now())
      return
    }
    if (result.reason !== 'gone') {
      counts.failed++
      fail(directory, file, { reason: result.reason, told: result.told })
    } else {
      const known = index.find(directory.path)
      if (known) emptied.add(known.id)
      if (file.fileId !== null) lose(file.fileId)
    }
    collector.settle(directory, file, null, 0)
  }

  function lose(fileId: number): void {
    run.catalogue.addSteps((touched) => setMissing(run.db, [fileId], run.startedAt, touched))
  }

  function fail({ path }: DueDirectory, { file, fileId }: DueFile, why: Pick<Failure, 'reason' | 'told'>): void {
    const directory = index.ensure(path)
    const writes = index.takeWrites()
    run.catalogue.addSteps(function* () {
      for (const write of writes) {
        write()
        yield
      }
      writeFailure(run.db, { directoryId: directory.id, name: storedName(file.name), size: file.size, mtimeUs: file.mtimeUs, ...why }, run.clock.now())
      yield
    })
    // What was a track and cannot be read any more is kept, but cannot be played.
    if (fileId !== null) lose(fileId)
  }

  function forgetFailure({ path }: DueDirectory, { file, hadFailed }: DueFile): void {
    const directory = index.find(path)
    if (!directory || !hadFailed) return
    run.catalogue.addSteps(function* () {
      dropFailure(run.db, directory.id, storedName(file.name))
      yield
    })
  }

  function start(): void {
    while (active.size < run.pool.size * callsPerReader && next < waiting.length && !state.failure) {
      const worker = work().catch((error: unknown) => {
        state.failure ??= { error }
      })
      active.add(worker)
      void worker.finally(() => active.delete(worker))
    }
  }

  return {
    add: (directory) => {
      total += directory.due.length
      if (directory.due.length > 0) waiting.push(directory)
      for (const due of directory.due) {
        if (!due.file.problem) continue
        run.progress.counts.failed++
        done++
        fail(directory, due, due.file.problem)
        collector.settle(directory, due, null, 0)
      }
    },
    total: () => total,
    start,
    finish: async () => {
      isCounted = true
      start()
      while (active.size > 0) {
        await Promise.all(active)
        if (state.failure) throw state.failure.error
        start()
      }
      if (state.failure) throw state.failure.error
    },
    emptied: () => emptied,
    drop: () => {
      waiting = []
      next = 0
      nextFile = 0
    },
  }
}
