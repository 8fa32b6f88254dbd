import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { mapSqliteError } from '#main/kernel/db/sqlite-errors.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'

export type Place = { name: string; path: string }
export type FolderListing = { path: string; parent: string | null; folders: Place[]; places: Place[] }

const mostFolders = 2_000
const driveLetters = [...'CDEFGHIJKLMNOPQRSTUVWXYZ']

function mountPoints(): string[] {
  if (process.platform === 'win32') return driveLetters.map((letter) => `${letter}:\\`)
  return process.platform === 'darwin' ? ['/Volumes'] : ['/media', '/mnt', '/run/media', '/srv']
}

/** Where music usually lies on this machine. */
function listPlaces(): Place[] {
  const home = homedir()
  const paths = [home, ...['Music', 'Musique'].map((name) => join(home, name)), ...mountPoints()]
  return paths.filter((path) => existsSync(path)).map((path) => ({ name: basename(path) || path, path }))
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // A link that leads nowhere, or a folder that may not be looked into.
    return false
  }
}

function unreadable(path: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('not-found', say`There is no folder ${path}. If it lies on a drive that is not connected, connect it and try again.`)
  if (code === 'EACCES' || code === 'EPERM') return new AppError('permission', say`The system does not allow Sillon to look into ${path}.`)
  return mapSqliteError(error, path)
}

/** The folders inside a folder, for choosing one where no system dialog can; hidden ones are left out. */
export async function listFolders(path: string = homedir()): Promise<FolderListing> {
  if (!isAbsolute(path) || path.includes('\0')) throw new AppError('invalid-input', say`Give the whole path of a folder.`)
  const folder = resolve(path)
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(folder, error)
  })
  const folders: Place[] = []
  for (const entry of entries) {
    // A name that is not text cannot be sent back; such folders are found by choosing the one above.
    if (entry.name.startsWith('.') || entry.name.includes('\uFFFD') || folders.length >= mostFolders) continue
    const child = join(folder, entry.name)
    if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(child)))) folders.push({ name: entry.name, path: child })
  }
  folders.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  const parent = dirname(folder)
  return { path: folder, parent: parent === folder ? null : parent, folders, places: listPlaces() }
}
