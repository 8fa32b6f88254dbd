import type { ReadDb } from '#main/kernel/db/database.ts'
import { nameKey, plainName, sortKey } from '#shared/model/names.ts'
import { isPart, partQuery, wordsOf } from './search-text.ts'

/** How well a name meets what was typed; the lower the better. */
export const tiers = { exact: 0, start: 1, words: 2, inside: 3 } as const

/** A row that was found. */
export type Hit = { id: number; tier: number; plays: number }

/** The kinds of rows names are looked for in, and their indexes. `weights`: of the word index's columns, in order. */
const kinds = {
  artist: { table: 'artists', key: 'nameKey', sort: 'nameSort', popularity: 'plays DESC, trackCount DESC', words: 'search_artists', weights: '1.0', parts: 'search_artist_parts', partColumn: 'name' },
  album: { table: 'albums', key: 'titleKey', sort: 'titleSort', popularity: 'plays DESC, fileCount DESC', words: 'search_albums', weights: '10.0, 6.0, 1.0, 2.0, 2.0', parts: 'search_album_parts', partColumn: 'title' },
  track: { table: 'tracks', key: 'titleKey', sort: 'titleSort', popularity: 'plays DESC, id', words: 'search_tracks', weights: '10.0, 5.0, 3.0, 1.0', parts: 'search_track_parts', partColumn: 'title' },
} as const
export type HitKind = keyof typeof kinds
type Kind = (typeof kinds)[HitKind]

/*
 * A stage looks at so many rows and no more, so that a letter or a word half the library has costs what any other does.
 * What must be found among them comes in an earlier stage: the exact name, then names that begin so.
 */
const looked = 1000
const ranked = 2000

/** Rows of one kind for plain text, best first: the name itself, names that begin so, names with these words, names with them inside. */
export function findRanked(db: ReadDb, kindName: HitKind, text: string, limit: number): Hit[] {
  const kind = kinds[kindName]
  const hits = new Map<number, Hit>()
  const stages = [() => byName(db, kind, text, limit), () => byStart(db, kind, text, limit), () => byWords(db, kind, text, limit), () => byPart(db, kind, text, limit)]
  for (const [tier, stage] of stages.entries()) {
    if (hits.size >= limit) break
    for (const { id, plays } of stage()) {
      if (hits.size < limit && !hits.has(id)) hits.set(id, { id, plays, tier })
    }
  }
  return [...hits.values()]
}

type Found = { id: number; plays: number }

function byName(db: ReadDb, { table, key, popularity }: Kind, text: string, limit: number): Found[] {
  return db
    .prepare<[string, number, number], Found>(
      `SELECT id, plays FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${key} = ? AND mergedIntoId IS NULL LIMIT ?) ORDER BY ${popularity} LIMIT ?`,
    )
    .all(nameKey(text), looked, limit)
}

function byStart(db: ReadDb, { table, sort, popularity }: Kind, text: string, limit: number): Found[] {
  const start = sortKey(text)
  return db
    .prepare<[string, string, number, number], Found>(
      `SELECT id, plays FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE mergedIntoId IS NULL AND ${sort} >= ? AND ${sort} < ? ORDER BY ${sort} LIMIT ?) ORDER BY ${popularity} LIMIT ?`,
    )
    .all(start, `${start}\u{10ffff}`, looked, limit)
}

/** Every word may be unfinished; a few times more than asked for, so that what is much played can rise. */
function byWords(db: ReadDb, { table, words: index, weights }: Kind, text: string, limit: number): Found[] {
  const words = wordsOf(text)
  if (words.length === 0 || (words.length === 1 && (words[0]?.length ?? 0) < 2 && /^\p{Script=Latin}|^\p{N}/u.test(words[0] ?? ''))) return []
  return db
    .prepare<[string, number, number, number], Found>(
      `SELECT rows.id, rows.plays FROM (
         SELECT id, score FROM (SELECT rowid AS id, bm25(${index}, ${weights}) AS score FROM ${index} WHERE ${index} MATCH ? LIMIT ?) ORDER BY score LIMIT ?
       ) AS best CROSS JOIN ${table} AS rows ON rows.id = best.id
       WHERE rows.mergedIntoId IS NULL ORDER BY best.score * (1 + 0.1 * ln(1 + rows.plays)) LIMIT ?`,
    )
    .all(words.map((word) => `"${word}" *`).join(' AND '), ranked, limit * 8, limit)
}

function byPart(db: ReadDb, { table, parts, partColumn, popularity }: Kind, text: string, limit: number): Found[] {
  const pieces = plainName(text).split(' ').filter(isPart)
  const query = pieces.map((piece) => partQuery(piece, { columns: [partColumn] })).join(' AND ')
  if (query === '') return []
  return db
    .prepare<[string, number, number], Found>(
      `SELECT id, plays FROM ${table} WHERE id IN (SELECT rowid FROM ${parts} WHERE ${parts} MATCH ? LIMIT ?) AND mergedIntoId IS NULL ORDER BY ${popularity} LIMIT ?`,
    )
    .all(query, looked, limit)
}

/** Tracks whose path, composer, comment or lyrics have these words. */
export function findTracksByText(db: ReadDb, text: string, limit: number): number[] {
  const words = wordsOf(text)
  if (words.length === 0) return []
  return db
    .prepare<[string, number, number], number>(
      `SELECT id FROM tracks WHERE id IN (SELECT rowid FROM search_track_texts WHERE search_track_texts MATCH ? LIMIT ?) AND mergedIntoId IS NULL ORDER BY plays DESC, id LIMIT ?`,
    )
    .pluck()
    .all(words.map((word) => `"${word}" *`).join(' AND '), looked, limit)
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
