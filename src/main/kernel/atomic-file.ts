import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes the names in a folder durable. Where a folder cannot be opened for that (Windows) the rename itself has to do. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes the content of a file durable. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Where a file is written before it takes its name; a kill may leave it. */
export function unfinishedFile(file: string): string {
  return `${file}.new`
}

/** Writes a small file so that a kill or power cut leaves the old content or the new, never half. */
export function writeFileAtomically(file: string, content: string, mode = 0o600): void {
  const temporary = unfinishedFile(file)
  try {
    const handle = openSync(temporary, 'w', mode)
    try {
      writeSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, file)
    syncFolder(dirname(file))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
