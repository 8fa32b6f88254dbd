import type { ReadDb } from '#main/kernel/db/database.ts'
import { defineRead } from '#main/kernel/db/reads.ts'
import type { DoubtfulPair, HeardSummary, PlayWitness } from '#shared/contract/plays.contract.ts'
import { listPlayRows } from './play-rows.repo.ts'

/** Every source that saw a play; one step through an index each. */
export const sources = defineRead('plays.sources', (db, _args: undefined): string[] => {
  const next = db.prepare<[string], string | null>('SELECT min(source) FROM play_witnesses INDEXED BY play_witnesses_by_source WHERE source > ?').pluck()
  const found: string[] = []
  for (let source = next.get(''); typeof source === 'string'; source = next.get(source)) found.push(source)
  return found
})

/** What each source said of a play, in the order in which it was heard from them. */
export const witnesses = defineRead('plays.witnesses', (db, playId: number): PlayWitness[] =>
  db
    .prepare<[number], PlayWitness>(
      `SELECT witness.id, witness.source, account.userName AS account, witness.importId, witness.startedAt, witness.precisionMs,
         text.artistText AS artist, text.titleText AS title, nullif(text.albumText, '') AS album, witness.heardMs
       FROM play_witnesses AS witness JOIN heard_texts AS text ON text.id = witness.heardTextId LEFT JOIN accounts AS account ON account.id = witness.accountId
       WHERE witness.playId = ? ORDER BY witness.id`,
    )
    .all(playId),
)

const ownerOf = { artist: 'artistId', album: 'albumId', track: 'trackId' } as const

/** What an artist, album or track was heard, from the counters of its words and their months. */
export const heardSummary = defineRead('plays.summary', (db, { kind, id }: { kind: keyof typeof ownerOf; id: number }): HeardSummary => {
  const owner = ownerOf[kind]
  const totals = db
    .prepare<[number], Omit<HeardSummary, 'perMonth'>>(
      `SELECT coalesce(sum(plays), 0) AS plays, coalesce(sum(heardMs), 0) AS heardMs, min(firstPlayedAt) AS firstAt, max(lastPlayedAt) AS lastAt FROM heard_texts WHERE ${owner} = ? AND isHidden = 0`,
    )
    .get(id)
  const months = db
    .prepare<[number], { month: number; plays: number }>(
      `SELECT play_months.month, sum(play_months.plays) AS plays FROM heard_texts CROSS JOIN play_months INDEXED BY play_months_by_text ON play_months.heardTextId = heard_texts.id
       WHERE ${owner} = ? AND isHidden = 0 GROUP BY play_months.month HAVING sum(play_months.plays) > 0 ORDER BY play_months.month`,
    )
    .all(id)
  return { plays: 0, heardMs: 0, firstAt: null, lastAt: null, ...totals, perMonth: withGaps(months) }
})

function withGaps(months: readonly { month: number; plays: number }[]): HeardSummary['perMonth'] {
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last) return []
  const known = new Map(months.map(({ month, plays }) => [month, plays]))
  const whole: HeardSummary['perMonth'] = []
  for (let month = first.month; month <= last.month; month = month % 100 === 12 ? month + 89 : month + 1) whole.push({ month, plays: known.get(month) ?? 0 })
  return whole
}

const openPairs = `doubtful_plays AS pair JOIN listening_history AS play ON play.id = pair.playId JOIN listening_history AS other ON other.id = pair.otherId
  WHERE pair.isRejected = 0 AND play.deletedAt IS NULL AND other.deletedAt IS NULL`

function countPairs(db: ReadDb): number {
  return db.prepare<[], number>(`SELECT count(*) FROM ${openPairs}`).pluck().get() ?? 0
}

/** Pairs that may be one play, newest first. */
export const doubtful = defineRead('plays.doubtful', (db, { offset, limit }: { offset: number; limit: number }): { total: number; items: DoubtfulPair[] } => {
  const pairs = db.prepare<[number, number], { playId: number; otherId: number }>(`SELECT pair.playId, pair.otherId FROM ${openPairs} ORDER BY play.startedAt DESC, pair.playId, pair.otherId LIMIT ? OFFSET ?`).all(limit, offset)
  const rows = new Map(listPlayRows(db, pairs.flatMap(({ playId, otherId }) => [playId, otherId])).map((row) => [row.id, row]))
  const items = pairs.flatMap(({ playId, otherId }) => {
    const [play, other] = [rows.get(playId), rows.get(otherId)]
    return play && other ? [{ play, other }] : []
  })
  return { total: countPairs(db), items }
})
