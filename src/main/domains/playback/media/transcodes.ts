import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { FfmpegLocator } from '../ffmpeg.service.ts'
import { shrinkFolder, touch } from './bounded-folder.ts'
import { encodeFlac } from './flac-encoder.ts'
import type { LibraryFile } from './library-file.ts'

export type TranscodeOptions = {
  /** Holds nothing but transcodes. */
  folder: string
  /** Above this the longest unused are removed. */
  maxBytes: number
  ffmpeg: FfmpegLocator
  /** How long an encoding nobody waits for any more goes on: players let go and ask again. */
  graceMs?: number
}

/** One FLAC file, made or being made. */
export type Transcode = {
  /** Where to read it; until `isDone` it grows. */
  path: () => string
  isDone: () => boolean
  /** Rejects with a sentence when it cannot be made. */
  done: Promise<void>
  /** This user needs it no more. */
  release: () => void
}

type Entry = { name: string; users: number; isDone: boolean; path: string; done: Promise<void>; kill: () => void; graceTimer?: NodeJS.Timeout }

export type Transcodes = {
  /** `key` names the state of the file, so that a changed file is made anew. Closes `handle` when it is no longer needed. */
  open: (key: string, file: LibraryFile, handle: FileHandle) => Promise<Transcode>
  /** Ends every ffmpeg and waits until it is gone. */
  close: () => Promise<void>
}

/** FLAC files made by ffmpeg, kept while there is room. What several ask for is made once. */
export function createTranscodes({ folder, maxBytes, ffmpeg, graceMs = 10_000 }: TranscodeOptions): Transcodes {
  const entries = new Map<string, Entry>()
  const running = new Set<Entry>()
  let attempts = 0
  let prepared: Promise<void> | undefined

  /** What a crash left half made goes. */
  async function prepare(): Promise<void> {
    await mkdir(folder, { recursive: true })
    for (const name of await readdir(folder)) if (name.endsWith('.part')) await rm(join(folder, name), { force: true })
  }

  function forget(entry: Entry): void {
    if (entries.get(entry.name) === entry) entries.delete(entry.name)
  }

  async function make(entry: Entry, file: LibraryFile, handle: FileHandle): Promise<void> {
    const killed = new AbortController()
    entry.kill = () => {
      killed.abort()
      forget(entry)
    }
    const growing = entry.path
    try {
      const found = await ffmpeg.current()
      if (!found) throw new AppError('unsupported', say`This format needs ffmpeg, which was not found. Install ffmpeg, or say where it is in Settings under Playback.`)
      await encodeFlac(found.path, file, handle, growing, killed.signal)
      entry.path = join(folder, entry.name)
      await rename(growing, entry.path)
      entry.isDone = true
    } catch (error) {
      forget(entry)
      await rm(growing, { force: true })
      throw error
    } finally {
      running.delete(entry)
      await handle.close()
    }
    await shrinkFolder(folder, maxBytes, (name) => name.endsWith('.part') || (entries.get(name)?.users ?? 0) > 0)
  }

  function start(name: string, file: LibraryFile, handle: FileHandle): Entry {
    attempts += 1
    const entry: Entry = { name, users: 0, isDone: false, path: join(folder, `${name}.${attempts}.part`), done: Promise.resolve(), kill: () => undefined }
    running.add(entry)
    entry.done = make(entry, file, handle)
    // Those who wait hear of a failure; when nobody does any more, nobody needs to.
    entry.done.catch(() => undefined)
    return entry
  }

  function letGo(entry: Entry): void {
    entry.users -= 1
    if (entry.users > 0 || entry.isDone) return
    entry.graceTimer = setTimeout(entry.kill, graceMs)
    entry.graceTimer.unref()
  }

  function use(entry: Entry): Transcode {
    entries.set(entry.name, entry)
    entry.users += 1
    clearTimeout(entry.graceTimer)
    let isReleased = false
    return {
      path: () => entry.path,
      isDone: () => entry.isDone,
      done: entry.done,
      release: () => {
        if (!isReleased) letGo(entry)
        isReleased = true
      },
    }
  }

  return {
    open: async (key, file, handle) => {
      await (prepared ??= prepare())
      const name = `${key}.flac`
      const path = join(folder, name)
      const isMade = await touch(path)
      const known = entries.get(name)
      if (!isMade && (!known || known.isDone)) return use(start(name, file, handle))
      await handle.close()
      return use(known ?? { name, users: 0, isDone: true, path, done: Promise.resolve(), kill: () => undefined })
    },
    close: async () => {
      const ending = [...running]
      for (const entry of ending) {
        clearTimeout(entry.graceTimer)
        entry.kill()
      }
      await Promise.allSettled(ending.map((entry) => entry.done))
    },
  }
}
