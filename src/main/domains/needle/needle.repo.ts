import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { sideOf } from '#shared/model/record-side.ts'
import { lengthsOf } from './needle-clock.rules.ts'
import type { Turn } from './needle-clock.rules.ts'

export type RecordHow = 'vinyl' | 'cd' | 'tape'

/** A track as it was when its side was put on. */
export type SideTrack = { trackId: number; position: string; title: string; artist: string; recordingMbid: string | null; durationMs: number; isGuessed: boolean }
export type Side = { side: string; tracks: SideTrack[] }

export type RecordAlbum = { id: number; title: string; artist: string; coverHash: string | null }

/** The album, or what it was merged into; undefined when it is gone. */
export function findAlbum(db: ReadDb, id: number): RecordAlbum | undefined {
  return db
    .prepare<[number], RecordAlbum>('SELECT album.id, album.title, album.artistText AS artist, album.coverHash FROM albums AS asked JOIN albums AS album ON album.id = coalesce(asked.mergedIntoId, asked.id) WHERE asked.id = ?')
    .get(id)
}

type Placed = Omit<SideTrack, 'durationMs' | 'isGuessed'> & { disc: number; durationMs: number | null }

const trackColumns = `tracks.id AS trackId, tracks.title, tracks.artistText AS artist, tracks.musicbrainzRecordingId AS recordingMbid,
  coalesce(tracks.durationMs, (SELECT max(files.durationMs) FROM files WHERE files.trackId = tracks.id)) AS durationMs`

/** Of the edition that tells sides apart, else of the one with most tracks. */
function listPlaced(db: ReadDb, albumId: number): Placed[] {
  const edition = db
    .prepare<[number], number>(
      `SELECT editions.id FROM editions JOIN edition_tracks ON edition_tracks.editionId = editions.id WHERE editions.albumId = ?
       GROUP BY editions.id ORDER BY count(edition_tracks.position) DESC, count(*) DESC, editions.id LIMIT 1`,
    )
    .pluck()
    .get(albumId)
  if (edition === undefined) {
    const heard = `SELECT ${trackColumns}, coalesce(discNumber, 1) AS disc, coalesce(CAST(trackNumber AS TEXT), '') AS position FROM tracks WHERE albumId = ? AND mergedIntoId IS NULL ORDER BY discNumber, trackNumber, id`
    return db.prepare<[number], Placed>(heard).all(albumId)
  }
  return db
    .prepare<[number], Placed>(
      `SELECT ${trackColumns}, edition_tracks.discNumber AS disc, coalesce(edition_tracks.position, CAST(edition_tracks.trackNumber AS TEXT)) AS position
       FROM edition_tracks JOIN tracks ON tracks.id = edition_tracks.trackId WHERE editionId = ? ORDER BY edition_tracks.discNumber, edition_tracks.trackNumber, tracks.id`,
    )
    .all(edition)
}

/** What can be put on, in order: sides by their letters, else discs by their numbers, else the whole, whose name is empty. */
export function listSides(db: ReadDb, albumId: number): Side[] {
  const placed = listPlaced(db, albumId)
  const lengths = lengthsOf(placed.map((track) => track.durationMs))
  const isOneDisc = new Set(placed.map((track) => track.disc)).size < 2
  const tracks = placed.map(({ disc, ...track }, at) => ({ side: sideOf(track.position) ?? (isOneDisc ? '' : String(disc)), track: { ...track, ...(lengths[at] ?? { durationMs: 0, isGuessed: true }) } }))
  return [...Map.groupBy(tracks, ({ side }) => side)].map(([side, grouped]) => ({ side, tracks: grouped.map(({ track }) => track) }))
}

export type StoredSession = { id: number; albumId: number; side: string; how: RecordHow; startedAt: number; tracks: SideTrack[]; turns: Turn[]; endedAt: number | null; isClosed: boolean }
type RawSession = Omit<StoredSession, 'tracks' | 'turns' | 'isClosed'> & { tracksJson: string; turnsJson: string; isClosed: number }

function sessionOf(raw: RawSession | undefined): StoredSession | undefined {
  if (!raw) return undefined
  const { tracksJson, turnsJson, isClosed, ...session } = raw
  return { ...session, isClosed: isClosed === 1, tracks: JSON.parse(tracksJson) as SideTrack[], turns: JSON.parse(turnsJson) as Turn[] }
}

export function findSession(db: ReadDb, id: number): StoredSession | undefined {
  return sessionOf(db.prepare<[number], RawSession>('SELECT * FROM needle_sessions WHERE id = ?').get(id))
}

/** Those that have not ended, oldest first: at most one, but for a moment. */
export function listOpenSessions(db: ReadDb): StoredSession[] {
  return db.prepare<[], RawSession>('SELECT * FROM needle_sessions WHERE endedAt IS NULL ORDER BY startedAt').all().flatMap((raw) => sessionOf(raw) ?? [])
}

/** The one that turns, else the last to have run out since. */
export function findShownSession(db: ReadDb, since: number): StoredSession | undefined {
  return sessionOf(db.prepare<[number], RawSession>('SELECT * FROM needle_sessions WHERE isClosed = 0 AND (endedAt IS NULL OR endedAt >= ?) ORDER BY endedAt IS NULL DESC, endedAt DESC LIMIT 1').get(since))
}

export function insertSession(db: WriteDb, { albumId, side, how, startedAt, tracks, turns }: Omit<StoredSession, 'id' | 'endedAt' | 'isClosed'>): number {
  const sql = 'INSERT INTO needle_sessions (albumId, side, how, startedAt, tracksJson, turnsJson) VALUES (?, ?, ?, ?, ?, ?)'
  return Number(db.prepare<unknown[], never>(sql).run(albumId, side, how, startedAt, JSON.stringify(tracks), JSON.stringify(turns)).lastInsertRowid)
}

export function updateSession(db: WriteDb, { id, turns, endedAt, isClosed }: StoredSession): void {
  db.prepare('UPDATE needle_sessions SET turnsJson = ?, endedAt = ?, isClosed = ? WHERE id = ?').run(JSON.stringify(turns), endedAt, isClosed ? 1 : 0, id)
}

export function closeEndedSessions(db: WriteDb): void {
  db.prepare('UPDATE needle_sessions SET isClosed = 1 WHERE isClosed = 0 AND endedAt IS NOT NULL').run()
}

export function deleteSession(db: WriteDb, id: number): void {
  db.prepare('DELETE FROM needle_sessions WHERE id = ?').run(id)
}

export type WrittenPlay = { startedAt: number; rowKey: number; heardMs: number }

export function listWritten(db: ReadDb, sessionId: number): WrittenPlay[] {
  return db.prepare<[number], WrittenPlay>('SELECT startedAt, rowKey, heardMs FROM needle_plays WHERE sessionId = ?').all(sessionId)
}

export function insertWritten(db: WriteDb, sessionId: number, { startedAt, rowKey, heardMs }: WrittenPlay): void {
  db.prepare('INSERT INTO needle_plays (sessionId, startedAt, rowKey, heardMs) VALUES (?, ?, ?, ?)').run(sessionId, startedAt, rowKey, heardMs)
}

export function deleteWritten(db: WriteDb, sessionId: number, { startedAt, rowKey }: WrittenPlay): void {
  db.prepare('DELETE FROM needle_plays WHERE sessionId = ? AND startedAt = ? AND rowKey = ?').run(sessionId, startedAt, rowKey)
}
