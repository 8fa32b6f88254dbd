import { query } from '#main/kernel/db/query.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { nameKey, sortKey } from '#shared/model/names.ts'

/** A library folder with its root directory; the directory's id. */
export function addFolder(db: WriteDb, path: string): number {
  const folderId = Number(db.run(query.insertInto('library_folders').values({ path, addedAt: 0 })).lastInsertRowid)
  return Number(db.run(query.insertInto('directories').values({ folderId, path: '' })).lastInsertRowid)
}

/** An album and its artist. */
export function addAlbum(db: WriteDb, { title = 'Harbour Arithmetic', artist = 'Low Tide Ministry' } = {}): number {
  const names = { title, titleKey: nameKey(title), titleSort: sortKey(title), artistText: artist, artistKey: nameKey(artist), artistSort: sortKey(artist) }
  return Number(db.run(query.insertInto('albums').values({ ...names, addedAt: 0 })).lastInsertRowid)
}

export type NewTrack = { title?: string; artist?: string; albumId?: number; trackNumber?: number; durationMs?: number | null; isOnDisk?: boolean }

/** A track with its first artist; its id. */
export function addTrack(db: WriteDb, { title = 'Tidal Gauge', artist = 'Low Tide Ministry', albumId, trackNumber, durationMs = 200_000, isOnDisk = true }: NewTrack = {}): number {
  const names = { title, titleKey: nameKey(title), titleSort: sortKey(title), artistText: artist, artistKey: nameKey(artist), artistSort: sortKey(artist) }
  const placed = { albumId: albumId ?? null, trackNumber: trackNumber ?? null, discNumber: trackNumber === undefined ? null : 1 }
  const trackId = Number(db.run(query.insertInto('tracks').values({ ...names, ...placed, durationMs, isOnDisk: isOnDisk ? 1 : 0, addedAt: 0 })).lastInsertRowid)
  const known = db.get(query.selectFrom('artists').select('id').where('nameKey', '=', names.artistKey))
  const artistId = known?.id ?? Number(db.run(query.insertInto('artists').values({ name: artist, nameKey: names.artistKey, nameSort: names.artistSort, addedAt: 0 })).lastInsertRowid)
  db.run(query.insertInto('track_artists').values({ trackId, position: 0, artistId, creditedName: artist }))
  return trackId
}

export type NewFile = { directoryId: number; trackId: number; name: string | Uint8Array; container?: string; codec?: string; isLossless?: boolean; bitsPerSample?: number | null; sampleRate?: number; channels?: number; durationMs?: number | null; missingSince?: number | null; trackGain?: number }

/** The row of a file; the file itself is the test's. */
export function addFile(db: WriteDb, { isLossless = false, ...file }: NewFile): number {
  const usual = { container: 'mpeg', codec: 'mp3', sampleRate: 44_100, channels: 2, durationMs: 200_000, size: 1, mtimeUs: 0, tagsJson: '{}', addedAt: 0, readAt: 0 }
  return Number(db.run(query.insertInto('files').values({ ...usual, ...file, isLossless: isLossless ? 1 : 0 })).lastInsertRowid)
}
