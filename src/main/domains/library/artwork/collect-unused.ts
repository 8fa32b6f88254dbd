// Artwork: pictures that no row names any more go, in time.
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'
import { findPicture, listNamedElsewhere } from './artwork.repo.ts'

const pictureName = /^([0-9a-f]{64})(?:-(?:96|320|1280)|\.[a-z]+)$/
const leastAgeMs = 24 * 60 * 60 * 1000

/**
 * Removes pictures that nothing in the library names any more, a day after they were written: somebody may be about to
 * name a new one. Returns how many. Names that are not ours are left alone.
 */
export function collectUnusedImages(db: ReadDb, folder: string, now: number, throwIfAborted: () => void): number {
  const named = listNamedElsewhere(db)
  let removed = 0
  for (const directory of foldersIn(folder)) {
    throwIfAborted()
    const pictures = Map.groupBy(readdirSync(join(folder, directory)), (name) => pictureName.exec(name)?.[1])
    for (const [hash, names] of pictures) {
      if (hash === undefined || named.has(hash) || findPicture(db, hash)) continue
      // The original goes first: where it lies, its small versions must lie too.
      const paths = names.sort((one, other) => Number(other.includes('.')) - Number(one.includes('.'))).map((name) => join(folder, directory, name))
      if (paths.some((path) => now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now) < leastAgeMs)) continue
      for (const path of paths) rmSync(path, { force: true })
      removed++
    }
  }
  return removed
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}
