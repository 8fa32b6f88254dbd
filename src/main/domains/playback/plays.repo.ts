import { createHash } from 'node:crypto'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { textOfTrack } from '../plays/heard-texts.service.ts'

const precisionMs = 1000

export type PlayRow = { readonly id: number; readonly trackId: number | null; readonly durationMs: number | null; readonly heardMs: number; readonly isCounted: boolean; readonly isOpen: boolean }

type RawPlay = { id: number; trackId: number | null; durationMs: number | null; heardMs: number; isCounted: number; isOpen: number }

const columns = 'play.id, text.trackId, play.durationMs, coalesce(play.heardMs, 0) AS heardMs, play.isCounted, play.heartbeatAt IS NOT NULL AS isOpen'
const itsText = 'JOIN heard_texts AS text ON text.id = play.heardTextId'

function playOf(raw: RawPlay | undefined): PlayRow | null {
  return raw ? { ...raw, isCounted: raw.isCounted === 1, isOpen: raw.isOpen === 1 } : null
}

/** The player's rows are named by the playing they tell of. */
function rowKeyOf(run: string): number {
  return createHash('sha256').update(run).digest().readUIntBE(0, 6)
}

/** The play of one playing: `run` names deck and playing, so that it is found again after a restart as well. */
export function findPlayOfRun(db: ReadDb, run: string): PlayRow | null {
  const sql = `SELECT ${columns} FROM play_witnesses AS witness JOIN listening_history AS play ON play.id = witness.playId ${itsText}
    WHERE witness.source = 'player' AND witness.rowKey = ? ORDER BY witness.id DESC LIMIT 1`
  return playOf(db.prepare<[number], RawPlay>(sql).get(rowKeyOf(run)))
}

export function findOpenPlay(db: ReadDb): PlayRow | null {
  // Left to itself SQLite walks the whole history backwards for the order.
  const sql = `SELECT ${columns} FROM listening_history AS play INDEXED BY listening_history_open ${itsText} WHERE play.heartbeatAt IS NOT NULL ORDER BY play.id DESC LIMIT 1`
  return playOf(db.prepare<[], RawPlay>(sql).get())
}

export type NewPlay = { run: string; trackId: number; fileId: number; startedAt: number; zone: string; localDay: number; heardMs: number; heartbeatAt: number | null }

type Known = { fileId: number | null; durationMs: number | null }

/** Writes the play as the track reads now, and its witness; null when the track is gone. `isCounted` decides by length and what was heard. */
export function insertPlay(db: WriteDb, play: NewPlay, isCounted: (durationMs: number | null, heardMs: number) => boolean): number | null {
  const { run, trackId, startedAt, zone, localDay, heardMs, heartbeatAt } = play
  const heardTextId = textOfTrack(db, trackId)
  if (heardTextId === null) return null
  const known = db
    .prepare<[number, number], Known>('SELECT file.id AS fileId, coalesce(file.durationMs, track.durationMs) AS durationMs FROM tracks AS track LEFT JOIN files AS file ON file.id = ? WHERE track.id = ?')
    .get(play.fileId, trackId)
  const { fileId, durationMs } = known ?? { fileId: null, durationMs: null }
  const counted = isCounted(durationMs, heardMs) ? 1 : 0
  const { lastInsertRowid } = db
    .prepare<unknown[], never>("INSERT INTO listening_history (heardTextId, fileId, startedAt, zone, localDay, durationMs, heardMs, how, isCounted, heartbeatAt) VALUES (?, ?, ?, ?, ?, ?, ?, 'file', ?, ?)")
    .run(heardTextId, fileId, startedAt, zone, localDay, durationMs, heardMs, counted, heartbeatAt)
  const playId = Number(lastInsertRowid)
  db.prepare<unknown[], never>(
    `INSERT INTO play_witnesses (playId, source, rowKey, startedAt, precisionMs, zone, heardTextId, durationMs, heardMs, how, isCounted) VALUES (?, 'player', ?, ?, ?, ?, ?, ?, ?, 'file', ?)`,
  ).run(playId, rowKeyOf(run), startedAt, precisionMs, zone, heardTextId, durationMs, heardMs, counted)
  return playId
}

export type Heard = { id: number; durationMs: number | null; heardMs: number; isCounted: boolean; heartbeatAt: number | null }

export function updateHeard(db: WriteDb, { id, durationMs, heardMs, isCounted, heartbeatAt }: Heard): void {
  db.prepare(
    `UPDATE listening_history SET durationMs = $durationMs, heardMs = $heardMs, isCounted = CASE WHEN deletedAt IS NULL THEN $counted ELSE 0 END,
       wasCounted = CASE WHEN deletedAt IS NULL THEN NULL ELSE $counted END, heartbeatAt = $heartbeatAt WHERE id = $id`,
  ).run({ id, durationMs, heardMs, heartbeatAt, counted: isCounted ? 1 : 0 })
  if (heartbeatAt === null) tellWitness(db, id)
}

export function closePlay(db: WriteDb, id: number): void {
  db.prepare('UPDATE listening_history SET heartbeatAt = NULL WHERE id = ?').run(id)
  tellWitness(db, id)
}

/** The witness repeats what was heard once that is final. */
function tellWitness(db: WriteDb, playId: number): void {
  db.prepare(
    `UPDATE play_witnesses SET (durationMs, heardMs, isCounted) = (SELECT durationMs, heardMs, CASE WHEN deletedAt IS NULL THEN isCounted ELSE wasCounted END FROM listening_history WHERE id = playId)
     WHERE playId = ? AND source = 'player'`,
  ).run(playId)
}
