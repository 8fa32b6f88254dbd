import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'

/** What a kind of row is indexed in; `words` is its main table, one document for every row. */
export const searchTables = {
  track: { words: 'search_tracks', all: ['search_tracks', 'search_track_parts', 'search_track_texts'] },
  album: { words: 'search_albums', all: ['search_albums', 'search_album_parts'] },
  artist: { words: 'search_artists', all: ['search_artists', 'search_artist_parts'] },
} as const
export type SearchKind = keyof typeof searchTables
export const searchKinds = ['artist', 'album', 'track'] as const satisfies readonly SearchKind[]

const rowTables: Record<SearchKind, string> = { track: 'tracks', album: 'albums', artist: 'artists' }

/** A track with one of its files; `directory` is null when it has none. */
export type TrackText = [
  id: number, title: string, artistText: string, albumTitle: string | null, genreText: string | null, composerText: string | null, directory: string | Uint8Array | null, name: string | Uint8Array,
  comment: string | null, lyrics: string | null,
]
export type AlbumText = { title: string; artistText: string; genres: string | null; labels: string | null; catalogNumbers: string | null }

/** What there is to find of tracks, a line for each of their files; nothing of one that is gone or merged. One statement for all: to begin one costs more than to read a row. */
export function listTrackTexts(db: ReadDb, ids: readonly number[]): TrackText[] {
  return db
    .prepare<[string], TrackText>(
      `SELECT tracks.id, tracks.title, tracks.artistText, coalesce(albums.title, tracks.albumText), tracks.genreText, tracks.composerText, directories.path, files.name, files.tagsJson ->> '$.comment', lyrics.text
       FROM json_each(?) AS asked CROSS JOIN tracks ON tracks.id = asked.value LEFT JOIN albums ON albums.id = tracks.albumId LEFT JOIN files ON files.trackId = tracks.id
         LEFT JOIN directories ON directories.id = files.directoryId LEFT JOIN lyrics ON lyrics.fileId = files.id
       WHERE tracks.mergedIntoId IS NULL ORDER BY asked.key, files.id`,
    )
    .raw()
    .all(JSON.stringify(ids))
}

export function findAlbumText(db: ReadDb, id: number): AlbumText | undefined {
  return db
    .prepare<[number], AlbumText>(
      `SELECT title, artistText,
         (SELECT group_concat(genres.name, ' ') FROM album_genres JOIN genres ON genres.id = album_genres.genreId WHERE album_genres.albumId = albums.id) AS genres,
         (SELECT group_concat(DISTINCT label) FROM editions WHERE editions.albumId = albums.id) AS labels,
         (SELECT group_concat(catalogNumber, ' ') FROM editions WHERE editions.albumId = albums.id) AS catalogNumbers
       FROM albums WHERE id = ? AND mergedIntoId IS NULL`,
    )
    .get(id)
}

export function findArtistName(db: ReadDb, id: number): string | undefined {
  return db.prepare<[number], { name: string }>('SELECT name FROM artists WHERE id = ? AND mergedIntoId IS NULL').get(id)?.name
}

/** Writes one document, in place of the one that is there. */
export function putDocument(db: WriteDb, table: string, columns: string, id: number, texts: readonly string[]): void {
  db.prepare(`INSERT OR REPLACE INTO ${table} (rowid, ${columns}) VALUES (?${', ?'.repeat(texts.length)})`).run(id, ...texts)
}

export function deleteDocument(db: WriteDb, table: string, id: number): void {
  db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(id)
}

export function addWord(db: WriteDb, word: string): void {
  db.prepare('INSERT OR IGNORE INTO search_words (word) VALUES (?)').run(word)
}

/** Empties the index of a kind. */
export function clearIndex(db: WriteDb, kind: SearchKind): void {
  for (const table of searchTables[kind].all) db.prepare(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`).run()
}

/** Merges at most so many pages of one index table; true when there may be more to merge. */
export function mergePages(db: WriteDb, table: string, pages: number): boolean {
  const changes = db.prepare<[], { n: number }>('SELECT total_changes() AS n')
  const before = changes.get()?.n ?? 0
  db.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`).run(pages)
  return (changes.get()?.n ?? 0) - before >= 2
}

/** Rows after `afterId` that are not in the index. */
export function listUnindexed(db: ReadDb, kind: SearchKind, afterId: number, limit: number): number[] {
  return db
    .prepare<[number, number], { id: number }>(
      `SELECT id FROM ${rowTables[kind]} AS indexed WHERE id > ? AND mergedIntoId IS NULL AND NOT EXISTS (SELECT 1 FROM ${searchTables[kind].words}_docsize AS doc WHERE doc.id = indexed.id)
       ORDER BY id LIMIT ?`,
    )
    .all(afterId, limit)
    .map(({ id }) => id)
}

/** Documents after `afterId` whose row is gone. */
export function listStray(db: ReadDb, kind: SearchKind, afterId: number, limit: number): number[] {
  return db
    .prepare<[number, number], { id: number }>(
      `SELECT id FROM ${searchTables[kind].words}_docsize AS doc WHERE id > ? AND NOT EXISTS (SELECT 1 FROM ${rowTables[kind]} AS indexed WHERE indexed.id = doc.id AND indexed.mergedIntoId IS NULL)
       ORDER BY id LIMIT ?`,
    )
    .all(afterId, limit)
    .map(({ id }) => id)
}

export function countRows(db: ReadDb, kind: SearchKind): number {
  return db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${rowTables[kind]} WHERE mergedIntoId IS NULL`).get()?.n ?? 0
}
