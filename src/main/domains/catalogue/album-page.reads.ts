import { defineRead } from '#main/kernel/db/reads.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { shownName } from '#main/kernel/shown-name.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { AlbumPage, AlbumTrack, Credit, Palette } from '#shared/contract/catalogue.contract.ts'
import { qualityLabel } from '#shared/model/quality.ts'
import { factsOf } from './album-facts.ts'
import { bestEditionFirst, discsOf } from './album-page.rules.ts'
import { listAlbumRows } from './album-rows.repo.ts'
import { listEditions } from './editions.repo.ts'

type StoredAlbum = {
  id: number
  mergedIntoId: number | null
  title: string
  kind: string
  year: number | null
  coverHash: string | null
  paletteJson: string | null
  lovedAt: number | null
  rating: number | null
  addedAt: number
  copyCount: number
  plays: number
  heardMs: number
  firstPlayedAt: number | null
  lastPlayedAt: number | null
}
type StoredTrack = Omit<AlbumTrack, 'credits' | 'files' | 'isOnDisk' | 'isLoved' | 'hasLyrics' | 'position'> & { position: string | null; discSubtitle: string | null; isOnDisk: number; isLoved: number; hasLyrics: number }
type StoredFile = { id: number; trackId: number; editionId: number; folder: string | Uint8Array; directory: string | Uint8Array; name: string | Uint8Array; codec: string; bitrate: number | null; sampleRate: number | null; bitsPerSample: number | null; size: number; missingSince: number | null; tagsJson: string }

const monthsShown = 16
const othersShown = 12

function creditsOfTracks(db: ReadDb, editionId: number): Map<number, Credit[]> {
  const rows = db
    .prepare<[number], { trackId: number; artistId: number; name: string; joinPhrase: string }>(
      `SELECT trackId, artistId, creditedName AS name, joinPhrase FROM track_artists
       WHERE trackId IN (SELECT trackId FROM edition_tracks WHERE editionId = ?) ORDER BY trackId, position`,
    )
    .all(editionId)
  return Map.groupBy(rows, (row) => row.trackId) as Map<number, Credit[]>
}

function listTracks(db: ReadDb, editionId: number): StoredTrack[] {
  return db
    .prepare<[number], StoredTrack>(
      `SELECT tracks.id, edition_tracks.discNumber, edition_tracks.trackNumber, edition_tracks.position, edition_tracks.discSubtitle,
         tracks.title, tracks.durationMs, tracks.codec, tracks.bitrate, tracks.sampleRate, tracks.bitsPerSample, tracks.isOnDisk,
         tracks.plays, tracks.lastPlayedAt, tracks.rating, tracks.lovedAt IS NOT NULL AS isLoved,
         EXISTS (SELECT 1 FROM files JOIN lyrics ON lyrics.fileId = files.id WHERE files.trackId = tracks.id) AS hasLyrics
       FROM edition_tracks JOIN tracks ON tracks.id = edition_tracks.trackId
       WHERE editionId = ? ORDER BY edition_tracks.discNumber, edition_tracks.trackNumber, tracks.id`,
    )
    .all(editionId)
}

function listFiles(db: ReadDb, albumId: number): StoredFile[] {
  return db
    .prepare<[number], StoredFile>(
      `SELECT files.id, files.trackId, files.editionId, library_folders.path AS folder, directories.path AS directory, files.name, files.codec, files.bitrate,
         files.sampleRate, files.bitsPerSample, files.size, files.missingSince, files.tagsJson
       FROM tracks JOIN files ON files.trackId = tracks.id
       JOIN directories ON directories.id = files.directoryId JOIN library_folders ON library_folders.id = directories.folderId
       WHERE tracks.albumId = ? ORDER BY files.isLossless DESC, files.id`,
    )
    .all(albumId)
}

function playsPerMonth(db: ReadDb, albumId: number, now: number): { month: string; plays: number }[] {
  const counted = new Map(
    db
      .prepare<[number], { month: number; plays: number }>(
        `SELECT month, sum(heard.plays) AS plays FROM heard_texts AS text CROSS JOIN play_months AS heard ON heard.heardTextId = text.id
         WHERE text.albumId = ? AND text.isHidden = 0 GROUP BY month`,
      )
      .all(albumId)
      .map((row) => [row.month, row.plays]),
  )
  const today = new Date(now)
  return Array.from({ length: monthsShown }, (_, index) => {
    const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (monthsShown - 1 - index), 1))
    const key = month.getUTCFullYear() * 100 + month.getUTCMonth() + 1
    return { month: month.toISOString().slice(0, 7), plays: counted.get(key) ?? 0 }
  })
}

function pathOf(file: StoredFile): string {
  return [file.folder, file.directory, file.name].map(shownName).filter(Boolean).join('/')
}

