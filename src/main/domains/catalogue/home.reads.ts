import { defineRead } from '#main/kernel/db/reads.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { keep } from '#main/kernel/db/kept.ts'
import { listAlbumRows } from './album-rows.repo.ts'
import { readVersion } from './library-version.repo.ts'

type HeardLine = { playId: number; trackId: number | null; albumId: number | null; title: string; artist: string; coverHash: string | null; how: string; startedAt: number; isPlaying: number }

const albumsShown = 12
const linesShown = 8
const monthMs = 30 * 86_400_000

function albumIds(db: ReadDb, sql: string, ...parameters: number[]): number[] {
  return db
    .prepare<number[], { id: number }>(sql)
    .all(...parameters)
    .map((row) => row.id)
}

type Totals = { tracks: number; durationMs: number; albums: number; artists: number }

/** What there is on disk, counted once for a state of the catalogue. Loose tracks have no album to count their length. */
function readTotals(db: ReadDb): Totals {
  const count = (): Totals =>
    db
      .prepare<[], Totals>(
        `SELECT (SELECT count(*) FROM tracks WHERE isOnDisk = 1 AND mergedIntoId IS NULL) AS tracks,
           (SELECT coalesce(sum(durationMs), 0) FROM albums WHERE trackCount > 0 AND mergedIntoId IS NULL)
             + (SELECT coalesce(sum(durationMs), 0) FROM tracks WHERE albumId IS NULL AND isOnDisk = 1 AND mergedIntoId IS NULL) AS durationMs,
           (SELECT count(*) FROM albums WHERE trackCount > 0 AND mergedIntoId IS NULL) AS albums,
           (SELECT count(*) FROM artists WHERE albumCount > 0 AND mergedIntoId IS NULL) AS artists`,
      )
      .get() ?? { tracks: 0, durationMs: 0, albums: 0, artists: 0 }
  return keep(db, 'totals on disk', String(readVersion(db).catalogue), count, () => 4)
}

/** What Home shows; `today` is the listener's day as yyyymmdd. */
export const home = defineRead('catalogue.home', (db, { now, today }: { now: number; today: number }) => {
  const totals = readTotals(db)
  const day = db
    .prepare<[number], { plays: number; heardMs: number }>(
      `SELECT count(*) AS plays, coalesce(sum(history.heardMs), 0) AS heardMs FROM listening_history AS history JOIN heard_texts AS text ON text.id = history.heardTextId
       WHERE history.localDay = ? AND history.isCounted = 1 AND text.isHidden = 0`,
    )
    .get(today)
  const recent = albumIds(db, 'SELECT id FROM albums WHERE mergedIntoId IS NULL AND fileCount > 0 ORDER BY addedAt DESC, id DESC LIMIT ?', albumsShown)
  // Heard this month after at least three months without: what has come back.
  const back = albumIds(
    db,
    `WITH recent AS MATERIALIZED (
       SELECT text.albumId, max(history.startedAt) AS lastAt FROM listening_history AS history JOIN heard_texts AS text ON text.id = history.heardTextId
       WHERE history.startedAt >= ? AND history.isCounted = 1 AND text.albumId IS NOT NULL AND text.isHidden = 0 GROUP BY text.albumId
     )
     SELECT recent.albumId AS id FROM recent JOIN albums ON albums.id = recent.albumId
     WHERE albums.firstPlayedAt < ? AND NOT EXISTS (
       SELECT 1 FROM heard_texts AS text CROSS JOIN listening_history AS history ON history.heardTextId = text.id
       WHERE text.albumId = recent.albumId AND text.isHidden = 0 AND history.isCounted = 1 AND history.startedAt BETWEEN ? AND ?)
     ORDER BY lastAt DESC LIMIT ?`,
    now - monthMs, now - 4 * monthMs, now - 4 * monthMs, now - monthMs, albumsShown,
  )
  const unheard = albumIds(db, 'SELECT id FROM albums WHERE mergedIntoId IS NULL AND fileCount > 0 AND plays = 0 ORDER BY addedAt DESC, id DESC LIMIT ?', albumsShown)
  const lastHeard = db
    .prepare<[number], HeardLine>(
      `SELECT history.id AS playId, text.trackId, text.albumId, text.titleName AS title, text.artistName AS artist, albums.coverHash, how, startedAt, heartbeatAt IS NOT NULL AS isPlaying
       FROM listening_history AS history CROSS JOIN heard_texts AS text ON text.id = history.heardTextId LEFT JOIN albums ON albums.id = text.albumId
       WHERE (history.isCounted = 1 OR heartbeatAt IS NOT NULL) AND text.isHidden = 0 ORDER BY startedAt DESC, history.id DESC LIMIT ?`,
    )
    .all(linesShown)
  return {
    isEmpty: totals.tracks === 0 && lastHeard.length === 0,
    totals,
    today: day ?? { plays: 0, heardMs: 0 },
    recentlyAdded: listAlbumRows(db, recent),
    backInRotation: listAlbumRows(db, back),
    unheard: listAlbumRows(db, unheard),
    lastHeard: lastHeard.map((line) => ({ ...line, isPlaying: line.isPlaying === 1 })),
  }
})
