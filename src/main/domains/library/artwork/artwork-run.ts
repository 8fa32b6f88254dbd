// Artwork: one run over all albums that are due, in the worker thread.
import { availableParallelism } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { codeOf } from '#main/kernel/db/sqlite-errors.ts'
import type { Log } from '#main/kernel/log.ts'
import { isAbort, isAppError } from '#shared/errors.ts'
import { rawName } from '../scan/disk-name.ts'
import { listFolders } from '../scan/scan.repo.ts'
import { realRaw } from '../scan/walk.ts'
import { countDue, findEvidence, findPicture, isScanRunning, listDue, writeArtwork } from './artwork.repo.ts'
import type { Artwork, StoredPicture } from './artwork.repo.ts'
import { findArtwork } from './find-artwork.ts'
import type { LookOptions } from './find-artwork.ts'
import { paletteOf } from './palette.rules.ts'
import { hashOf, isStored, storePicture, sweepUnfinished } from './picture-store.ts'
import { inspectPicture, makeThumbnails } from './picture.ts'

/** `done` of about `total` albums so far; `hasNewCovers` since the last report. */
export type ArtworkReport = { done: number; total: number; hasNewCovers: boolean }

/** `unreachable` albums stay due: what may hold their artwork cannot be read at the moment. */
export type ArtworkResult = { albums: number; covers: number; problems: number; unreachable: number[] }

export type ArtworkDeps = {
  db: WriteDb
  clock: { now(): number }
  log: Log
  /** Where pictures are kept. */
  folder: string
  throwIfAborted(): void
  onReport(report: ArtworkReport): void
}

/** So many albums are shown together and written together; a second or so of work. */
const batchSize = 16
/** Beside a scan, how often it looks for more when it has caught up. */
const lookAgainMs = 100

/**
 * Reads the artwork of every album that is due, the newest first, until none is left and no scan runs that may bring more.
 * Stopping it at any moment keeps what was written.
 */
export async function readDueArtwork(deps: ArtworkDeps, except: readonly number[] = []): Promise<ArtworkResult> {
  const { db, clock, folder, throwIfAborted, onReport } = deps
  sweepUnfinished(folder)
  const result: ArtworkResult = { albums: 0, covers: 0, problems: 0, unreachable: [] }
  const passed = new Set(except)
  for (;;) {
    const isScanning = isScanRunning(db)
    const ids = listDue(db, batchSize, passed)
    if (ids.length === 0) {
      if (!isScanning) return { ...result, unreachable: [...passed] }
      await wait(lookAgainMs)
      throwIfAborted()
      continue
    }
    const artworks: Artwork[] = []
    const look: LookOptions = { libraryRoots: listFolders(db).flatMap(({ path }) => realRaw(rawName(path)) ?? []), take: createTaking(deps), throwIfAborted }
    const lane = async (): Promise<void> => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
        const artwork = await readAlbum(deps, id, look, result)
        if (artwork) artworks.push(artwork)
        else passed.add(id)
      }
    }
    // Beside a scan one core is left to it.
    const lanes = isScanning ? 1 : Math.min(2, availableParallelism())
    const ends = await Promise.allSettled(Array.from({ length: lanes }, lane))
    const hasNewCovers = await writeWhenFree(db, () => artworks.map((artwork) => writeArtwork(db, artwork, clock.now())).includes(true))
    result.albums += artworks.length
    onReport({ done: result.albums, total: result.albums + Math.max(0, countDue(db) - passed.size), hasNewCovers })
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    throwIfAborted()
  }
}

const longestWaitMs = 60_000

/**
 * A scanner that writes without pause frees the lock for moments only. SQLite's own waiting looks ever more rarely and
 * misses them for seconds; looking every millisecond does not.
 */
async function writeWhenFree<T>(db: WriteDb, work: () => T): Promise<T> {
  const until = performance.now() + longestWaitMs
  for (;;) {
    try {
      db.sqlite.pragma('busy_timeout = 0')
      return db.transaction(work)
    } catch (error) {
      if (!codeOf(error)?.startsWith('SQLITE_BUSY') || performance.now() > until) throw error
    } finally {
      db.sqlite.pragma('busy_timeout = 5000')
    }
    await wait(1)
  }
}

/** Undefined = it stays due. */
async function readAlbum({ db, log }: ArtworkDeps, albumId: number, look: LookOptions, result: ArtworkResult): Promise<Artwork | undefined> {
  try {
    const evidence = findEvidence(db, albumId)
    if (!evidence) return undefined
    const { found, problems, isUnreachable } = await findArtwork(evidence, look)
    for (const problem of problems) log.warn('a picture was passed over', { albumId, ...problem })
    result.problems += problems.length
    if (isUnreachable) return undefined
    if (found) result.covers += 1
    return { albumId, evidence: evidence.text, found }
  } catch (error) {
    if (isAppError(error) || isAbort(error) || codeOf(error)?.startsWith('SQLITE_')) throw error
    // A mistake of ours about one album must not keep the others from their covers.
    log.error('the artwork of an album could not be read', { albumId, error })
    return undefined
  }
}

/** Makes each picture once, however many albums of a batch share it, and not at all if the store has it. */
function createTaking({ db, folder }: ArtworkDeps): LookOptions['take'] {
  const taken = new Map<string, Promise<StoredPicture>>()

  async function make(hash: string, bytes: Buffer): Promise<StoredPicture> {
    const picture = await inspectPicture(bytes)
    const known = findPicture(db, hash)
    if (known && isStored(folder, hash, picture.ending)) return known
    const thumbnails = await makeThumbnails(picture)
    storePicture(folder, hash, picture, thumbnails)
    return { hash, width: picture.width, height: picture.height, bytes: bytes.length, paletteJson: JSON.stringify(paletteOf(thumbnails.raster)) }
  }

  return (bytes) => {
    const hash = hashOf(bytes)
    const making = taken.get(hash) ?? make(hash, bytes)
    taken.set(hash, making)
    return making
  }
}
