import type { ReadDb } from '#main/kernel/db/database.ts'
import { shownName } from '#main/kernel/shown-name.ts'
import { parseQuery } from '#shared/model/query-syntax.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { openList } from './lists.ts'

/*
 * Lists as programs read them: the fixed rows of docs/api.md, moments as ISO 8601.
 */

/** What to list: everything on disk unless `isAll`, narrowed by the search syntax. */
export type Listing = { search: string; isAll: boolean; offset: number; limit: number; now: number }
export type Listed<Item> = { total: number; items: Item[] }

export type ListedTrack = {
  id: number; title: string; artist: string; album: string | null; albumId: number | null; durationMs: number | null; plays: number; ms: number; lastPlayedAt: string | null; path: string | null
}
export type ListedAlbum = { id: number; title: string; artist: string; year: number | null; tracks: number; editions: number; files: number; copies: number; plays: number; hasCover: boolean }
export type ListedArtist = { id: number; name: string; albums: number; tracks: number; plays: number }

type StoredTrack = Omit<ListedTrack, 'lastPlayedAt' | 'path'> & { lastPlayedAt: number | null; folder: string | Uint8Array | null; directory: string | Uint8Array | null; name: string | Uint8Array | null }

/** Tracks by artist, album and place. */
export function listTracks(db: ReadDb, listing: Listing): Listed<ListedTrack> {
  const { ids } = openList(db, { kind: 'tracks', query: { where: whereOf(listing), sort: 'artist', isDescending: false, seed: 0 } }, listing.now)
  return { total: ids.length, items: listedTracks(db, ids.subarray(listing.offset, listing.offset + listing.limit)) }
}

/** Albums by artist, year and title. */
export function listAlbums(db: ReadDb, listing: Listing): Listed<ListedAlbum> {
  const { ids } = openList(db, { kind: 'albums', query: { where: whereOf(listing), sort: 'artist', isDescending: false, seed: 0 } }, listing.now)
  return { total: ids.length, items: listedAlbums(db, ids.subarray(listing.offset, listing.offset + listing.limit)) }
}

/** Artists by name. */
export function listArtists(db: ReadDb, listing: Listing): Listed<ListedArtist> {
  const { ids } = openList(db, { kind: 'artists', query: { where: whereOf(listing), sort: 'name', isDescending: false, seed: 0 } }, listing.now)
  return { total: ids.length, items: listedArtists(db, ids.subarray(listing.offset, listing.offset + listing.limit)) }
}

function whereOf({ search, isAll }: Listing): RuleGroup {
  const { where } = parseQuery(search)
  return isAll ? where : { match: 'all', rules: [{ field: 'onDisk', op: 'is', value: true }, where] }
}

/** Tracks by id, in the order asked for; the path is that of the best file. */
export function listedTracks(db: ReadDb, ids: Iterable<number>): ListedTrack[] {
  const find = db.prepare<[number], StoredTrack>(
    `SELECT tracks.id, tracks.title, tracks.artistText AS artist, coalesce(albums.title, tracks.albumText) AS album, tracks.albumId, tracks.durationMs, tracks.plays, tracks.heardMs AS ms,
       tracks.lastPlayedAt, library_folders.path AS folder, directories.path AS directory, files.name
     FROM tracks LEFT JOIN albums ON albums.id = tracks.albumId LEFT JOIN files ON files.id = tracks.bestFileId
       LEFT JOIN directories ON directories.id = files.directoryId LEFT JOIN library_folders ON library_folders.id = directories.folderId
     WHERE tracks.id = ?`,
  )
  return found(ids, (id) => find.get(id)).map(({ folder, directory, name, ...track }) => ({
    ...track,
    lastPlayedAt: track.lastPlayedAt === null ? null : new Date(track.lastPlayedAt).toISOString(),
    path: folder === null || name === null ? null : [folder, directory ?? '', name].map(shownName).filter(Boolean).join('/'),
  }))
}

/** Albums by id, in the order asked for. */
export function listedAlbums(db: ReadDb, ids: Iterable<number>): ListedAlbum[] {
  const find = db.prepare<[number], Omit<ListedAlbum, 'hasCover'> & { hasCover: number }>(
    `SELECT id, title, artistText AS artist, year, trackCount AS tracks, editionCount AS editions, fileCount AS files, copyCount AS copies, plays, coverHash IS NOT NULL AS hasCover
     FROM albums WHERE id = ?`,
  )
  return found(ids, (id) => find.get(id)).map((album) => ({ ...album, hasCover: album.hasCover === 1 }))
}

/** Artists by id, in the order asked for. */
export function listedArtists(db: ReadDb, ids: Iterable<number>): ListedArtist[] {
  const find = db.prepare<[number], ListedArtist>('SELECT id, name, albumCount AS albums, trackCount AS tracks, plays FROM artists WHERE id = ?')
  return found(ids, (id) => find.get(id))
}

function found<Row>(ids: Iterable<number>, find: (id: number) => Row | undefined): Row[] {
  return Array.from(ids, find).filter((row) => row !== undefined)
}
