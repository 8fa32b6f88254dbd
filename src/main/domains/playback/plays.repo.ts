import { query } from '#main/kernel/db/query.ts'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'

/** The source under which the player's own witness stands. */
const player = 'player'
const precisionMs = 1000

export type PlayRow = { readonly id: number; readonly trackId: number | null; readonly durationMs: number | null; readonly heardMs: number; readonly isCounted: boolean; readonly isOpen: boolean }

type RawPlay = { id: number; trackId: number | null; durationMs: number | null; heardMs: number; isCounted: number; isOpen: number }

const columns = 'play.id, play.trackId, play.durationMs, coalesce(play.heardMs, 0) AS heardMs, play.isCounted, play.heartbeatAt IS NOT NULL AS isOpen'

function playOf(raw: RawPlay | undefined): PlayRow | null {
  return raw ? { ...raw, isCounted: raw.isCounted === 1, isOpen: raw.isOpen === 1 } : null
}

/** The play of one playing: `run` names deck and playing, so that it is found again after a restart as well. */
export function findPlayOfRun(db: ReadDb, run: string): PlayRow | null {
  const sql = `SELECT ${columns} FROM play_witnesses AS witness JOIN listening_history AS play ON play.id = witness.playId WHERE witness.source = ? AND witness.externalId = ?`
  return playOf(db.prepare<[string, string], RawPlay>(sql).get(player, run))
}

export function findOpenPlay(db: ReadDb): PlayRow | null {
  // Left to itself SQLite walks the whole history backwards for the order.
  const sql = `SELECT ${columns} FROM listening_history AS play INDEXED BY listening_history_open WHERE play.heartbeatAt IS NOT NULL ORDER BY play.id DESC LIMIT 1`
  return playOf(db.prepare<[], RawPlay>(sql).get())
}

export type NewPlay = { run: string; trackId: number; fileId: number; startedAt: number; zone: string; localDay: number; heardMs: number; heartbeatAt: number | null }

/** Writes the play as the track reads now, and its witness; null when the track is gone. `isCounted` decides by length and what was heard. */
export function insertPlay(db: WriteDb, play: NewPlay, isCounted: (durationMs: number | null, heardMs: number) => boolean): number | null {
  const track = db.get(
    query
      .selectFrom('tracks as track')
      .leftJoin('albums as album', 'album.id', 'track.albumId')
      .leftJoin('files as file', (join) => join.on('file.id', '=', play.fileId))
      .where('track.id', '=', play.trackId)
      .select(['track.title', 'track.titleKey', 'track.artistText', 'track.artistKey', 'track.albumId', 'album.title as albumTitle', 'track.albumText', 'album.artistText as albumArtistText', 'file.id as fileId'])
      .select(({ fn, selectFrom }) => [
        fn.coalesce('file.durationMs', 'track.durationMs').as('durationMs'),
        selectFrom('track_artists as credit').whereRef('credit.trackId', '=', 'track.id').orderBy('credit.position').limit(1).select('credit.artistId').as('artistId'),
      ]),
  )
  if (!track) return null
  const text = { artistText: track.artistText, titleText: track.title, albumText: track.albumTitle ?? track.albumText }
  const { lastInsertRowid } = db.run(
    query.insertInto('listening_history').values({
      ...text,
      albumArtistText: track.albumArtistText,
      artistKey: track.artistKey,
      titleKey: track.titleKey,
      trackId: play.trackId,
      albumId: track.albumId,
      artistId: track.artistId,
      fileId: track.fileId,
      startedAt: play.startedAt,
      zone: play.zone,
      localDay: play.localDay,
      durationMs: track.durationMs,
      heardMs: play.heardMs,
      how: 'file',
      isCounted: isCounted(track.durationMs, play.heardMs) ? 1 : 0,
      heartbeatAt: play.heartbeatAt,
    }),
  )
  const playId = Number(lastInsertRowid)
  db.run(query.insertInto('play_witnesses').values({ playId, source: player, externalId: play.run, startedAt: play.startedAt, precisionMs, ...text, heardMs: play.heardMs }))
  return playId
}

export type Heard = { id: number; durationMs: number | null; heardMs: number; isCounted: boolean; heartbeatAt: number | null }

export function updateHeard(db: WriteDb, { id, durationMs, heardMs, isCounted, heartbeatAt }: Heard): void {
  db.prepare('UPDATE listening_history SET durationMs = ?, heardMs = ?, isCounted = ?, heartbeatAt = ? WHERE id = ?').run(durationMs, heardMs, isCounted ? 1 : 0, heartbeatAt, id)
  if (heartbeatAt === null) tellWitness(db, id)
}

export function closePlay(db: WriteDb, id: number): void {
  db.prepare('UPDATE listening_history SET heartbeatAt = NULL WHERE id = ?').run(id)
  tellWitness(db, id)
}

/** The witness repeats what was heard once that is final. */
function tellWitness(db: WriteDb, playId: number): void {
  db.prepare('UPDATE play_witnesses SET heardMs = (SELECT heardMs FROM listening_history WHERE id = playId) WHERE playId = ? AND source = ?').run(playId, player)
}
