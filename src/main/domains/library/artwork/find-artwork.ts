// Artwork: looks for the front cover of one album, the likeliest place first, and opens no more than it needs.
import { messageOf } from '#shared/errors.ts'
import { systemPath } from '../scan/disk-name.ts'
import { ReadFailure } from '../tags/read-failure.ts'
import { readCovers } from '../tags/read-file-tags.ts'
import type { Evidence, Origin, StoredPicture } from './artwork.repo.ts'
import { listFolderPictures, readFolderPicture, shownPath } from './folder-pictures.ts'
import type { FolderPicture } from './folder-pictures.ts'
import { PictureProblem, isUnreachable } from './picture-problem.ts'
import { inspectPicture } from './picture.ts'

export type Found = StoredPicture & { origin: Origin; source: string }

/** `problems` are pictures that were passed over. Unreachable = nothing was found, but what may hold it could not be read now. */
export type Look = { found: Found | null; problems: { path: string; reason: string }[]; isUnreachable: boolean }

export type LookOptions = {
  /** Real paths of the library folders, latin1. */
  libraryRoots: readonly string[]
  /** Makes a picture part of the store, or finds it there. Throws `PictureProblem`. */
  take(bytes: Buffer): Promise<StoredPicture>
  throwIfAborted(): void
}

type Candidate = { origin: Origin; path: string; bytes: Buffer }

/** A front cover is in the first file or in none, nearly always. */
const mostFiles = 3
const mostPicturesPerFile = 4
/** Smaller ones are icons and placeholders: used when there is nothing else. */
const leastSide = 64

export async function findArtwork({ files, directories }: Evidence, { libraryRoots, take, throwIfAborted }: LookOptions): Promise<Look> {
  const look: Look = { found: null, problems: [], isUnreachable: false }

  /** Passes over what is wrong with one picture or file; what is wrong with the disk or with us ends the run. */
  async function attempt<T>(path: string, work: () => T | Promise<T>): Promise<T | undefined> {
    throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (isUnreachable(error instanceof ReadFailure ? error.cause : error)) look.isUnreachable = true
      else if (error instanceof PictureProblem || error instanceof ReadFailure) look.problems.push({ path: shownPath(path), reason: reasonOf(error) })
      else throw error
      return undefined
    }
  }

  async function* candidates(): AsyncGenerator<Candidate> {
    const others: Candidate[] = []
    const backs: Candidate[] = []
    for (const path of files.slice(0, mostFiles)) {
      const covers = (await attempt(path, () => readCovers(systemPath(path)))) ?? []
      for (const { kind, data } of covers.slice(0, mostPicturesPerFile)) {
        const candidate: Candidate = { origin: 'embedded', path, bytes: data }
        if (kind === 'front') yield candidate
        else (kind === 'back' ? backs : others).push(candidate)
      }
    }
    yield* others
    for (const path of await folderPictures()) {
      const bytes = await attempt(path, () => readFolderPicture(path, libraryRoots))
      if (bytes) yield { origin: 'folder', path, bytes }
    }
    yield* backs
  }

  /** The largest first, among those whose name leaves no doubt before the others. */
  async function folderPictures(): Promise<string[]> {
    const listings = directories.map(listFolderPictures)
    if (listings.includes(null)) look.isUnreachable = true
    const pictures = listings.flatMap((listing) => listing ?? [])
    if (pictures.length < 2) return pictures.map(({ path }) => path)
    const sized: (FolderPicture & { area: number })[] = []
    for (const picture of pictures) {
      const size = await attempt(picture.path, () => inspectPicture(readFolderPicture(picture.path, libraryRoots)))
      if (size) sized.push({ ...picture, area: size.width * size.height })
    }
    return sized.sort((one, other) => Number(other.isFront) - Number(one.isFront) || other.area - one.area).map(({ path }) => path)
  }

  let small: Found | undefined
  for await (const { origin, path, bytes } of candidates()) {
    const picture = await attempt(path, () => take(bytes))
    if (!picture) continue
    const found: Found = { ...picture, origin, source: `${origin}: ${shownPath(path)}` }
    if (Math.min(picture.width, picture.height) >= leastSide) return { ...look, found, isUnreachable: false }
    small ??= found
  }
  return { ...look, found: small ?? null, isUnreachable: look.isUnreachable && small === undefined }
}

function reasonOf(error: Error): string {
  return error.cause === undefined ? error.message : `${error.message} (${messageOf(error.cause)})`
}
