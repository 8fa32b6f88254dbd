// Artwork: pictures that lie beside the music.
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'
import { coverRank, kindOfName } from '../scan/audio-names.ts'
import { joinRaw, shownName, storedName, systemPath } from '../scan/disk-name.ts'
import { realRaw } from '../scan/walk.ts'
import { PictureProblem, PictureUnreachable, isUnreachable } from './picture-problem.ts'

/** `path` is absolute, latin1 bytes. */
export type FolderPicture = { path: string; isFront: boolean }

/** Nobody keeps more fronts of one album; a folder of ten thousand may not take minutes. */
const mostPictures = 24
const mostBytes = 64 * 1024 * 1024
/** The names among those of audio-names.ts that mean nothing but the front. */
const lastFrontRank = 4

/** Pictures in a directory that by their names may be the front, the likely names first; null where it cannot be reached. */
export function listFolderPictures(directory: string): FolderPicture[] | null {
  let names: string[]
  try {
    names = readdirSync(systemPath(directory), 'latin1')
  } catch (error) {
    return isRefused(error) ? [] : null
  }
  return names
    .filter((name) => kindOfName(name) === 'picture')
    .sort((one, other) => coverRank(one) - coverRank(other) || (one < other ? -1 : 1))
    .slice(0, mostPictures)
    .map((name) => ({ path: joinRaw(directory, name), isFront: coverRank(name) <= lastFrontRank }))
    .filter(({ path }) => isFile(path))
}

function isFile(path: string): boolean {
  try {
    return statSync(systemPath(path)).isFile()
  } catch {
    // A link that leads nowhere, or where we may not look.
    return false
  }
}

/** Reads a picture that really lies in one of the library's folders. Throws `PictureProblem`, or what `isUnreachable` knows. */
export function readFolderPicture(path: string, libraryRoots: readonly string[]): Buffer {
  const real = realRaw(path)
  if (real === null) throw new PictureUnreachable('The picture is not there any more.')
  if (!libraryRoots.some((root) => real.startsWith(root.endsWith('/') ? root : `${root}/`))) throw new PictureProblem('The picture is a link that leads out of the library’s folders, so it is not opened.')
  let file: number | undefined
  try {
    // Without O_NONBLOCK the opening of a named pipe would wait for ever.
    file = openSync(systemPath(real), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new PictureProblem('This is not a regular file.')
    if (stats.size > mostBytes) throw new PictureProblem(`The picture takes ${Math.round(stats.size / 1e6)} MB, more than the ${Math.round(mostBytes / 1e6)} MB that Sillon reads.`)
    const bytes = Buffer.allocUnsafe(stats.size)
    return bytes.subarray(0, readSync(file, bytes, 0, stats.size, 0))
  } catch (error) {
    if (error instanceof PictureProblem || isUnreachable(error)) throw error
    throw new PictureProblem(isRefused(error) ? 'Sillon is not allowed to read this picture.' : 'The system could not read this picture.', error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function isRefused(error: unknown): boolean {
  return /^E(?:ACCES|PERM)$/.test(codeOf(error) ?? '')
}

/** For a person and the log. */
export function shownPath(path: string): string {
  return shownName(storedName(path))
}
