import type { ReadDb } from '#main/kernel/db/database.ts'
import { nameKey, plainName, sortKey } from '#shared/model/names.ts'
import { isPart, partQuery, wordsOf } from './search-text.ts'

/** How well a name meets what was typed; the lower the better. */
export const tiers = { exact: 0, start: 1, words: 2, anywhere: 3, inside: 4 } as const

/** A row that was found. */
export type Hit = { id: number; tier: number; plays: number }

/** The kinds of rows names are looked for in. `column`: of the name itself, in both indexes. */
const kinds = {
  artist: { table: 'artists', name: 'name', key: 'nameKey', sort: 'nameSort', words: 'search_artists', parts: 'search_artist_parts', column: 'name', extra: ' + 2 * ln(1 + trackCount)' },
  album: { table: 'albums', name: 'title', key: 'titleKey', sort: 'titleSort', words: 'search_albums', parts: 'search_album_parts', column: 'title', extra: '' },
  track: { table: 'tracks', name: 'title', key: 'titleKey', sort: 'titleSort', words: 'search_tracks', parts: 'search_track_parts', column: 'title', extra: '' },
} as const
export type HitKind = keyof typeof kinds
type Kind = (typeof kinds)[HitKind]
type Found = { id: number; plays: number }

/*
 * A stage looks at so many rows and no more, so that a letter or a word that half the library has costs little more than
 * any other: the first it comes to and, when those are not all, whichever of the most played rows are among the hits.
 * bm25 is not asked: to weigh a word it counts every row that has it.
 */
const looked = 1000
const mostHits = 20_000
const mostPlayed = 2000

/** Rows of one kind for plain text, best first: the name itself, names that begin so, names with these words, rows with these words, names with them inside a word. */
export function findRanked(db: ReadDb, kindName: HitKind, text: string, limit: number): Hit[] {
  const kind = kinds[kindName]
  const hits = new Map<number, Hit>()
  const stages = [byName, byStart, byNameWords, byAnyWords, byPart]
  for (const [tier, stage] of stages.entries()) {
    if (hits.size >= limit) break
    for (const { id, plays } of stage(db, kind, text, limit)) {
      if (hits.size < limit && !hits.has(id)) hits.set(id, { id, plays, tier })
    }
  }
  return [...hits.values()]
}

/** A query of ids that may have to stop early, and one that finds the most played among all it would have given. */
type Candidates = { first: string; favourites?: string; values: string[] }

/** Out of the candidates the most played and, of those, the shortest names first. */
function best(db: ReadDb, { table, name, extra }: Kind, { first, favourites, values }: Candidates, limit: number): Found[] {
  const isCapped = favourites !== undefined && db.prepare<string[], number>(`SELECT count(*) FROM (${first})`).pluck().get(...values) === looked
  return db
    .prepare<(string | number)[], Found>(
      `SELECT id, plays FROM ${table} WHERE id IN (SELECT id FROM (${first})${isCapped ? ` UNION ALL ${favourites}` : ''}) AND mergedIntoId IS NULL
       ORDER BY 5 * ln(1 + plays)${extra} - 0.5 * length(${name}) DESC, id LIMIT ?`,
    )
    .all(...values, ...(isCapped ? values : []), limit)
}

const mostPlayedOf = (table: string): string => `SELECT id FROM ${table} WHERE plays > 0 AND mergedIntoId IS NULL ORDER BY plays DESC LIMIT ${mostPlayed}`

function byName(db: ReadDb, kind: Kind, text: string, limit: number): Found[] {
  return best(db, kind, { first: `SELECT id FROM ${kind.table} WHERE ${kind.key} = ? LIMIT ${looked}`, values: [nameKey(text)] }, limit)
}

function byStart(db: ReadDb, kind: Kind, text: string, limit: number): Found[] {
  const { table, sort } = kind
  const start = sortKey(text)
  const beginsSo = `${sort} >= ? AND ${sort} < ?`
  const first = `SELECT id FROM ${table} WHERE mergedIntoId IS NULL AND ${beginsSo} ORDER BY ${sort} LIMIT ${looked}`
  return best(db, kind, { first, favourites: `SELECT id FROM ${table} WHERE id IN (${mostPlayedOf(table)}) AND ${beginsSo}`, values: [start, `${start}\u{10ffff}`] }, limit)
}

function byNameWords(db: ReadDb, kind: Kind, text: string, limit: number): Found[] {
  return byQuery(db, kind, wordQuery(text, kind.column), limit)
}

function byAnyWords(db: ReadDb, kind: Kind, text: string, limit: number): Found[] {
  return byQuery(db, kind, wordQuery(text), limit)
}

/**
 * All the words, each perhaps unfinished. A single letter begins too many words to be asked for: in front it stands for
 * itself, at the end it waits for the next one.
 */
function wordQuery(text: string, column?: string): string | undefined {
  const typed = wordsOf(text)
  const words = isLetter(typed.at(-1)) ? typed.slice(0, -1) : typed
  const asked = words.map((word) => (isLetter(word) ? `"${word}"` : `"${word}" *`)).join(' AND ')
  return asked === '' ? undefined : `${column ? `{${column}} : ` : ''}(${asked})`
}

function isLetter(word: string | undefined): boolean {
  return word?.length === 1 && /[\p{Script=Latin}\p{N}]/u.test(word)
}

function byQuery(db: ReadDb, kind: Kind, query: string | undefined, limit: number): Found[] {
  if (query === undefined) return []
  const hits = (most: number): string => `SELECT rowid AS id FROM ${kind.words} WHERE ${kind.words} MATCH ? LIMIT ${most}`
  return best(db, kind, { first: hits(looked), favourites: `SELECT id FROM (${hits(mostHits)}) WHERE id IN (${mostPlayedOf(kind.table)})`, values: [query] }, limit)
}

function byPart(db: ReadDb, kind: Kind, text: string, limit: number): Found[] {
  const pieces = plainName(text).split(' ').filter(isPart)
  const query = pieces.map((piece) => partQuery(piece, { columns: [kind.column] })).join(' AND ')
  return query === '' ? [] : best(db, kind, { first: `SELECT rowid AS id FROM ${kind.parts} WHERE ${kind.parts} MATCH ? LIMIT ${looked}`, values: [query] }, limit)
}

/** Tracks whose path, composer, comment or lyrics have these words. */
export function findTracksByText(db: ReadDb, text: string, limit: number): number[] {
  const query = wordQuery(text)
  if (query === undefined) return []
  return db
    .prepare<[string, number], number>(
      `SELECT id FROM tracks WHERE id IN (SELECT id FROM (SELECT rowid AS id FROM search_track_texts WHERE search_track_texts MATCH ? LIMIT ${looked})) AND mergedIntoId IS NULL
       ORDER BY plays DESC, id LIMIT ?`,
    )
    .pluck()
    .all(query, limit)
}

/** Genres whose name has the text in it, those that begin with it first. */
export function findGenreIds(db: ReadDb, text: string, limit: number): number[] {
  const plain = plainName(text)
  if (plain === '') return []
  return db
    .prepare<[string, string, number], number>('SELECT id FROM genres WHERE instr(plain_name(name), ?) > 0 ORDER BY instr(plain_name(name), ?), length(name), id LIMIT ?')
    .pluck()
    .all(plain, plain, limit)
}
