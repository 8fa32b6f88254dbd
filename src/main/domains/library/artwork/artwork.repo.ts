// Artwork: which albums are due, where their pictures may lie, what was found.
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { isDiscFolder } from '../identity/title.rules.ts'
import { joinRaw, rawName } from '../scan/disk-name.ts'
import type { StoredName } from '../scan/disk-name.ts'

/** Where the artwork of an album may be found, as the catalogue knows it. Paths are absolute, latin1 bytes. */
export type Evidence = {
  /** Equal texts: nothing the catalogue knows of has changed. */
  text: string
  /** Files with pictures in them, in the order in which they are worth reading. */
  files: string[]
  /** Directories whose pictures are this album's. */
  directories: string[]
}

/** Where a picture of an album was found by itself; others are sought elsewhere or chosen by a person. */
export type Origin = 'embedded' | 'folder'

export type StoredPicture = { hash: string; width: number; height: number; bytes: number; paletteJson: string }

/** The newest albums whose artwork is due, save those in `except`. */
export function listDue(db: ReadDb, limit: number, except: ReadonlySet<number>): number[] {
  const ids: number[] = []
  for (const id of db.prepare<[], number>('SELECT id FROM albums WHERE artworkCheckedAt IS NULL AND fileCount > 0 ORDER BY id DESC').pluck().iterate()) {
    if (!except.has(id)) ids.push(id)
    if (ids.length === limit) break
  }
  return ids
}

export function countDue(db: ReadDb): number {
  return db.prepare<[], number>('SELECT count(*) FROM albums WHERE artworkCheckedAt IS NULL AND fileCount > 0').pluck().get() ?? 0
}

export function isScanRunning(db: ReadDb): boolean {
  return db.prepare<[], number>("SELECT EXISTS (SELECT 1 FROM jobs WHERE type = 'library.scan' AND state = 'running')").pluck().get() === 1
}

type FileRow = {
  id: number
  editionId: number
  size: number
  mtimeUs: number
  hasCover: number
  isLossless: number
  name: StoredName
  directoryId: number
  directory: StoredName
  sidecars: string | null
  parentSidecars: string | null
  folder: StoredName
}

