import { query } from '#main/kernel/db/query.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { refreshSearch } from '#main/domains/search/search.service.ts'
import { albumSort } from '#shared/model/album-sort.ts'
import { nameKey, sortKey } from '#shared/model/names.ts'

/** A track of a library written by hand. Its album is made with the first track that names it. */
export type NamedTrack = {
  title: string; artist?: string; guests?: string[]; album?: string; albumArtist?: string; year?: number; genres?: string[]; plays?: number; path?: string; lyrics?: string; composer?: string
  comment?: string; codec?: string; isLossless?: boolean; disc?: number; number?: number; position?: string; isOnDisk?: boolean
}

/** A library of a few rows whose names matter: writes rows, credits, one file each, and the search index. */
export function openNamedLibrary(db: WriteDb) {
  const folderId = Number(db.run(query.insertInto('library_folders').values({ path: '/music', addedAt: 0 })).lastInsertRowid)
  const directoryId = Number(db.run(query.insertInto('directories').values({ folderId, path: '' })).lastInsertRowid)

  function artistId(name: string): number {
    const known = db.get(query.selectFrom('artists').select('id').where('nameKey', '=', nameKey(name)))
    if (known) return known.id
    const id = Number(db.run(query.insertInto('artists').values({ name, nameKey: nameKey(name), nameSort: sortKey(name), addedAt: 0 })).lastInsertRowid)
    refreshSearch(db, { artistIds: [id] })
    return id
  }

  function genreId(name: string): number {
    const known = db.get(query.selectFrom('genres').select('id').where('nameKey', '=', nameKey(name)))
    return known?.id ?? Number(db.run(query.insertInto('genres').values({ name, nameKey: nameKey(name) })).lastInsertRowid)
  }

  function albumId(title: string, artist: string, year: number | undefined, genres: readonly string[]): number {
    const known = db.get(query.selectFrom('albums').select('id').where('titleKey', '=', nameKey(title)).where('artistKey', '=', nameKey(artist)))
    if (known) return known.id
    const names = { title, titleKey: nameKey(title), titleSort: sortKey(title), artistText: artist, artistKey: nameKey(artist), artistSort: sortKey(artist) }
    const id = Number(db.run(query.insertInto('albums').values({ ...names, year: year ?? null, coverHash: `cover-${nameKey(title)}`, addedAt: 0 })).lastInsertRowid)
    db.run(query.insertInto('album_artists').values({ albumId: id, position: 0, artistId: artistId(artist), creditedName: artist }))
    db.run(query.insertInto('editions').values({ albumId: id, kind: 'digital', title, year: year ?? null, directoryId, addedAt: 0 }))
    for (const genre of genres) db.run(query.insertInto('album_genres').values({ albumId: id, genreId: genreId(genre) }))
    return id
  }

  /** Adds a track; its id. */
  function add(track: NamedTrack): number {
    const { title, artist = 'Nobody', guests = [], genres = [], plays = 0, isOnDisk = true, disc = 1, number = 1, codec = 'mp3', isLossless = false } = track
    const album = track.album === undefined ? undefined : albumId(track.album, track.albumArtist ?? artist, track.year, genres)
    const artistText = [artist, ...guests].join(' feat. ')
    const id = Number(
      db.run(
        query.insertInto('tracks').values({
          title, titleKey: nameKey(title), titleSort: sortKey(title), artistText, artistKey: nameKey(artist), artistSort: sortKey(artist), albumId: album ?? null, albumText: track.album ?? null,
          albumSort: albumSort(sortKey(track.album ?? ''), album ?? null, disc, number), discNumber: disc, trackNumber: number, year: track.year ?? null, genreText: genres.join('; ') || null,
          durationMs: 200_000, composerText: track.composer ?? null, addedAt: 0, isOnDisk: isOnDisk ? 1 : 0, codec: isOnDisk ? codec : null, isLossless: isOnDisk ? Number(isLossless) : null, plays,
        }),
      ).lastInsertRowid,
    )
    for (const [position, name] of [artist, ...guests].entries()) db.run(query.insertInto('track_artists').values({ trackId: id, position, artistId: artistId(name), creditedName: name }))
    for (const genre of genres) db.run(query.insertInto('track_genres').values({ trackId: id, genreId: genreId(genre) }))
    const edition = album === undefined ? undefined : db.get(query.selectFrom('editions').select('id').where('albumId', '=', album).orderBy('id'))
    if (edition) db.run(query.insertInto('edition_tracks').values({ editionId: edition.id, trackId: id, discNumber: disc, trackNumber: number, position: track.position ?? null }))
    if (isOnDisk) {
      const file = db.run(
        query.insertInto('files').values({
          directoryId, name: track.path ?? `${id} ${title}.mp3`, size: 1000, mtimeUs: 0, trackId: id, editionId: edition?.id ?? null, container: 'mpeg', codec, isLossless: Number(isLossless),
          durationMs: 200_000, tagsJson: JSON.stringify({ comment: track.comment ?? null }), addedAt: 0, readAt: 0,
        }),
      )
      db.run(query.updateTable('tracks').set({ bestFileId: Number(file.lastInsertRowid) }).where('id', '=', id))
      if (track.lyrics) db.run(query.insertInto('lyrics').values({ fileId: Number(file.lastInsertRowid), source: 'embedded', isSynced: 0, text: track.lyrics }))
      if (album !== undefined) db.run(query.updateTable('albums').set((row) => ({ trackCount: row('trackCount', '+', 1), fileCount: row('fileCount', '+', 1), durationMs: row('durationMs', '+', 200_000) })).where('id', '=', album))
    }
    refreshSearch(db, { trackIds: [id], ...(album !== undefined && { albumIds: [album] }) })
    return id
  }

  /** Sets how often an artist or album was played. */
  function setPlays(table: 'artists' | 'albums', name: string, plays: number): void {
    db.run(query.updateTable(table).set({ plays }).where(table === 'artists' ? 'nameKey' : 'titleKey', '=', nameKey(name)))
  }

  return { add, artistId, setPlays, directoryId, folderId }
}
