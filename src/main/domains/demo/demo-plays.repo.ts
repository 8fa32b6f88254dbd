import { z } from 'zod'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'

/** How far the demo's plays are written: every one up to `until` is. Planned once, so that a later start goes on with the same plan. */
const state = z.object({ plannedAt: z.number(), zone: z.string(), until: z.number(), isDone: z.boolean() })
export type FillState = z.infer<typeof state>

const key = 'demoPlays'

export function findFillState(db: ReadDb): FillState | undefined {
  const row = db.prepare<[string], { valueJson: string }>('SELECT valueJson FROM settings WHERE key = ?').get(key)
  return row && state.parse(JSON.parse(row.valueJson))
}

export function saveFillState(db: WriteDb, value: FillState, now: number): void {
  db.prepare('INSERT INTO settings VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET valueJson = excluded.valueJson, updatedAt = excluded.updatedAt').run(key, JSON.stringify(value), now)
}

export type DemoTrack = {
  id: number
  title: string
  titleKey: string
  artist: string
  artistKey: string
  artistId: number | null
  album: string | null
  albumArtist: string | null
  albumId: number | null
  fileId: number | null
  durationMs: number
}

/** The tracks with a file below a library folder, album by album. */
export function listDemoTracks(db: ReadDb, folder: string): DemoTrack[] {
  return db
    .prepare<[string], DemoTrack>(
      `SELECT t.id, t.title, t.titleKey, t.artistText AS artist, t.artistKey, album.title AS album, album.artistText AS albumArtist, t.albumId, t.bestFileId AS fileId, t.durationMs,
         (SELECT artistId FROM track_artists AS credit WHERE credit.trackId = t.id ORDER BY credit.position LIMIT 1) AS artistId
       FROM tracks AS t LEFT JOIN albums AS album ON album.id = t.albumId
       WHERE t.isOnDisk = 1 AND t.mergedIntoId IS NULL AND t.durationMs IS NOT NULL AND EXISTS (
         SELECT 1 FROM files AS f JOIN directories AS d ON d.id = f.directoryId JOIN library_folders AS l ON l.id = d.folderId WHERE f.trackId = t.id AND l.path = ?)
       ORDER BY t.albumSort, t.id`,
    )
    .all(folder)
}

export type PlayRow = { track: DemoTrack; startedAt: number; zone: string; localDay: number; heardMs: number; isCounted: boolean; how: 'file' | 'vinyl' | 'stream' }

/** Who would have seen such a play. */
const SEEN_BY = { file: 'player', vinyl: 'spin', stream: 'lastfm' } as const
const SECOND_MS = 1000

/** Counters of tracks, albums and artists follow by the triggers of `listening_history`. */
export function insertDemoPlays(db: WriteDb, plays: readonly PlayRow[]): void {
  const insertPlay = db.prepare<unknown[], never>(
    `INSERT INTO listening_history (artistText, titleText, albumText, albumArtistText, artistKey, titleKey, trackId, albumId, artistId, fileId, startedAt, zone, localDay, durationMs, heardMs, how, isCounted)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertWitness = db.prepare<unknown[], never>(
    `INSERT INTO play_witnesses (playId, source, externalId, startedAt, precisionMs, artistText, titleText, albumText, heardMs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { track, startedAt, zone, localDay, heardMs, isCounted, how } of plays) {
    const text = [track.artist, track.title, track.album]
    const { lastInsertRowid } = insertPlay.run(
      ...text, track.albumArtist, track.artistKey, track.titleKey, track.id, track.albumId, track.artistId, how === 'file' ? track.fileId : null,
      startedAt, zone, localDay, track.durationMs, heardMs, how, isCounted ? 1 : 0,
    )
    insertWitness.run(Number(lastInsertRowid), SEEN_BY[how], `demo-${startedAt}`, startedAt, SECOND_MS, ...text, heardMs)
  }
}

/** What was played before it was added would look odd: an album came some hours before its first play, one never played came just now. */
export function dateAlbum(db: WriteDb, albumId: number, addedAt: number): void {
  for (const sql of [
    'UPDATE albums SET addedAt = ? WHERE id = ?',
    'UPDATE editions SET addedAt = ? WHERE albumId = ?',
    'UPDATE tracks SET addedAt = ? WHERE albumId = ?',
    'UPDATE files SET addedAt = ? WHERE trackId IN (SELECT id FROM tracks WHERE albumId = ?)',
    'UPDATE artists SET addedAt = min(addedAt, ?) WHERE id IN (SELECT artistId FROM album_artists WHERE albumId = ?)',
  ]) {
    db.prepare<[number, number], never>(sql).run(addedAt, albumId)
  }
}

export function listFirstPlays(db: ReadDb, albumIds: readonly number[]): { id: number; firstPlayedAt: number | null }[] {
  return db.prepare<[string], { id: number; firstPlayedAt: number | null }>('SELECT id, firstPlayedAt FROM albums WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify(albumIds))
}
