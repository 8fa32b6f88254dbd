import type { WriteDb } from '#main/kernel/db/database.ts'
import { nameKey } from '#shared/model/names.ts'
import { inserter } from './bulk-write.ts'
import type { Chance } from './synthetic-names.ts'

/** How a file of a synthetic library is coded. */
export type SyntheticCodec = { name: string; container: string; extension: string; bitrate: number; sampleRate: number; bits: number | null; isLossless: number }

/** One file to write. */
export type SyntheticFile = {
  directoryId: number; codec: SyntheticCodec; trackId: number; editionId: number | null; title: string; artist: string; albumArtist: string | null; album: string | null
  year: number | null; genre: string | null; disc: number; place: number; durationMs: number; addedAt: number
}

export type Writers = ReturnType<typeof openWriters>

/** Prepared inserts for every table of the catalogue, columns in the order named here. */
export function openWriters(db: WriteDb, chance: Chance) {
  const file = inserter(db, 'files', [
    'id', 'directoryId', 'name', 'size', 'mtimeUs', 'trackId', 'editionId', 'container', 'codec', 'durationMs', 'bitrate', 'sampleRate', 'channels', 'bitsPerSample', 'isLossless',
    'hasCover', 'title', 'artistText', 'albumArtistText', 'albumText', 'year', 'discNumber', 'trackNumber', 'genreText', 'trackGain', 'trackPeak', 'tagsJson', 'addedAt', 'readAt',
  ] as const)
  let files = 0
  return {
    folder: inserter(db, 'library_folders', ['id', 'path', 'addedAt'] as const),
    directory: inserter(db, 'directories', ['id', 'folderId', 'parentId', 'path'] as const),
    genre: inserter(db, 'genres', ['id', 'name', 'nameKey'] as const),
    artist: inserter(db, 'artists', ['id', 'name', 'nameKey', 'nameSort', 'albumCount', 'trackCount', 'plays', 'heardMs', 'lastPlayedAt', 'addedAt'] as const),
    album: inserter(db, 'albums', [
      'id', 'title', 'titleKey', 'titleSort', 'artistText', 'artistKey', 'artistSort', 'kind', 'isCompilation', 'year', 'coverHash', 'lovedAt', 'addedAt', 'durationMs', 'trackCount',
      'fileCount', 'fileBytes', 'editionCount', 'plays', 'heardMs', 'firstPlayedAt', 'lastPlayedAt',
    ] as const),
    edition: inserter(db, 'editions', ['id', 'albumId', 'kind', 'title', 'year', 'label', 'catalogNumber', 'media', 'directoryId', 'addedAt'] as const),
    track: inserter(db, 'tracks', [
      'id', 'albumId', 'title', 'titleKey', 'titleSort', 'artistText', 'artistKey', 'artistSort', 'albumText', 'albumSort', 'discNumber', 'trackNumber', 'year', 'genreText', 'durationMs',
      'composerText', 'rating', 'lovedAt', 'addedAt', 'isOnDisk', 'bestFileId', 'codec', 'bitrate', 'sampleRate', 'bitsPerSample', 'isLossless', 'plays', 'skips', 'heardMs',
      'firstPlayedAt', 'lastPlayedAt',
    ] as const),
    placed: inserter(db, 'edition_tracks', ['editionId', 'trackId', 'discNumber', 'trackNumber', 'position'] as const),
    albumArtist: inserter(db, 'album_artists', ['albumId', 'position', 'artistId', 'creditedName', 'joinPhrase'] as const),
    trackArtist: inserter(db, 'track_artists', ['trackId', 'position', 'artistId', 'creditedName', 'joinPhrase'] as const),
    trackGenre: inserter(db, 'track_genres', ['trackId', 'genreId'] as const),
    albumGenre: inserter(db, 'album_genres', ['albumId', 'genreId'] as const),
    lyrics: inserter(db, 'lyrics', ['fileId', 'source', 'isSynced', 'text'] as const),
    /** How many files there are so far. */
    fileCount: () => files,
    /** Writes a file and returns its id. */
    file: (row: SyntheticFile): number => {
      const { codec } = row
      const id = ++files
      const name = `${row.disc}-${String(row.place).padStart(2, '0')} ${row.title.replaceAll('/', '_')}.${codec.extension}`
      const tags = {
        tagFormats: ['vorbis'], title: row.title, artist: row.artist, artists: [{ name: row.artist, joinPhrase: '', sortName: null, musicbrainzId: null }], albumArtist: row.albumArtist,
        album: row.album, trackNumber: row.place, discNumber: row.disc, date: row.year === null ? null : String(row.year), genres: row.genre?.split('; ') ?? [], composers: [], labels: [],
        catalogNumbers: [], isrcs: [], comment: chance.is(0.05) ? `Ripped for ${nameKey(row.title)}` : null, encodedBy: 'synthetic', warnings: [],
      }
      file([
        id, row.directoryId, name, Math.round((row.durationMs * codec.bitrate) / 8), 1_700_000_000_000_000 + id * 1000, row.trackId, row.editionId, codec.container, codec.name, row.durationMs,
        codec.bitrate, codec.sampleRate, 2, codec.bits, codec.isLossless, 1, row.title, row.artist, row.albumArtist, row.album, row.year, row.disc, row.place, row.genre,
        -6 - chance.next() * 6, 0.98, JSON.stringify(tags), row.addedAt, row.addedAt,
      ])
      return id
    },
  }
}