/** Everything the page of a work shows, with one of its editions open. Throws `not-found`; a merged id is followed. */
export const albumPage = defineRead('catalogue.albumPage', (db, { id, editionId, now }: { id: number; editionId?: number | undefined; now: number }): AlbumPage => {
  const stored = db.prepare<[number], StoredAlbum>('SELECT * FROM albums WHERE id = (SELECT coalesce(mergedIntoId, id) FROM albums WHERE id = ?)').get(id)
  if (!stored) throw new AppError('not-found', say`This album is not in the library any more.`)
  const editions = bestEditionFirst(listEditions(db, stored.id))
  const shown = editions.find((edition) => edition.id === editionId) ?? editions[0]
  const files = listFiles(db, stored.id)
  const filesOf = Map.groupBy(files, (file) => file.trackId)
  const credits = shown ? creditsOfTracks(db, shown.id) : new Map<number, Credit[]>()
  const tracks = (shown ? listTracks(db, shown.id) : []).map((track) => ({
    ...track,
    position: track.position ?? (track.trackNumber > 0 ? String(track.trackNumber) : ''),
    isOnDisk: track.isOnDisk === 1,
    isLoved: track.isLoved === 1,
    hasLyrics: track.hasLyrics === 1,
    credits: credits.get(track.id)?.map(({ artistId, name, joinPhrase }) => ({ artistId, name, joinPhrase })) ?? [],
    files: (filesOf.get(track.id) ?? []).map((file) => ({ id: file.id, path: pathOf(file), codec: file.codec, bitrate: file.bitrate, sampleRate: file.sampleRate, bitsPerSample: file.bitsPerSample, size: file.size, isMissing: file.missingSince !== null })),
  }))
  const present = files.filter((file) => file.missingSince === null)
  const ofEdition = present.find((file) => file.editionId === shown?.id) ?? present[0]
  const onDisk = new Set(present.map((file) => file.trackId))
  const albumCredits = db.prepare<[number], Credit>('SELECT artistId, creditedName AS name, joinPhrase FROM album_artists WHERE albumId = ? ORDER BY position').all(stored.id)

  return {
    id: stored.id,
    title: stored.title,
    kind: stored.kind,
    credits: albumCredits,
    year: stored.year,
    label: shown?.label ?? null,
    catalogNumber: shown?.catalogNumber ?? null,
    genres: db.prepare<[number], { id: number; name: string }>('SELECT genres.id, name FROM album_genres JOIN genres ON genres.id = genreId WHERE albumId = ? ORDER BY name').all(stored.id),
    coverHash: stored.coverHash,
    palette: stored.paletteJson === null ? null : (JSON.parse(stored.paletteJson) as Palette),
    isLoved: stored.lovedAt !== null,
    rating: stored.rating,
    durationMs: tracks.reduce((sum, track) => sum + (track.durationMs ?? 0), 0),
    onDisk: {
      tracks: tracks.filter((track) => onDisk.has(track.id)).length,
      of: tracks.length,
      bytes: present.reduce((sum, file) => sum + file.size, 0),
      quality: ofEdition ? qualityLabel(ofEdition) : null,
      addedAt: stored.addedAt,
      folder: ofEdition ? [ofEdition.folder, ofEdition.directory].map(shownName).filter(Boolean).join('/') : null,
      missing: files.length - present.length,
    },
    copies: stored.copyCount,
    heard: { plays: stored.plays, heardMs: stored.heardMs, firstAt: stored.firstPlayedAt, lastAt: stored.lastPlayedAt, perMonth: stored.plays > 0 ? playsPerMonth(db, stored.id, now) : [] },
    editions: editions.map((edition) => ({
      id: edition.id, title: edition.title, disambiguation: edition.disambiguation, year: edition.year, label: edition.label, catalogNumber: edition.catalogNumber, media: edition.media, tracks: edition.tracks,
      quality: edition.codec === null ? null : qualityLabel(edition),
    })),
    editionId: shown?.id ?? null,
    discs: discsOf(tracks),
    facts: factsOf(shown, ofEdition?.tagsJson),
    otherAlbums: listAlbumRows(db, otherAlbumIds(db, stored.id, albumCredits[0]?.artistId)),
  }
})

function otherAlbumIds(db: ReadDb, albumId: number, artistId: number | undefined): number[] {
  if (artistId === undefined) return []
  return db
    .prepare<[number, number, number], { id: number }>(
      `SELECT albums.id FROM album_artists JOIN albums ON albums.id = albumId
       WHERE artistId = ? AND albums.id <> ? AND albums.mergedIntoId IS NULL AND albums.fileCount > 0
       ORDER BY albums.plays DESC, albums.year, albums.id LIMIT ?`,
    )
    .all(artistId, albumId, othersShown)
    .map((row) => row.id)
}
