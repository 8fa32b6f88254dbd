import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { silentLog } from '#main/kernel/log.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { createLibraryWatcher, watchProblem } from './library-watcher.ts'
import type { Changed, WatchedFolder } from './library-watcher.ts'
import { inEnglish, verbatim } from '#shared/messages/say.ts'

type Told = { folderId: number; changed: Changed | null }

function openWatcher(folders: WatchedFolder[]) {
  const waiting: ((told: Told) => void)[] = []
  const told: Told[] = []
  const problems: number[] = []
  const watcher = createLibraryWatcher({
    log: silentLog,
    clock: { now: () => Date.now() },
    list: async () => folders,
    onChanged: (folderId, changed) => {
      const change = { folderId, changed }
      const next = waiting.shift()
      if (next) next(change)
      else told.push(change)
    },
    onProblem: (folderId) => problems.push(folderId),
  })
  onTestFinished(() => watcher.close())
  return { watcher, problems, next: () => Promise.resolve(told.shift() ?? new Promise<Told>((resolve) => waiting.push(resolve))) }
}

const folderAt = (path: string, change: Partial<WatchedFolder> = {}): WatchedFolder => ({ id: 1, path, isWatched: true, isNetwork: false, rescanMinutes: null, scannedAt: null, missingSince: null, ...change })

test('changes are told by the directories they happened in, gathered into one', async () => {
  const path = temporaryFolder()
  mkdirSync(join(path, 'Artist/Album'), { recursive: true })
  const { watcher, next } = openWatcher([folderAt(path)])
  await watcher.refresh()
  writeFileSync(join(path, 'Artist/Album/1.mp3'), 'a')
  writeFileSync(join(path, 'Artist/Album/2.mp3'), 'b')
  const { folderId, changed } = await next()
  expect(folderId).toBe(1)
  expect(changed?.directories).toContain('Artist/Album')
  expect(changed?.trees).toEqual([])
})

test('a directory that appears is told as a whole tree', async () => {
  const path = temporaryFolder()
  const { watcher, next } = openWatcher([folderAt(path)])
  await watcher.refresh()
  mkdirSync(join(path, 'New Album'))
  expect((await next()).changed).toMatchObject({ directories: [''], trees: ['New Album'] })
})

test('a folder that cannot be watched says why and does not stop the others', async () => {
  const path = temporaryFolder()
  const { watcher, problems, next } = openWatcher([folderAt(join(path, 'gone')), folderAt(path, { id: 2 })])
  await watcher.refresh()
  expect(problems).toEqual([1])
  expect(inEnglish(watcher.problemOf(1) ?? verbatim(''))).toContain('looking again every 60 minutes')
  expect(watcher.problemOf(2)).toBeNull()
  writeFileSync(join(path, 'x.mp3'), 'a')
  expect((await next()).folderId).toBe(2)
})

test('network folders and folders switched off are not watched', async () => {
  const path = temporaryFolder()
  const { watcher, problems } = openWatcher([folderAt(join(path, 'gone'), { isNetwork: true }), folderAt(join(path, 'gone'), { id: 2, isWatched: false })])
  await watcher.refresh()
  expect(problems).toEqual([])
})

test('the limit of watched folders is explained by the setting that raises it', () => {
  expect(inEnglish(watchProblem(new Error('inotify_add_watch on \'/music\' failed: No space left on device')))).toContain('fs.inotify.max_user_watches')
})
