import { realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, sep } from 'node:path'
import type { AppContext } from '#main/context.ts'
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'
import { fileSystemOf } from '#main/kernel/file-system.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import type { LibraryFolder } from '#shared/contract/library.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { AppError, toldOf } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { defineArtworkJob } from './artwork/artwork.jobs.ts'
import { defineLibraryJobs } from './library.jobs.ts'
import { browse, failures, folders, missing, moveCandidates } from './library.reads.ts'
import { insertFolder, listFolderPaths, sampleFiles, updateFolderPath, updateFolderWatching } from './library.repo.ts'
import { createLibraryWatcher } from './watch/library-watcher.ts'
import { joinRaw, rawName, shownName, storedName, systemPath } from './scan/disk-name.ts'

type LibraryContext = Pick<AppContext, 'db' | 'reader' | 'jobs' | 'events' | 'log' | 'clock' | 'paths' | 'workers'>

const relocationSamples = 200
const urgent = 10

function folderAt(path: string): string {
  if (!isAbsolute(path) || path.includes('\0')) throw new AppError('invalid-input', say`Give the whole path of a folder, from the root of the disk.`)
  try {
    const real = realpathSync(path)
    if (!statSync(real).isDirectory()) throw new AppError('invalid-input', say`${path} is not a folder. Choose the folder the music lies in.`)
    return real
  } catch (error) {
    if (error instanceof AppError) throw error
    if (codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM') throw new AppError('permission', say`${path} may not be read. Give Sillon access to it, or choose another folder.`, { cause: error })
    throw new AppError('not-found', say`${path} is not there. If it lies on a drive that is not connected, connect it and try again.`, { cause: error })
  }
}

function isInside(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)
}