/** Undefined when the album has no files any more. */
export function findEvidence(db: ReadDb, albumId: number): Evidence | undefined {
  const rows = db
    .prepare<[number], FileRow>(
      `SELECT f.id, f.editionId, f.size, f.mtimeUs, f.hasCover, f.isLossless, f.name, d.id AS directoryId, d.path AS directory, d.sidecars, p.sidecars AS parentSidecars, l.path AS folder
        FROM editions e JOIN files f ON f.editionId = e.id JOIN directories d ON d.id = f.directoryId JOIN library_folders l ON l.id = d.folderId LEFT JOIN directories p ON p.id = d.parentId
        WHERE e.albumId = ? AND f.missingSince IS NULL ORDER BY f.discNumber, f.trackNumber, f.id`,
    )
    .all(albumId)
  if (rows.length === 0) return undefined
  const isDisc = ({ directory }: FileRow): boolean => isDiscFolder(rawName(directory).replace(/^.*\//s, ''))
  const text = JSON.stringify(rows.map((row) => [row.id, row.size, row.mtimeUs, row.hasCover, row.directoryId, row.sidecars, isDisc(row) ? row.parentSidecars : null]))
  return {
    text,
    files: bestEditionFirst(rows.filter(({ hasCover }) => hasCover === 1)).map((row) => joinRaw(directoryOf(row), rawName(row.name))),
    directories: [...new Set(ownDirectories(db, rows).flatMap((row) => (isDisc(row) ? [directoryOf(row), parentOf(directoryOf(row))] : [directoryOf(row)])))],
  }
}

function directoryOf({ folder, directory }: FileRow): string {
  return joinRaw(rawName(folder), rawName(directory))
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}

/** The edition with most files, lossless before others; its first track before the rest. */
function bestEditionFirst(rows: FileRow[]): FileRow[] {
  const editions = [...Map.groupBy(rows, ({ editionId }) => editionId).values()]
  return editions.sort(([one], [other]) => (other?.isLossless ?? 0) - (one?.isLossless ?? 0)).sort((one, other) => other.length - one.length).flat()
}

const mostDirectories = 8

/** One row for each directory in which at least half of the music is this album's: a picture beside a heap of singles is of none of them. */
function ownDirectories(db: ReadDb, rows: FileRow[]): FileRow[] {
  const present = db.prepare<[number], number>('SELECT count(*) FROM files WHERE directoryId = ? AND missingSince IS NULL').pluck()
  return [...Map.groupBy(rows, ({ directoryId }) => directoryId).values()]
    .sort((one, other) => other.length - one.length)
    .slice(0, mostDirectories)
    .flatMap((own) => own.slice(0, 1).filter(({ directoryId }) => own.length * 2 >= (present.get(directoryId) ?? 0)))
}

/** Size and colours of a picture that was made before. */
export function findPicture(db: ReadDb, hash: string): StoredPicture | undefined {
  return db.prepare<[string], StoredPicture>('SELECT contentHash AS hash, width, height, bytes, paletteJson FROM images WHERE contentHash = ? LIMIT 1').get(hash)
}

/** Pictures that rows other than those of `images` name. */
export function listNamedElsewhere(db: ReadDb): Set<string> {
  return new Set(db.prepare<[], string>('SELECT coverHash FROM albums WHERE coverHash IS NOT NULL UNION SELECT imageHash FROM artists WHERE imageHash IS NOT NULL').pluck().all())
}

/** What was found for an album; `source` says where, for a person. */
export type Artwork = { albumId: number; evidence: string; found: (StoredPicture & { origin: Origin; source: string }) | null }

/**
 * Notes what was found, in the caller's transaction. A picture that a person chose stays, and so do those from elsewhere.
 * What changed meanwhile stays due. Returns whether another cover is shown now.
 */
export function writeArtwork(db: WriteDb, { albumId, evidence, found }: Artwork, now: number): boolean {
  if (findEvidence(db, albumId)?.text !== evidence) return false
  if (found) {
    db.prepare<[number, string, string, number, number, number, string, number], never>(
      `INSERT INTO images (entity, entityId, kind, source, contentHash, width, height, bytes, paletteJson, foundAt) VALUES ('album', ?, 'front', ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (entity, entityId, kind, source) DO UPDATE SET contentHash = excluded.contentHash, width = excluded.width, height = excluded.height, bytes = excluded.bytes,
          paletteJson = excluded.paletteJson, foundAt = excluded.foundAt`,
    ).run(albumId, found.origin, found.hash, found.width, found.height, found.bytes, found.paletteJson, now)
  }
  db.prepare<[number, string], never>("DELETE FROM images WHERE entity = 'album' AND entityId = ? AND kind = 'front' AND source IN ('embedded', 'folder') AND source <> ? AND isChosen = 0").run(albumId, found?.origin ?? '')
  const cover = db
    .prepare<[number], { hash: string; paletteJson: string }>(
      `SELECT contentHash AS hash, paletteJson FROM images WHERE entity = 'album' AND entityId = ? AND kind = 'front'
        ORDER BY isChosen DESC, source IN ('embedded', 'folder') DESC, foundAt DESC, id DESC LIMIT 1`,
    )
    .get(albumId)
  const before = db.prepare<[number], string | null>('SELECT coverHash FROM albums WHERE id = ?').pluck().get(albumId) ?? null
  const hash = cover?.hash ?? null
  db.prepare<[string | null, string | null, string | null, number, number], never>('UPDATE albums SET coverHash = ?, paletteJson = ?, artworkSource = ?, artworkCheckedAt = ? WHERE id = ?').run(
    hash, cover?.paletteJson ?? null, found?.source ?? null, now, albumId,
  )
  return hash !== before
}
