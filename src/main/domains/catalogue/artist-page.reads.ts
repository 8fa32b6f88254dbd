import type { ReadDb } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { ArtistPage, Palette } from '#shared/contract/catalogue.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { listAlbumRows } from './album-rows.repo.ts'
import { listArtistRows } from './artist-rows.repo.ts'
import { listTrackRows } from './track-rows.repo.ts'

type StoredArtist = { id: number; name: string; imageHash: string | null; lovedAt: number | null; albumCount: number; trackCount: number; plays: number; heardMs: number; lastPlayedAt: number | null }
type Group = ArtistPage['groups'][number]['kind']

const groupOrder: readonly Group[] = ['album', 'ep', 'single', 'live', 'compilation', 'soundtrack', 'remix', 'other', 'appearsOn']
const topShown = 10
const looseShown = 200
const appearancesShown = 60
const similarShown = 12
const albumsWeighed = 3000
const genresShown = 8

function idsOf(rows: readonly { id: number }[]): number[] {
  return rows.map((row) => row.id)
}

function groupsOf(db: ReadDb, artistId: number): ArtistPage['groups'] {
  const own = db
    .prepare<[number], { id: number }>(
      'SELECT albums.id FROM album_artists JOIN albums ON albums.id = albumId WHERE artistId = ? AND mergedIntoId IS NULL ORDER BY year IS NULL, year, titleSort, albums.id',
    )
    .all(artistId)
  const elsewhere = db
    .prepare<[number, number, number], { id: number }>(
      `SELECT DISTINCT albums.id FROM track_artists JOIN tracks ON tracks.id = trackId JOIN albums ON albums.id = tracks.albumId
       WHERE track_artists.artistId = ? AND albums.mergedIntoId IS NULL
         AND albums.id NOT IN (SELECT albumId FROM album_artists WHERE artistId = ?)
       ORDER BY albums.year, albums.titleSort LIMIT ?`,
    )
    .all(artistId, artistId, appearancesShown)
  const byKind = Map.groupBy(listAlbumRows(db, idsOf(own)), (album) => album.kind as Group)
  byKind.set('appearsOn', listAlbumRows(db, idsOf(elsewhere)))
  return groupOrder.map((kind) => ({ kind, albums: byKind.get(kind) ?? [] })).filter((group) => group.albums.length > 0)
}

/**
 * Artists who stand on the same tracks count most, then those who share genres, rare ones more than common ones. Of the
 * genres only so many albums are looked at, the rarest first, so that a rock band costs what any other artist does.
 */
function similarTo(db: ReadDb, artistId: number): number[] {
  const rows = db
    .prepare<[number, number, number, number, number], { id: number }>(
      `WITH own AS MATERIALIZED (
         SELECT genreId, count(*) * 1.0 / (SELECT max(10, count(*)) FROM album_genres AS every WHERE every.genreId = album_genres.genreId) AS weight
         FROM album_artists JOIN album_genres USING (albumId) WHERE artistId = ? GROUP BY genreId ORDER BY weight DESC LIMIT 5
       ), near AS (
         SELECT other.artistId AS id, 100.0 AS score FROM track_artists AS mine JOIN track_artists AS other ON other.trackId = mine.trackId
         WHERE mine.artistId = ? AND other.artistId <> mine.artistId
         UNION ALL
         SELECT id, score FROM (
           SELECT album_artists.artistId AS id, own.weight AS score
           FROM own CROSS JOIN album_genres ON album_genres.genreId = own.genreId CROSS JOIN album_artists ON album_artists.albumId = album_genres.albumId LIMIT ?
         )
       )
       SELECT near.id FROM near JOIN artists ON artists.id = near.id
       WHERE near.id <> ? AND artists.albumCount > 0 AND artists.mergedIntoId IS NULL
       GROUP BY near.id ORDER BY sum(score) DESC, artists.plays DESC LIMIT ?`,
    )
    .all(artistId, artistId, albumsWeighed, artistId, similarShown)
  return idsOf(rows)
}

/** Everything the page of an artist shows. Throws `not-found`; a merged id is followed. */
export const artistPage = defineRead('catalogue.artistPage', (db, id: number): ArtistPage => {
  const stored = db.prepare<[number], StoredArtist>('SELECT * FROM artists WHERE id = (SELECT coalesce(mergedIntoId, id) FROM artists WHERE id = ?)').get(id)
  if (!stored) throw new AppError('not-found', say`This artist is not in the library any more.`)
  const groups = groupsOf(db, stored.id)
  const cover = groups.flatMap((group) => group.albums).find((album) => album.coverHash !== null)
  const palette = cover && db.prepare<[number], { paletteJson: string | null }>('SELECT paletteJson FROM albums WHERE id = ?').get(cover.id)?.paletteJson
  const top = db
    .prepare<[number, number], { id: number }>(
      'SELECT tracks.id FROM track_artists JOIN tracks ON tracks.id = trackId WHERE artistId = ? AND mergedIntoId IS NULL AND plays > 0 ORDER BY plays DESC, lastPlayedAt DESC LIMIT ?',
    )
    .all(stored.id, topShown)
  const loose = db
    .prepare<[number, number], { id: number }>(
      'SELECT tracks.id FROM track_artists JOIN tracks ON tracks.id = trackId WHERE artistId = ? AND albumId IS NULL AND mergedIntoId IS NULL ORDER BY titleSort LIMIT ?',
    )
    .all(stored.id, looseShown)

  return {
    id: stored.id,
    name: stored.name,
    imageHash: stored.imageHash,
    palette: palette ? (JSON.parse(palette) as Palette) : null,
    coverHash: cover?.coverHash ?? null,
    isLoved: stored.lovedAt !== null,
    albumCount: stored.albumCount,
    trackCount: stored.trackCount,
    plays: stored.plays,
    heardMs: stored.heardMs,
    firstPlayedAt: db.prepare<[number], { at: number | null }>('SELECT min(firstPlayedAt) AS at FROM heard_texts WHERE artistId = ? AND isHidden = 0').get(stored.id)?.at ?? null,
    lastPlayedAt: stored.lastPlayedAt,
    genres: db
      .prepare<[number, number], { id: number; name: string }>(
        'SELECT genres.id, genres.name FROM album_artists JOIN album_genres USING (albumId) JOIN genres ON genres.id = genreId WHERE artistId = ? GROUP BY genres.id ORDER BY count(*) DESC, name LIMIT ?',
      )
      .all(stored.id, genresShown),
    groups,
    topTracks: listTrackRows(db, idsOf(top)),
    looseTracks: listTrackRows(db, idsOf(loose)),
    similar: listArtistRows(db, similarTo(db, stored.id)),
  }
})
