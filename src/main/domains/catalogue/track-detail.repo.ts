import type { z } from 'zod'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { shownName } from '#main/kernel/shown-name.ts'
import type { Credit, Palette, TrackDetail, lyricsSchema } from '#shared/contract/catalogue.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { currentId } from './merged.repo.ts'
import { findTrackRow } from './track-rows.repo.ts'

type Beyond = { composer: string | null; bpm: number | null; musicalKey: string | null; skips: number; firstPlayedAt: number | null; paletteJson: string | null }
type StoredFile = {
  id: number; folder: string | Uint8Array; directory: string | Uint8Array; name: string | Uint8Array; codec: string; bitrate: number | null; sampleRate: number | null; bitsPerSample: number | null
  size: number; missingSince: number | null
}
export type Lyrics = z.infer<typeof lyricsSchema>

/** Everything about one track. Throws `not-found`; a merged id is followed. */
export function readTrackDetail(db: ReadDb, askedId: number): TrackDetail {
  const id = currentId(db, 'tracks', askedId)
  const row = findTrackRow(db, id)
  const beyond = db
    .prepare<[number], Beyond>(
      `SELECT tracks.composerText AS composer, tracks.bpm, tracks.musicalKey, tracks.skips, tracks.firstPlayedAt, albums.paletteJson
       FROM tracks LEFT JOIN albums ON albums.id = tracks.albumId WHERE tracks.id = ?`,
    )
    .get(id)
  if (!row || !beyond) throw new AppError('not-found', say`This track is not in the library any more.`, { data: { id } })
  const { paletteJson, ...told } = beyond
  return {
    ...row,
    ...told,
    palette: paletteJson === null ? null : (JSON.parse(paletteJson) as Palette),
    credits: db.prepare<[number], Credit>('SELECT artistId, creditedName AS name, joinPhrase FROM track_artists WHERE trackId = ? ORDER BY position').all(id),
    files: listFiles(db, id),
  }
}

function listFiles(db: ReadDb, trackId: number): TrackDetail['files'] {
  return db
    .prepare<[number], StoredFile>(
      `SELECT files.id, library_folders.path AS folder, directories.path AS directory, files.name, files.codec, files.bitrate, files.sampleRate, files.bitsPerSample, files.size, files.missingSince
       FROM files JOIN directories ON directories.id = files.directoryId JOIN library_folders ON library_folders.id = directories.folderId
       WHERE files.trackId = ? ORDER BY files.missingSince IS NOT NULL, files.isLossless DESC, files.id`,
    )
    .all(trackId)
    .map(({ folder, directory, name, missingSince, ...file }) => ({ ...file, path: [folder, directory, name].map(shownName).filter(Boolean).join('/'), isMissing: missingSince !== null }))
}

/** The lyrics of a track: timed before plain, of a file that is there before one that is missing. */
export function findLyrics(db: ReadDb, trackId: number): Lyrics | null {
  const row = db
    .prepare<[number], { source: Lyrics['source']; isSynced: number; text: string }>(
      `SELECT lyrics.source, lyrics.isSynced, lyrics.text FROM files JOIN lyrics ON lyrics.fileId = files.id
       WHERE files.trackId = (SELECT coalesce(mergedIntoId, id) FROM tracks WHERE id = ?) ORDER BY lyrics.isSynced DESC, files.missingSince IS NOT NULL, files.id LIMIT 1`,
    )
    .get(trackId)
  return row ? { ...row, isSynced: row.isSynced === 1 } : null
}

/** What some tracks come to together. */
export function summarise(db: ReadDb, trackIds: readonly number[]): { tracks: number; durationMs: number; bytes: number } {
  const sum = db
    .prepare<[string], { tracks: number; durationMs: number; bytes: number }>(
      `SELECT count(*) AS tracks, coalesce(sum(tracks.durationMs), 0) AS durationMs, coalesce(sum(files.size), 0) AS bytes
       FROM json_each(?) AS asked JOIN tracks ON tracks.id = asked.value LEFT JOIN files ON files.id = tracks.bestFileId`,
    )
    .get(JSON.stringify(trackIds))
  return sum ?? { tracks: 0, durationMs: 0, bytes: 0 }
}
