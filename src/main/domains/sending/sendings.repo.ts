import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { SendingKind, SendingState } from '#shared/contract/accounts.contract.ts'
import type { Told } from '#shared/messages/say.ts'

/** What is known of a play or track that is to be told, '' or null where nothing is. */
export type SendingWords = { artist: string; title: string; album: string; albumArtist: string; recordingMbid: string; trackNumber: number | null; durationMs: number | null }

export type QueuedRow = SendingWords & { id: number; kind: SendingKind; attempts: number; sentJson: string | null; startedAt: number; isDeleted: number; isThere: number }

/** What came of a row. */
export type Verdict = { state: Exclude<SendingState, 'queued'>; told?: Told; said?: unknown }

// Names as they are read here: what was put right is told right.
const words = `coalesce(text.artistName, track.artistText) AS artist, coalesce(text.titleName, track.title) AS title, coalesce(text.albumName, track.albumText, '') AS album,
  coalesce(text.albumArtistText, '') AS albumArtist, coalesce(nullif(text.recordingMbid, ''), track.musicbrainzRecordingId, '') AS recordingMbid,
  track.trackNumber, coalesce(play.durationMs, track.durationMs) AS durationMs`

const joined = `LEFT JOIN heard_texts AS text ON text.id = play.heardTextId LEFT JOIN tracks AS track ON track.id = coalesce(sending.trackId, text.trackId)`

/** Queues a play that has ended, counts, and was heard here, for every account plays are sent to. Returns the accounts it is new for. */
export function insertPlaySendings(db: WriteDb, playId: number, now: number): number[] {
  const insert = db.prepare<[{ playId: number; now: number }], number>(`INSERT INTO sendings (accountId, kind, playId, state, runAfter, enqueuedAt)
    SELECT account.id, 'play', play.id, 'queued', $now, $now
    FROM listening_history AS play JOIN heard_texts AS text ON text.id = play.heardTextId CROSS JOIN accounts AS account
    WHERE play.id = $playId AND play.isCounted = 1 AND play.heartbeatAt IS NULL AND text.isHidden = 0 AND account.isSentTo = 1 AND account.removedAt IS NULL
      AND EXISTS (SELECT 1 FROM play_witnesses WHERE playId = play.id AND source IN ('player', 'spin'))
      AND NOT EXISTS (SELECT 1 FROM play_witnesses WHERE playId = play.id AND accountId = account.id)
    ON CONFLICT DO NOTHING RETURNING accountId`)
  return insert.pluck().all({ playId, now })
}

/** Queues what a person now loves, or no longer does, in place of what waited; not where the account said so itself. Returns the accounts. */
export function insertLoveSendings(db: WriteDb, trackId: number, isLoved: boolean, now: number): number[] {
  db.prepare("DELETE FROM sendings WHERE trackId = ? AND kind <> 'play' AND state = 'queued' AND sentJson IS NULL").run(trackId)
  const insert = db.prepare<[{ trackId: number; kind: SendingKind; now: number }], number>(`INSERT INTO sendings (accountId, kind, trackId, state, runAfter, enqueuedAt)
    SELECT id, $kind, $trackId, 'queued', $now, $now FROM accounts
    WHERE isSentTo = 1 AND removedAt IS NULL AND NOT ($kind = 'love' AND EXISTS (SELECT 1 FROM account_loves WHERE accountId = accounts.id AND trackId = $trackId)) RETURNING accountId`)
  return insert.pluck().all({ trackId, kind: isLoved ? 'love' : 'unlove', now })
}

/** Those of the tracks that are not loved, or not unloved, yet. */
export function listOtherwiseLoved(db: ReadDb, trackIds: readonly number[], isLoved: boolean): number[] {
  const find = db.prepare<[string, number], number>('SELECT id FROM tracks WHERE id IN (SELECT value FROM json_each(?)) AND (lovedAt IS NOT NULL) <> ?')
  return find.pluck().all(JSON.stringify(trackIds), isLoved ? 1 : 0)
}

