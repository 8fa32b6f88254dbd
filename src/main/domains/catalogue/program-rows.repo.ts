import type { ReadDb } from '#main/kernel/db/database.ts'
import { shownName } from '#main/kernel/shown-name.ts'

/*
 * Rows as other programs get them from the command line. docs/api.md fixes every field; what windows show may change
 * without these.
 */

type StoredName = string | Uint8Array
type Placed = { folder: StoredName; directory: StoredName; name: StoredName }

export type ProgramTrack = { id: number; title: string; artist: string; album: string | null; albumId: number | null; durationMs: number | null; plays: number; ms: number; lastPlayedAt: number | null; path: string | null }
export type ProgramAlbum = { id: number; title: string; artist: string; year: number | null; tracks: number; editions: number; files: number; copies: number; plays: number; hasCover: boolean }
export type ProgramArtist = { id: number; name: string; albums: number; tracks: number; plays: number }
export type ProgramFile = {
  id: number; path: string; title: string | null; artist: string | null; albumArtist: string | null; album: string | null; year: number | null; discNumber: number | null; trackNumber: number | null
  durationMs: number | null; genres: string[]; container: string; codec: string; bitrate: number | null; sampleRate: number | null; channels: number | null; hasCover: boolean
  trackId: number | null; albumId: number | null
}

const place = 'library_folders.path AS folder, directories.path AS directory, files.name'
const placed = 'directories ON directories.id = files.directoryId LEFT JOIN library_folders ON library_folders.id = directories.folderId'

function pathOf({ folder, directory, name }: Placed): string {
  return [folder, directory, name].map(shownName).filter(Boolean).join('/')
}

function rowsOf<Row, Found>(db: ReadDb, ids: Iterable<number>, sql: string, rowOf: (found: Found) => Row): Row[] {
  const statement = db.prepare<[number], Found>(sql)
  return Array.from(ids, (id) => statement.get(id)).flatMap((found) => (found === undefined ? [] : [rowOf(found)]))
}

export function listProgramTracks(db: ReadDb, ids: Iterable<number>): ProgramTrack[] {
  type Found = Omit<ProgramTrack, 'path'> & { [K in keyof Placed]: StoredName | null }
  const sql = `SELECT tracks.id, tracks.title, tracks.artistText AS artist, coalesce(albums.title, tracks.albumText) AS album, tracks.albumId, tracks.durationMs, tracks.plays, tracks.heardMs AS ms,
      tracks.lastPlayedAt, ${place}
    FROM tracks LEFT JOIN albums ON albums.id = tracks.albumId LEFT JOIN files ON files.id = tracks.bestFileId LEFT JOIN ${placed} WHERE tracks.id = ?`
  return rowsOf(db, ids, sql, ({ folder, directory, name, ...row }: Found) => ({ ...row, path: folder === null || directory === null || name === null ? null : pathOf({ folder, directory, name }) }))
}

export function listProgramAlbums(db: ReadDb, ids: Iterable<number>): ProgramAlbum[] {
  type Found = Omit<ProgramAlbum, 'hasCover'> & { coverHash: string | null }
  const sql = `SELECT id, title, artistText AS artist, year, trackCount AS tracks, editionCount AS editions, fileCount AS files, copyCount AS copies, plays, coverHash FROM albums WHERE id = ?`
  return rowsOf(db, ids, sql, ({ coverHash, ...row }: Found) => ({ ...row, hasCover: coverHash !== null }))
}

export function listProgramArtists(db: ReadDb, ids: Iterable<number>): ProgramArtist[] {
  return rowsOf(db, ids, 'SELECT id, name, albumCount AS albums, trackCount AS tracks, plays FROM artists WHERE id = ?', (row: ProgramArtist) => row)
}

/** Files that are there, as they were read, in the order they were added; of these tracks, or all. */
export function listProgramFiles(db: ReadDb, trackIds: readonly number[] | undefined, { offset, limit }: { offset: number; limit: number }): { total: number; items: ProgramFile[] } {
  type Found = Omit<ProgramFile, 'path' | 'genres' | 'hasCover'> & Placed & { genresJson: string | null; hasCover: number }
  const among = trackIds ? [JSON.stringify(trackIds)] : []
  const ofTracks = 'files.missingSince IS NULL AND files.trackId IN (SELECT value FROM json_each(?))'
  const count = trackIds ? `SELECT count(*) FROM files WHERE ${ofTracks}` : 'SELECT (SELECT count(*) FROM files) - (SELECT count(*) FROM files WHERE missingSince IS NOT NULL)'
  const items = db
    .prepare<[...string[], number, number], Found>(
      `SELECT files.id, files.title, files.artistText AS artist, files.albumArtistText AS albumArtist, files.albumText AS album, files.year, files.discNumber, files.trackNumber, files.durationMs,
         files.tagsJson -> '$.genres' AS genresJson, files.container, files.codec, files.bitrate, files.sampleRate, files.channels, files.hasCover, files.trackId, tracks.albumId, ${place}
       FROM files JOIN ${placed} LEFT JOIN tracks ON tracks.id = files.trackId
       WHERE files.id IN (SELECT files.id FROM files WHERE ${trackIds ? ofTracks : 'files.missingSince IS NULL'} ORDER BY files.id LIMIT ? OFFSET ?) ORDER BY files.id`,
    )
    .all(...among, limit, offset)
    .map(({ id, folder, directory, name, genresJson, hasCover, ...row }) => ({ id, path: pathOf({ folder, directory, name }), ...row, genres: genresJson === null ? [] : (JSON.parse(genresJson) as string[]), hasCover: hasCover === 1 }))
  return { total: db.prepare<string[], number>(count).pluck().get(...among) ?? 0, items }
}
