import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { textOfTrack } from '#main/domains/plays/heard-texts.service.ts'
import { localDay } from '#shared/model/local-day.ts'

export type PlayedTrack = { trackId: number; startedAt: number; fileId?: number; zone?: string; durationMs?: number; heardMs?: number | null; isCounted?: boolean }

/** A play of a track, seen by nobody; its id. */
export function addPlay(db: WriteDb, { trackId, startedAt, fileId, zone = 'UTC', durationMs = 200_000, heardMs = 200_000, isCounted = true }: PlayedTrack): number {
  const heardTextId = db.transaction(() => textOfTrack(db, trackId))
  const { lastInsertRowid } = db
    .prepare<unknown[], never>("INSERT INTO listening_history (heardTextId, fileId, startedAt, zone, localDay, durationMs, heardMs, how, isCounted) VALUES (?, ?, ?, ?, ?, ?, ?, 'file', ?)")
    .run(heardTextId, fileId ?? null, startedAt, zone, localDay(startedAt, zone, 0), durationMs, heardMs, isCounted ? 1 : 0)
  return Number(lastInsertRowid)
}

const ofPlays = {
  plays: 'count(*) FILTER (WHERE play.isCounted = 1)',
  skips: 'count(*) FILTER (WHERE play.isCounted = 0 AND play.heartbeatAt IS NULL AND play.deletedAt IS NULL)',
  heardMs: 'coalesce(sum(play.heardMs) FILTER (WHERE play.isCounted = 1), 0)',
  firstPlayedAt: 'min(play.startedAt) FILTER (WHERE play.isCounted = 1)',
  lastPlayedAt: 'max(play.startedAt) FILTER (WHERE play.isCounted = 1)',
}

/** Figures that a count over the plays themselves does not give: none, ever. Slow; reads everything. */
export function wrongCounts(db: ReadDb): string[] {
  const figures = (names: readonly (keyof typeof ofPlays)[]): string => names.map((name) => `${ofPlays[name]} AS ${name}`).join(', ')
  const wrong = (table: string, names: readonly (keyof typeof ofPlays)[], column: string | null): string[] => {
    const key = column ? `text.${column}` : 'text.id'
    const counted = `SELECT ${key} AS id, ${figures(names)} FROM listening_history AS play JOIN heard_texts AS text ON text.id = play.heardTextId ${column ? 'WHERE text.isHidden = 0' : ''} GROUP BY ${key}`
    const differs = names.map((name) => `kept.${name} IS NOT ${name.endsWith('At') ? `counted.${name}` : `coalesce(counted.${name}, 0)`}`).join(' OR ')
    return db
      .prepare<[], { id: number }>(`WITH counted AS (${counted}) SELECT kept.id FROM ${table} AS kept LEFT JOIN counted ON counted.id = kept.id WHERE ${differs}`)
      .all()
      .map(({ id }) => `${table} ${id}`)
  }
  const counted = 'SELECT localDay / 100 AS month, heardTextId, count(*) AS plays, coalesce(sum(heardMs), 0) AS heardMs FROM listening_history WHERE isCounted = 1 GROUP BY 1, 2'
  const kept = 'SELECT month, heardTextId, plays, heardMs FROM play_months'
  const months = db.prepare<[], { month: number; heardTextId: number }>(`SELECT month, heardTextId FROM (SELECT * FROM (${counted}) EXCEPT ${kept}) UNION SELECT month, heardTextId FROM (${kept} EXCEPT SELECT * FROM (${counted}))`)
  return [
    ...wrong('heard_texts', ['plays', 'skips', 'heardMs', 'firstPlayedAt', 'lastPlayedAt'], null),
    ...wrong('tracks', ['plays', 'skips', 'heardMs', 'firstPlayedAt', 'lastPlayedAt'], 'trackId'),
    ...wrong('albums', ['plays', 'heardMs', 'firstPlayedAt', 'lastPlayedAt'], 'albumId'),
    ...wrong('artists', ['plays', 'heardMs', 'lastPlayedAt'], 'artistId'),
    ...months.all().map(({ month, heardTextId }) => `month ${month} of text ${heardTextId}`),
  ]
}
