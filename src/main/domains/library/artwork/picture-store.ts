// Artwork: pictures on disk, by content: `<folder>/<ab>/<hash>.<ending>` as it was found, and beside it `<hash>-96`, `<hash>-320` and
// `<hash>-1280` in WebP; the last is the original once more (a hard link) where that is small and browsers show it as it is.
// The original comes last and goes first, so wherever it lies its small versions do too. A kill leaves half files only in `.new`.
import { createHash } from 'node:crypto'
import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { codeOf, mapSqliteError } from '#main/kernel/db/sqlite-errors.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Thumbnails } from './picture.ts'

const unfinished = '.new'
/** One process owns the data folder; a run that was cancelled may still be ending in a thread of its own. */
let nextName = 1

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function original(folder: string, hash: string, ending: string): string {
  return join(folder, hash.slice(0, 2), `${hash}.${ending}`)
}

export function isStored(folder: string, hash: string, ending: string): boolean {
  return (statSync(original(folder, hash, ending), { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** Throws an AppError when the disk is full or refuses: that is no fault of the picture. */
export function storePicture(folder: string, hash: string, { bytes, ending }: { bytes: Buffer; ending: string }, thumbnails: Thumbnails): void {
  const target = original(folder, hash, ending)
  const thumbnail = (side: 96 | 320 | 1280): string => join(folder, hash.slice(0, 2), `${hash}-${side}`)
  const begun: string[] = []
  const begin = (write: (path: string) => void): string => {
    const path = join(folder, unfinished, `${threadId}-${nextName++}`)
    begun.push(path)
    write(path)
    return path
  }
  try {
    mkdirSync(join(folder, unfinished), { recursive: true })
    mkdirSync(join(folder, hash.slice(0, 2)), { recursive: true })
    const whole = begin((path) => writeFileSync(path, bytes))
    for (const side of [96, 320, 1280] as const) {
      const small = thumbnails[side]
      renameSync(begin((path) => (small ? writeFileSync(path, small) : linkOrCopy(whole, path))), thumbnail(side))
    }
    renameSync(whole, target)
  } catch (error) {
    for (const path of begun) rmSync(path, { force: true })
    const mapped = mapSqliteError(error, target)
    throw mapped instanceof AppError ? mapped : new AppError('unavailable', say`The pictures of the library could not be written to ${folder}. What was there before is kept. Check the drive and try again.`, { cause: error })
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') throw error
    // A file system without hard links.
    copyFileSync(from, to)
  }
}

/** Removes what a kill left half written. */
export function sweepUnfinished(folder: string): void {
  rmSync(join(folder, unfinished), { recursive: true, force: true })
}
