import type { ReadDb } from '#main/kernel/db/database.ts'
import { rawName, stemOf } from '../scan/disk-name.ts'
import type { StoredName } from '../scan/disk-name.ts'
import { factsOf } from './file-facts.ts'
import type { FileEntry } from './file-facts.ts'
import { unpackTags } from './stored-tags.ts'
import type { Release } from './release.ts'
import type { TagColumns } from './stored-tags.ts'

type EntryRow = Omit<TagColumns, 'channels' | 'hasCover' | 'trackGain' | 'trackPeak' | 'albumGain' | 'albumPeak'> & {
  id: number
  directoryId: number
  folderId: number
  path: StoredName
  name: StoredName
  size: number
  mtimeUs: number
  addedAt: number
  missingSince: number | null
  trackId: number | null
  editionId: number | null
  tagsJson: string
}

const columns = `f.id, f.directoryId, d.folderId, d.path, f.name, f.size, f.mtimeUs, f.addedAt, f.missingSince, f.trackId, f.editionId, f.tagsJson, f.container, f.codec, f.durationMs,
  f.bitrate, f.sampleRate, f.bitsPerSample, f.isLossless, f.title, f.artistText, f.albumArtistText, f.albumText, f.year, f.discNumber, f.trackNumber, f.genreText`

/** The order every run sees files in. */
export function sortPathOf(folderId: number, rawDirectory: string, rawFile: string): string {
  return `${folderId}\u0000${rawDirectory}\u0000${rawFile}`
}

function entryOf(row: EntryRow): FileEntry {
  const facts = factsOf({ ...row, channels: null, hasCover: 0, trackGain: null, trackPeak: null, albumGain: null, albumPeak: null }, unpackTags(row.tagsJson), stemOf(row.name))
  return {
    facts,
    fileId: row.id,
    directoryId: row.directoryId,
    name: row.name,
    sortPath: sortPathOf(row.folderId, rawName(row.path), rawName(row.name)),
    size: row.size,
    mtimeUs: row.mtimeUs,
    addedAt: row.addedAt,
    isMissing: row.missingSince !== null,
    trackId: row.trackId,
    editionId: row.editionId,
    reading: null,
    isRetagged: false,
    isMoved: false,
  }
}

/** Every file below one directory, not those in directories below it. */
export function entriesInDirectory(db: ReadDb, directoryId: number): FileEntry[] {
  return db.prepare<[number], EntryRow>(`SELECT ${columns} FROM files f JOIN directories d ON d.id = f.directoryId WHERE f.directoryId = ?`).all(directoryId).map(entryOf)
}

/** Every file of an edition. */
export function entriesOfEdition(db: ReadDb, editionId: number): FileEntry[] {
  return db.prepare<[number], EntryRow>(`SELECT ${columns} FROM files f JOIN directories d ON d.id = f.directoryId WHERE f.editionId = ?`).all(editionId).map(entryOf)
}

/** The files of loose tracks with this artist and title. */
export function looseEntriesByKey(db: ReadDb, artistKey: string, titleKey: string): FileEntry[] {
  return db
    .prepare<[string, string], EntryRow>(
      `SELECT ${columns} FROM tracks t JOIN files f ON f.trackId = t.id JOIN directories d ON d.id = f.directoryId WHERE t.artistKey = ? AND t.titleKey = ? AND t.albumId IS NULL AND f.editionId IS NULL`,
    )
    .all(artistKey, titleKey)
    .map(entryOf)
}

/** An edition as the database has it. */
export type EditionRow = { id: number; albumId: number; artistKey: string }

/** The digital editions of an album. */
export function editionsOfAlbum(db: ReadDb, albumId: number): EditionRow[] {
  return db.prepare<[number], EditionRow>("SELECT id, albumId, artistKey FROM editions WHERE albumId = ? AND kind = 'digital'").all(albumId)
}

/** Where the files of an album lie. */
export function directoriesOfAlbum(db: ReadDb, albumId: number): number[] {
  return db.prepare<[number], number>('SELECT DISTINCT f.directoryId FROM editions e JOIN files f ON f.editionId = e.id WHERE e.albumId = ? ORDER BY 1').pluck().all(albumId)
}

export function countFiles(db: ReadDb, directoryIds: readonly number[]): number {
  const count = db.prepare<[number], number>('SELECT count(*) FROM files WHERE directoryId = ?').pluck()
  return directoryIds.reduce((sum, id) => sum + (count.get(id) ?? 0), 0)
}

const manyAlbums = 40

/**
 * Albums whose editions could belong together with a release. Where very many share its artist and title (`Unknown`) only
 * some of those that also have one of its tracks are looked at.
 */
export function albumsLike(db: ReadDb, release: Release): number[] {
  const ids = new Set<number>()
  const add = (sql: string, ...values: (string | number)[]): void => {
    for (const id of db.prepare<(string | number)[], number>(sql).pluck().all(...values)) ids.add(id)
  }
  if (release.releaseId) add('SELECT albumId FROM editions WHERE musicbrainzReleaseId = ?', release.releaseId)
  if (release.releaseGroupId) add('SELECT albumId FROM editions WHERE musicbrainzReleaseGroupId = ?', release.releaseGroupId)
  if (release.discogsRelease) add('SELECT albumId FROM editions WHERE discogsReleaseId = ?', release.discogsRelease)
  if (release.discogsMaster) add('SELECT albumId FROM editions WHERE discogsMasterId = ?', release.discogsMaster)
  const like = db.prepare<[string, string, number], number>('SELECT DISTINCT albumId FROM editions WHERE artistKey = ? AND titleKey = ? LIMIT ?').pluck().all(release.artistKey, release.workKey, manyAlbums)
  if (like.length < manyAlbums) return [...ids.union(new Set(like))]
  for (const { facts } of release.entries) {
    add(
      `SELECT DISTINCT e.albumId FROM tracks t JOIN editions e ON e.albumId = t.albumId WHERE t.artistKey = ? AND t.titleKey = ? AND e.artistKey = ? AND e.titleKey = ? LIMIT ${manyAlbums}`,
      facts.artistKey, facts.titleKey, release.artistKey, release.workKey,
    )
    if (ids.size >= manyAlbums * 2) break
  }
  return [...ids]
}