/** What waits longest. `isThere` = the account has told of this play itself. */
export function listQueued(db: ReadDb, accountId: number, limit: number): QueuedRow[] {
  return db
    .prepare<[number, number], QueuedRow>(
      `SELECT sending.id, sending.kind, sending.attempts, sending.sentJson, ${words}, coalesce(play.startedAt, 0) AS startedAt, play.deletedAt IS NOT NULL AS isDeleted,
         EXISTS (SELECT 1 FROM play_witnesses WHERE playId = sending.playId AND accountId = sending.accountId) AS isThere
       FROM sendings AS sending LEFT JOIN listening_history AS play ON play.id = sending.playId ${joined}
       WHERE sending.accountId = ? AND sending.state = 'queued' ORDER BY sending.runAfter, sending.id LIMIT ?`,
    )
    .all(accountId, limit)
}

export function hasQueued(db: ReadDb, accountId: number): boolean {
  return db.prepare<[number], number>("SELECT 1 FROM sendings WHERE accountId = ? AND state = 'queued' LIMIT 1").pluck().get(accountId) === 1
}

/** Noted before anything leaves: whatever was lost on the way is sent again in the very same words. */
export function markTried(db: WriteDb, id: number, sentJson: string): void {
  db.prepare('UPDATE sendings SET attempts = attempts + 1, sentJson = ? WHERE id = ?').run(sentJson, id)
}

export function endSending(db: WriteDb, id: number, { state, told, said }: Verdict, now: number): void {
  db.prepare("UPDATE sendings SET state = ?, endedAt = ?, answerJson = ? WHERE id = ? AND state = 'queued'").run(state, now, JSON.stringify({ told, said }), id)
}

/** Some of what failed or was ignored is tried once more, in the words of now. Returns how many. */
export function requeueSendings(db: WriteDb, accountId: number, now: number): number {
  const some = "SELECT id FROM sendings WHERE accountId = ? AND state IN ('failed', 'ignored') LIMIT 500"
  return db.prepare(`UPDATE sendings SET state = 'queued', attempts = 0, runAfter = ?, endedAt = NULL, sentJson = NULL, answerJson = NULL WHERE id IN (${some})`).run(now, accountId).changes
}

export type ListedSending = { id: number; accountId: number; kind: SendingKind; artist: string | null; title: string | null; startedAt: number | null; state: SendingState; attempts: number; runAfter: number; endedAt: number | null; answerJson: string | null }

type Wanted = { accountId: number; state: SendingState | null; offset: number; limit: number }

export function countSendings(db: ReadDb, { accountId, state }: Pick<Wanted, 'accountId' | 'state'>): number {
  return db.prepare<[number, string | null], number>('SELECT count(*) FROM sendings WHERE accountId = ? AND state = coalesce(?, state)').pluck().get(accountId, state) ?? 0
}

/** Newest first. */
export function listSendings(db: ReadDb, { accountId, state, offset, limit }: Wanted): ListedSending[] {
  return db
    .prepare<[number, string | null, number, number], ListedSending>(
      `SELECT sending.id, sending.accountId, sending.kind, ${words}, play.startedAt, sending.state, sending.attempts, sending.runAfter, sending.endedAt, sending.answerJson
       FROM sendings AS sending LEFT JOIN listening_history AS play ON play.id = sending.playId ${joined}
       WHERE sending.accountId = ? AND sending.state = coalesce(?, sending.state) ORDER BY sending.id DESC LIMIT ? OFFSET ?`,
    )
    .all(accountId, state, limit, offset)
}

/** The play that goes on now and its words. */
export function findOpenPlay(db: ReadDb): (SendingWords & { id: number }) | undefined {
  return db
    .prepare<[], SendingWords & { id: number }>(
      `SELECT play.id, ${words} FROM listening_history AS play INDEXED BY listening_history_open
       LEFT JOIN heard_texts AS text ON text.id = play.heardTextId LEFT JOIN tracks AS track ON track.id = text.trackId
       WHERE play.heartbeatAt IS NOT NULL AND text.isHidden = 0 ORDER BY play.id DESC LIMIT 1`,
    )
    .get()
}