/** The folders of music, what was found in them, and the jobs that look. */
export function openLibraryDomain(ctx: LibraryContext, settings: () => Settings, journal: 'wal' | 'delete') {
  const { db, reader, jobs, events, log, clock } = ctx
  const artwork = defineArtworkJob(ctx)
  const work = defineLibraryJobs(ctx, journal, artwork)

  function assertApart(path: string, except?: number): void {
    for (const folder of listFolderPaths(db)) {
      if (folder.id === except) continue
      const other = shownName(folder.path)
      if (path === other) throw new AppError('conflict', say`${path} is in the library already.`)
      if (isInside(path, other)) throw new AppError('conflict', say`${path} lies inside ${other}, which is in the library already.`)
      if (isInside(other, path)) throw new AppError('conflict', say`${path} holds ${other}, which is in the library already. Remove that one first to add the whole.`)
    }
  }

  function assertFolder(id: number): string {
    const folder = listFolderPaths(db).find((other) => other.id === id)
    if (!folder) throw new AppError('not-found', say`This folder is not in the library any more.`)
    return shownName(folder.path)
  }

  function enqueueScan(folderIds: number[], isFull: boolean): number {
    const subject = folderIds.length === 1 && folderIds[0] !== undefined ? assertFolder(folderIds[0]) : undefined
    return jobs.enqueue(work.scan, { folderIds, isFull }, { dedupeKey: `library.scan:${folderIds.join(',')}:${isFull}`, priority: urgent, ...(subject !== undefined && { subject }) })
  }

  function addFolder(path: string): { folderId: number; jobId: number } {
    const real = folderAt(path)
    const added = db.transaction(() => {
      assertApart(real)
      const folderId = insertFolder(db, { path: storedName(Buffer.from(real).toString('latin1')), isNetwork: fileSystemOf(real).isNetwork, addedAt: clock.now() })
      return { folderId, jobId: enqueueScan([folderId], false) }
    })
    events.publishSoon({ type: 'folders.changed' })
    return added
  }

  const watcher = createLibraryWatcher({
    log,
    clock,
    list: () => reader.run(folders, null),
    onChanged: (folderId, changed) => {
      const path = listFolderPaths(db).find(({ id }) => id === folderId)?.path
      if (path === undefined) return
      const only = changed === null ? {} : { only: [{ folderId, ...changed }] }
      jobs.enqueue(work.scan, { folderIds: [folderId], isFull: false, ...only }, { subject: shownName(path), dedupeKey: `library.scan:${folderId}:${JSON.stringify(changed)}` })
    },
    onProblem: () => events.publishSoon({ type: 'folders.changed' }),
  })
  let stopFollowing: (() => void) | undefined

  async function folder(id: number): Promise<LibraryFolder> {
    assertFolder(id)
    const [found] = await reader.run(folders, id)
    if (!found) throw new AppError('not-found', say`This folder is not in the library any more.`)
    return { ...found, watchProblem: watcher.problemOf(id) }
  }

  return {
    addFolder,
    folder,
    folders: async (): Promise<LibraryFolder[]> => (await reader.run(folders, null)).map((found) => ({ ...found, watchProblem: watcher.problemOf(found.id) })),
    folderIds: (): number[] => listFolderPaths(db).map(({ id }) => id),
    /** The folders of these paths, added where they are none yet. None is added when one of them cannot be. */
    ensureFolders: (paths: readonly string[]): number[] => {
      const real = [...new Set(paths.map(folderAt))]
      return db.transaction(() => real.map((path) => listFolderPaths(db).find((other) => shownName(other.path) === path)?.id ?? addFolder(path).folderId))
    },
    /** Adds a folder where it is none yet and resolves when it has been scanned. */
    scanWhole: async (path: string, signal: AbortSignal): Promise<void> => {
      const real = folderAt(path)
      const known = listFolderPaths(db).find((other) => shownName(other.path) === real)
      const { state, told } = await jobs.wait(known ? enqueueScan([known.id], false) : addFolder(real).jobId, signal)
      if (state !== 'done') throw new AppError('unavailable', told ?? say`${path} was not read to its end.`)
    },
    removeFolder: (id: number): { jobId: number } => ({ jobId: jobs.enqueue(work.removeFolder, { folderId: id }, { subject: assertFolder(id), dedupeKey: `library.removeFolder:${id}`, priority: urgent }) }),
    updateFolder: async ({ id, ...change }: { id: number; isWatched?: boolean | undefined; rescanMinutes?: number | null | undefined }): Promise<LibraryFolder> => {
      assertFolder(id)
      db.transaction(() => updateFolderWatching(db, id, change))
      events.publishSoon({ type: 'folders.changed' })
      return folder(id)
    },
    previewRelocation: ({ id, path }: { id: number; path: string }): { sampled: number; matching: number } => {
      assertFolder(id)
      const root = Buffer.from(folderAt(path)).toString('latin1')
      const samples = sampleFiles(db, id, relocationSamples)
      const matching = samples.filter((sample) => statSync(systemPath(joinRaw(joinRaw(root, rawName(sample.directory)), rawName(sample.name))), { throwIfNoEntry: false })?.size === sample.size)
      return { sampled: samples.length, matching: matching.length }
    },
    relocateFolder: ({ id, path }: { id: number; path: string }): { jobId: number } => {
      const real = folderAt(path)
      return db.transaction(() => {
        assertFolder(id)
        assertApart(real, id)
        updateFolderPath(db, id, storedName(Buffer.from(real).toString('latin1')))
        return { jobId: enqueueScan([id], false) }
      })
    },
    scan: ({ folderIds, isFull }: { folderIds?: number[] | undefined; isFull: boolean }): { jobId: number } => {
      const wanted = folderIds ?? listFolderPaths(db).map(({ id }) => id)
      for (const id of wanted) assertFolder(id)
      return { jobId: enqueueScan(wanted, isFull) }
    },
    failures: (stretch: { offset: number; limit: number; folderIds?: readonly number[] }) => reader.run(failures, stretch),
    missing: (stretch: { offset: number; limit: number }) => reader.run(missing, stretch),
    moveCandidates: (stretch: { offset: number; limit: number }) => reader.run(moveCandidates, stretch),
    browse: (place: { directoryId?: number | undefined; offset: number; limit: number }) => reader.run(browse, place),
    forgetMissing: async ({ fileIds }: { fileIds?: number[] | undefined }): Promise<{ removed: number }> => ({
      removed: (await work.inScanner((channel, onEvent) => channel.call('forgetMissing', { fileIds: fileIds ?? null }, { onEvent }), () => undefined, log)) as number,
    }),
    decideMove: async (decision: { newFileId: number; missingFileId: number; isSame: boolean }): Promise<void> => {
      await work.inScanner((channel, onEvent) => channel.call('decideMove', decision, { onEvent }), () => undefined, log)
    },
    /** A file dropped on the window stands for the folder it lies in. */
    addDroppedFolders: (paths: readonly string[]): void => {
      for (const path of paths) {
        try {
          addFolder(statSync(path).isDirectory() ? path : dirname(path))
        } catch (error) {
          events.publish({ type: 'notice.raised', level: 'warning', code: 'dropped-folder', told: toldOf(error) })
        }
      }
    },
    registerJobs: (engine: JobEngine): void => {
      engine.register(work.scan)
      engine.register(work.removeFolder)
      engine.register(artwork)
    },
    start: async (): Promise<void> => {
      stopFollowing = events.subscribe((event) => event.type === 'folders.changed' && void watcher.refresh())
      await watcher.refresh()
      if (settings().scansOnStart) for (const found of await reader.run(folders, null)) if (!found.isNetwork) enqueueScan([found.id], false)
    },
    stop: async (): Promise<void> => {
      stopFollowing?.()
      await watcher.close()
    },
  }
}

export type Music = ReturnType<typeof openLibraryDomain>
