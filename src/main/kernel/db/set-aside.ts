import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../atomic-file.ts'
import type { Paths } from '../paths.ts'
import { stampOf } from './backup-file.ts'
import { readLibraryState, updateLibraryState } from './library-state.ts'
import { translatingErrors } from './sqlite-errors.ts'

function unusedName(paths: Paths, at: number): string {
  for (let count = 1; ; count += 1) {
    const name = `library.damaged-${stampOf(at)}${count === 1 ? '' : `-${count}`}.db`
    if (!existsSync(join(paths.data, name))) return name
  }
}

/** Finishes a move that a kill interrupted, so that a library is never parted from its write-ahead log. */
export function finishSettingAside(paths: Paths): void {
  const { movingTo } = readLibraryState(paths)
  if (movingTo === null) return
  translatingErrors(paths.library, () => {
    for (const suffix of ['-wal', '-shm', '-journal', '']) {
      if (existsSync(`${paths.library}${suffix}`)) renameSync(`${paths.library}${suffix}`, join(paths.data, `${movingTo}${suffix}`))
    }
    syncFolder(paths.data)
    updateLibraryState(paths, { movingTo: null, isSuspect: false })
  })
}

/**
 * Moves a damaged library with its log files to `library.damaged-<date>.db`, where a specialist may still read it.
 * Nothing is deleted. Returns the new name.
 */
export function setAsideDamaged(paths: Paths, at: number): string {
  const file = unusedName(paths, at)
  updateLibraryState(paths, { movingTo: file, setAside: { file, at } })
  finishSettingAside(paths)
  return file
}
