import type { ReadDb } from '#main/kernel/db/database.ts'
import { keep } from '#main/kernel/db/kept.ts'
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
    for (const { id, plays } of best(db, kind, stage(db, kind, text), limit)) {
      if (hits.size < limit && !hits.has(id)) hits.set(id, { id, plays, tier })
    }
  }
  return [...hits.values()]
}

/** Out of the candidates the most played and, of those, the shortest names first. */
function best(db: ReadDb, { table, name, extra }: Kind, ids: readonly number[], limit: number): Found[] {
  if (ids.length === 0) return []
  return db
    .prepare<[string, number], Found>(
      `SELECT id, plays FROM ${table} WHERE id IN (SELECT value FROM json_each(?)) AND mergedIntoId IS NULL
       ORDER BY 5 * ln(1 + plays)${extra} - 0.5 * length(${name}) DESC, id LIMIT ?`,
    )
    .all(JSON.stringify(ids), limit)
}

/** The most played rows with what they are sorted by, kept: nearly every letter typed asks for them. */
function favouritesOf(db: ReadDb, { table, sort }: Kind): ReadonlyMap<number, string> {
  const version = db.prepare<[], string>("SELECT catalogue || '/' || plays FROM library_version WHERE id = 1").pluck().get() ?? ''
  return keep(
    db, `most played ${table}`, version,
    () => new Map(db.prepare<[], [number, string]>(`SELECT id, ${sort} FROM ${table} WHERE plays > 0 AND mergedIntoId IS NULL ORDER BY plays DESC LIMIT ${mostPlayed}`).raw().all()),
    (favourites) => favourites.size * 16,
  )
}

function byName(db: ReadDb, { table, key }: Kind, text: string): number[] {
  return db.prepare<[string], number>(`SELECT id FROM ${table} WHERE ${key} = ? LIMIT ${looked}`).pluck().all(nameKey(text))
}

function byStart(db: ReadDb, kind: Kind, text: string): number[] {
  const { table, sort } = kind
  const start = sortKey(text)
  const ids = db
    .prepare<[string, string], number>(`SELECT id FROM ${table} WHERE mergedIntoId IS NULL AND ${sort} >= ? AND ${sort} < ? ORDER BY ${sort} LIMIT ${looked}`)
    .pluck()
    .all(start, `${start}\u{10ffff}`)
  if (ids.length < looked) return ids
  return [...ids, ...[...favouritesOf(db, kind)].flatMap(([id, sorted]) => (sorted.startsWith(start) ? [id] : []))]
}

function byNameWords(db: ReadDb, kind: Kind, text: string): number[] {
  return byQuery(db, kind, wordQuery(text, kind.column))
}

function byAnyWords(db: ReadDb, kind: Kind, text: string): number[] {
  return byQuery(db, kind, wordQuery(text))
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

function byQuery(db: ReadDb, kind: Kind, query: string | undefined): number[] {
  if (query === undefined) return []
  const hits = db.prepare<[string], number>(`SELECT rowid FROM ${kind.words} WHERE ${kind.words} MATCH ? LIMIT ${mostHits}`).pluck().all(query)
  if (hits.length <= looked) return hits
  const favourites = favouritesOf(db, kind)
  return hits.filter((id, index) => index < looked || favourites.has(id))
}

function byPart(db: ReadDb, { parts, column }: Kind, text: string): number[] {
  const pieces = plainName(text).split(' ').filter(isPart)
  const query = pieces.map((piece) => partQuery(piece, { columns: [column] })).join(' AND ')
  return query === '' ? [] : db.prepare<[string], number>(`SELECT rowid FROM ${parts} WHERE ${parts} MATCH ? LIMIT ${looked}`).pluck().all(query)
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
