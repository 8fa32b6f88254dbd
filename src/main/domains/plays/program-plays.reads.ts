import type { Bindable } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { Period, PlayWitness } from '#shared/contract/plays.contract.ts'
import { periodCondition } from './period.ts'

export type ProgramWitness = Pick<PlayWitness, 'source' | 'startedAt' | 'artist' | 'importId' | 'album'> & { track: string }
export type ProgramPlay = {
  id: number
  artist: string
  track: string
  album: string | null
  startedAt: number
  zone: string
  /** Heard; null where nobody knows. */
  durationMs: number | null
  isCounted: boolean
  how: string
  trackId: number | null
  albumId: number | null
  witnesses: ProgramWitness[]
}

export type ProgramPlaysRequest = { period: Period; source?: string | undefined; offset: number; limit: number }

type RawPlay = Omit<ProgramPlay, 'isCounted' | 'witnesses'> & { isCounted: number }

/** Plays as programs read them, newest first, with skips, each with everything that saw it. */
export const programPlays = defineRead('plays.programPlays', (db, { period, source, offset, limit }: ProgramPlaysRequest): { total: number; items: ProgramPlay[] } => {
  const within = periodCondition(period)
  const seen = source === undefined ? { sql: '1', values: [] } : { sql: 'EXISTS (SELECT 1 FROM play_witnesses WHERE playId = play.id AND source = ?)', values: [source] }
  const from = `FROM listening_history AS play INDEXED BY listening_history_by_start JOIN heard_texts AS text ON text.id = play.heardTextId
    WHERE play.deletedAt IS NULL AND play.heartbeatAt IS NULL AND text.isHidden = 0 AND ${within.sql} AND ${seen.sql}`
  const values = [...within.values, ...seen.values]
  const plays = db
    .prepare<Bindable[], RawPlay>(
      `SELECT play.id, text.artistName AS artist, text.titleName AS track, nullif(text.albumName, '') AS album, play.startedAt, play.zone, play.heardMs AS durationMs, play.isCounted, play.how, text.trackId, text.albumId
       ${from} ORDER BY play.startedAt DESC, play.id DESC LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset)
  const witnesses = Map.groupBy(
    db
      .prepare<[string], ProgramWitness & { playId: number }>(
        `SELECT witness.playId, witness.source, witness.startedAt, text.artistText AS artist, text.titleText AS track, nullif(text.albumText, '') AS album, witness.importId
         FROM json_each(?) AS wanted CROSS JOIN play_witnesses AS witness ON witness.playId = wanted.value JOIN heard_texts AS text ON text.id = witness.heardTextId ORDER BY wanted.key, witness.id`,
      )
      .all(JSON.stringify(plays.map(({ id }) => id))),
    ({ playId }) => playId,
  )
  return {
    total: db.prepare<Bindable[], number>(`SELECT count(*) ${from}`).pluck().get(...values) ?? 0,
    items: plays.map((play) => ({ ...play, isCounted: play.isCounted === 1, witnesses: (witnesses.get(play.id) ?? []).map(({ playId: _playId, ...witness }) => witness) })),
  }
})
