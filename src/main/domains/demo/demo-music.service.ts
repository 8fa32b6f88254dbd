import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import type { AppContext } from '#main/context.ts'
import { writeFileAtomically } from '#main/kernel/atomic-file.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import { MAKING, planAlbum } from './album-plan.ts'
import type { PlannedAlbum } from './album-plan.ts'
import { readRecipe } from './demo-recipe.ts'
import type { DemoWorker } from './demo.worker.ts'

/** Raised whenever the same recipe would give other bytes; what an earlier version made is then made anew. */
const VERSION = 1
const MANIFEST = '.sillon-demo.json'
const MOST_WORKERS = 4

export type DemoMusicOptions = {
  /** The folder of what ships beside the code; recipe and covers lie in its `demo`. */
  resources: string
  /** Opus and AAC are made where there is one; other formats stand in. */
  ffmpegPath: string | null
  signal?: AbortSignal
  onProgress?: (progress: { done: number; total: number }) => void
  /** Only these albums of the recipe. */
  only?: readonly string[]
}

/** `albums` counts works: another edition of an album and a loose track are none. */
export type DemoMusic = { albums: number; tracks: number; bytes: number }

/** Makes what is missing of the demo library in `folder`. It may be stopped at any moment and called again. */
export async function makeDemoMusic({ workers }: Pick<AppContext, 'workers'>, folder: string, { resources, ffmpegPath, signal, onProgress, only }: DemoMusicOptions): Promise<DemoMusic> {
  const recipe = await readRecipe(join(resources, 'demo'))
  const albums = recipe.filter(({ id }) => only === undefined || only.includes(id)).map((entry) => planAlbum(entry, ffmpegPath !== null))
  await mkdir(folder, { recursive: true })
  await clearEarlier(folder, albums)

  const isThere = await Promise.all(albums.map((album) => exists(join(folder, album.path))))
  const missing = dearestFirst(albums.filter((_, index) => isThere[index] === false))
  let done = albums.length - missing.length
  onProgress?.({ done, total: albums.length })

  const work = async (): Promise<void> => {
    const worker = startWorker<DemoWorker>(workers('domains/demo/demo.worker'))
    try {
      for (let album = missing.shift(); album; album = missing.shift()) {
        await worker.call('makeAlbum', { folder, album, covers: join(resources, 'demo', 'covers'), ffmpegPath }, { signal })
        onProgress?.({ done: ++done, total: albums.length })
      }
    } finally {
      // One that fails leaves nothing for the others to do.
      missing.length = 0
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(MOST_WORKERS, availableParallelism(), missing.length) }, work))
  await rm(join(folder, MAKING), { recursive: true, force: true })
  return {
    albums: albums.filter((album) => !album.isLoose && !album.isOtherEdition).length,
    tracks: albums.reduce((sum, album) => sum + album.tracks.length, 0),
    bytes: await folderBytes(folder),
  }
}

/** Long work last would leave the other workers idle. */
function dearestFirst(albums: readonly PlannedAlbum[]): PlannedAlbum[] {
  const dearest = ['flac24', 'flac24-48', 'flac', 'm4a', 'opus', 'ogg']
  const rank = ({ format }: PlannedAlbum): number => dearest.toReversed().indexOf(format)
  return albums.toSorted((left, right) => rank(right) - rank(left))
}

const manifest = z.object({ version: z.number(), paths: z.array(z.string()) })

/** Removes what another version made, and only that: the folder may hold music of the listener's own by now. */
async function clearEarlier(folder: string, albums: readonly PlannedAlbum[]): Promise<void> {
  await rm(join(folder, MAKING), { recursive: true, force: true })
  const file = join(folder, MANIFEST)
  const earlier = (await exists(file)) ? manifest.parse(JSON.parse(await readFile(file, 'utf8'))) : { version: VERSION, paths: [] }
  const isSame = earlier.version === VERSION
  if (!isSame) await Promise.all(earlier.paths.filter((path) => isInside(folder, path)).map((path) => rm(join(folder, path), { recursive: true, force: true })))
  const paths = new Set([...(isSame ? earlier.paths : []), ...albums.map((album) => album.path)])
  writeFileAtomically(file, JSON.stringify({ version: VERSION, paths: [...paths] }))
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, resolve(folder, path))
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}
