import { z } from 'zod'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { recordPlays, rowKeyOf } from '../plays/record-plays.service.ts'
import type { PlayTime, SeenPlay } from '../plays/record-plays.service.ts'

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
  artist: string
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
      `SELECT t.id, t.title, t.artistText AS artist, album.title AS album, album.artistText AS albumArtist, t.albumId, t.bestFileId AS fileId, t.durationMs
       FROM tracks AS t LEFT JOIN albums AS album ON album.id = t.albumId
       WHERE t.isOnDisk = 1 AND t.mergedIntoId IS NULL AND t.durationMs IS NOT NULL AND EXISTS (
         SELECT 1 FROM files AS f JOIN directories AS d ON d.id = f.directoryId JOIN library_folders AS l ON l.id = d.folderId WHERE f.trackId = t.id AND l.path = ?)
       ORDER BY t.albumSort, t.id`,
    )
    .all(folder)
}

export type DemoPlay = { track: DemoTrack; startedAt: number; zone: string; heardMs: number; isCounted: boolean; how: 'file' | 'vinyl' | 'stream' }

/** Who would have seen such a play. */
const SEEN_BY = { file: 'player', vinyl: 'spin', stream: 'lastfm' } as const
const SECOND_MS = 1000

function seenPlay({ track, how, ...play }: DemoPlay): SeenPlay {
  const words = { artist: track.artist, title: track.title, album: track.album }
  return {
    ...words, ...play, how, albumArtist: track.albumArtist, recordingMbid: null, precisionMs: SECOND_MS, durationMs: track.durationMs, rowKey: rowKeyOf(words, 0), rawJson: null,
    pinnedTrackId: track.id, ...(how === 'file' && track.fileId !== null && { fileId: track.fileId }),
  }
}

export function insertDemoPlays(db: WriteDb, plays: readonly DemoPlay[], time: PlayTime): void {
  for (const [how, told] of Map.groupBy(plays, (play) => play.how)) recordPlays(db, told.map(seenPlay), { source: SEEN_BY[how], accountId: null, importId: null }, time)
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
