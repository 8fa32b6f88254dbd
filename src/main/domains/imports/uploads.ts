import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Paths } from '#main/kernel/paths.ts'

/** Files that a browser on another machine sent: each in a folder of its own, until they are imported or forgotten. */
const prefix = 'upload:'
const idShape = /^[0-9a-f-]{36}$/
const keptMs = 7 * 86_400_000

export function uploadsFolder({ data }: Pick<Paths, 'data'>): string {
  return join(data, 'cache', 'uploads')
}

/** How an upload is named where paths are expected. */
export function uploadName(id: string): string {
  return `${prefix}${id}`
}

/** The folder an upload lies in; null for what is a path already. */
function uploadFolder(paths: Pick<Paths, 'data'>, name: string): string | null {
  if (!name.startsWith(prefix)) return null
  const id = name.slice(prefix.length)
  if (!idShape.test(id)) throw new AppError('invalid-input', say`This upload is not known. Send the file again.`)
  return join(uploadsFolder(paths), id)
}

/** The files that are meant: those that were sent, or the path itself. */
export function chosenFiles(paths: Pick<Paths, 'data'>, name: string): string[] {
  const folder = uploadFolder(paths, name)
  if (folder === null) return [name]
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []
}

export function removeUploads(paths: Pick<Paths, 'data'>, names: readonly string[]): void {
  for (const name of names) {
    const path = uploadFolder(paths, name)
    if (path) rmSync(path, { recursive: true, force: true })
  }
}

/** Removes what was sent long ago and never imported. */
export function removeOldUploads(paths: Pick<Paths, 'data'>, now: number): void {
  const folder = uploadsFolder(paths)
  let ids: string[]
  try {
    ids = readdirSync(folder)
  } catch {
    // There is no such folder before the first upload.
    return
  }
  for (const id of ids) if (now - statSync(join(folder, id)).mtimeMs > keptMs) rmSync(join(folder, id), { recursive: true, force: true })
}
