import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Paths } from '#main/kernel/paths.ts'

/** Files that a browser on another machine sent: each in a folder of its own, until they are imported or forgotten. */
const prefix = 'upload:'
const idShape = /^[0-9a-f-]{36}$/
const keptMs = 7 * 86_400_000

export function uploadsFolder(paths: Pick<Paths, 'data'>): string {
  return join(scratchFolder(paths), 'uploads')
}

/** What only lives as long as the work it is for. */
function scratchFolder({ data }: Pick<Paths, 'data'>): string {
  return join(data, 'imports')
}

/** Where a dry run has its copy of the library; its folder is there then. */
export function copyPath(paths: Pick<Paths, 'data'>, jobId: number): string {
  mkdirSync(scratchFolder(paths), { recursive: true })
  return join(scratchFolder(paths), `dry-run-${jobId}.db`)
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

/** Removes what was sent long ago and never imported, and copies whose dry run was killed. Nothing may run yet. */
export function removeLeftovers(paths: Pick<Paths, 'data'>, now: number): void {
  const scratch = scratchFolder(paths)
  const listed = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])
  for (const name of listed(scratch)) if (name.startsWith('dry-run-')) rmSync(join(scratch, name), { force: true })
  const folder = uploadsFolder(paths)
  for (const id of listed(folder)) if (now - statSync(join(folder, id)).mtimeMs > keptMs) rmSync(join(folder, id), { recursive: true, force: true })
}
