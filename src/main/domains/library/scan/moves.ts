// Files that were moved or renamed: one that is missing and one that is new with the same size and the same audio. The missing
// row takes the new place, so that its id, its track and all that hangs on them stay.
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { CatalogueWriter, Steps } from '../identity/catalogue-writer.ts'
import { leaveAlbum, leaveEdition, leaveTrack, refreshTracks } from '../identity/settle.ts'
import type { Touched } from '../identity/touched.ts'
import { unitDirectories } from '../identity/unit-directories.ts'
import { dropEmptyDirectories } from './scan.repo.ts'

type Match = { newId: number; missingId: number; sound: string; addedAt: number }

/**
 * Joins what fits one to one and offers the rest. New is what was added since its folder was last scanned to the end, so
 * that an interrupted scan is made up for. Returns when each of the joined ones was added.
 */
export function joinMoves(db: WriteDb, catalogue: CatalogueWriter): number[] {
  const matches = findMatches(db)
  const bySound = Map.groupBy(matches, ({ sound }) => sound)
  const pairs: Match[] = []
  const offers: Match[] = []
  for (const group of bySound.values()) (group.length === 1 ? pairs : offers).push(...group)
  if (offers.length > 0) catalogue.addSteps(() => offer(db, offers))
  if (pairs.length > 0) catalogue.addSteps((touched) => joinAll(db, catalogue, pairs, touched))
  return pairs.map(({ addedAt }) => addedAt)
}

function findMatches(db: WriteDb): Match[] {
  const hasMissing = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM files WHERE missingSince IS NOT NULL)').pluck().get() === 1
  if (!hasMissing) return []
  const since = db.prepare<[], number>('SELECT min(coalesce(scannedAt, 0)) FROM library_folders').pluck().get() ?? 0
  return db
    .prepare<[number], Match>(
      `SELECT n.id AS newId, n.addedAt, m.id AS missingId, m.size || ' ' || hex(m.audioHash) AS sound
        FROM files n INDEXED BY files_by_added JOIN directories d ON d.id = n.directoryId JOIN library_folders l ON l.id = d.folderId
        JOIN files m INDEXED BY files_missing ON m.size = n.size AND m.audioHash = n.audioHash AND m.missingSince IS NOT NULL
        WHERE n.addedAt > ? AND n.addedAt > coalesce(l.scannedAt, 0) AND n.missingSince IS NULL AND n.audioHash IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM move_candidates WHERE newFileId = n.id AND missingFileId = m.id AND isRejected = 1)
        ORDER BY n.directoryId, n.name`,
    )
    .all(since)
}

function* offer(db: WriteDb, matches: readonly Match[]): Steps {
  const insert = db.prepare<[number, number], never>('INSERT OR IGNORE INTO move_candidates (newFileId, missingFileId) VALUES (?, ?)')
  for (const { newId, missingId } of matches) {
    insert.run(newId, missingId)
    yield
  }
}

type FileRow = { directoryId: number; trackId: number | null; editionId: number | null }

const carried =
  'directoryId, name, size, mtimeUs, audioHash, container, codec, durationMs, bitrate, sampleRate, channels, bitsPerSample, isLossless, hasCover, title, artistText, albumArtistText, albumText, year, discNumber, trackNumber, genreText, trackGain, trackPeak, albumGain, albumPeak, tagsJson, warningsJson, readAt'

function* joinAll(db: WriteDb, catalogue: CatalogueWriter, pairs: readonly Match[], touched: Touched): Steps {
  const directoryIds = new Set<number>()
  for (const { newId, missingId } of pairs) {
    for (const id of joinFiles(db, newId, missingId, touched)) directoryIds.add(id)
    yield
  }
  regroup(db, catalogue, directoryIds, new Set(pairs.map(({ missingId }) => missingId)))
}

/** Lets the missing file take the place of the new one. Returns the directories whose files are to be grouped again. */
export function joinFiles(db: WriteDb, newId: number, missingId: number, touched: Touched): number[] {
  const find = db.prepare<[number], FileRow>('SELECT directoryId, trackId, editionId FROM files WHERE id = ?')
  const fresh = find.get(newId)
  const missing = find.get(missingId)
  if (!fresh || !missing) return []
  const values = db.prepare<[number], unknown[]>(`SELECT ${carried} FROM files WHERE id = ?`).raw().get(newId) ?? []
  db.prepare<[number, number], never>('UPDATE listening_history SET fileId = ? WHERE fileId = ?').run(missingId, newId)
  db.prepare<[number, number], never>('UPDATE OR REPLACE lyrics SET fileId = ? WHERE fileId = ?').run(missingId, newId)
  db.prepare<[number], never>('DELETE FROM files WHERE id = ?').run(newId)
  db.prepare<unknown[], never>(`UPDATE files SET (${carried}) = (${values.map(() => '?').join(', ')}), missingSince = NULL WHERE id = ?`).run(...values, missingId)
  db.prepare<[number, number], never>('INSERT OR IGNORE INTO directories_to_group (directoryId) VALUES (?), (?)').run(fresh.directoryId, missing.directoryId)
  if (missing.trackId !== null) {
    refreshTracks(db, [missing.trackId], touched)
    touched.trackIds.add(missing.trackId)
  }
  leaveNewRows(db, fresh, missing, touched)
  return [fresh.directoryId, missing.directoryId]
}

/** What was made for the new file is not needed any more; if it was played meanwhile, that goes to the old track. */
function leaveNewRows(db: WriteDb, fresh: FileRow, missing: FileRow, touched: Touched): void {
  const isHeard = (trackId: number): boolean => db.prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM heard_texts WHERE trackId = ?)').pluck().get(trackId) === 1
  if (fresh.trackId !== null && fresh.trackId !== missing.trackId) leaveTrack(db, fresh.trackId, isHeard(fresh.trackId) ? missing.trackId : null, touched)
  if (fresh.editionId === null) return
  const albumId = db.prepare<[number], number>('SELECT albumId FROM editions WHERE id = ?').pluck().get(fresh.editionId)
  if (fresh.editionId !== missing.editionId) leaveEdition(db, fresh.editionId, touched)
  if (albumId !== undefined) leaveAlbum(db, albumId, null, touched)
}

/** What came to a folder and what is left in one is looked at again; a folder with nothing left goes. */
export function regroup(db: WriteDb, catalogue: CatalogueWriter, directoryIds: Iterable<number>, movedFileIds: ReadonlySet<number> = new Set()): void {
  const done = new Set<number>()
  for (const each of directoryIds) {
    if (done.has(each)) continue
    const unit = unitDirectories(db, each)
    for (const id of unit) done.add(id)
    if (unit.length > 0) catalogue.addUnit({ directoryIds: unit, changed: [], isNew: false, isMarked: true, movedFileIds })
  }
  catalogue.addSteps(() => dropEmptyDirectories(db, done))
}
