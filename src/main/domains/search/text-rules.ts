import { plainName } from '#shared/model/names.ts'
import { isPart, partQuery, phraseQuery, wordsOf } from './search-text.ts'
import { condition, within } from './sql-condition.ts'
import type { Condition } from './sql-condition.ts'

export type TextOp = 'contains' | 'is' | 'startsWith' | 'missing'

/** A name that both indexes hold: where its text stands, and its column in each. */
export type IndexedName = { table: string; text: string; words: string; parts: string; column: string }

export const trackTitle: IndexedName = { table: 'tracks', text: 'title', words: 'search_tracks', parts: 'search_track_parts', column: 'title' }
export const albumTitle: IndexedName = { table: 'albums', text: 'title', words: 'search_albums', parts: 'search_album_parts', column: 'title' }
export const albumArtist: IndexedName = { table: 'albums', text: 'artistText', words: 'search_albums', parts: 'search_album_parts', column: 'artist' }
export const artistName: IndexedName = { table: 'artists', text: 'name', words: 'search_artists', parts: 'search_artist_parts', column: 'name' }

/**
 * The ids of rows whose name meets a rule, as a query.
 * Three characters and more are found anywhere in a name, fewer only where a word begins; signs alone always anywhere.
 */
export function idsByName(name: IndexedName, op: Exclude<TextOp, 'missing'>, value: string): Condition {
  const plain = plainName(value)
  const options = { columns: [name.column], isAtStart: op !== 'contains' }
  const part = partQuery(plain, options)
  const phrase = phraseQuery(plain, options)
  const found = part !== undefined ? matching(name.parts, part) : phrase !== undefined ? matching(name.words, phrase) : undefined
  const text = `plain_name(${name.table}.${name.text})`
  if (op === 'is') return within(`SELECT id FROM ${name.table} WHERE ${found ? 'id IN ({}) AND ' : ''}${text} = ?`, { text: found?.text ?? '', values: [...(found?.values ?? []), plain] })
  if (found) return found
  return op === 'contains' ? condition(`SELECT id FROM ${name.table} WHERE instr(${text}, ?) > 0`, plain) : condition(`SELECT id FROM ${name.table} WHERE substr(${text}, 1, ?) = ?`, [...plain].length, plain)
}

/** The ids of rows of which a column of a word index meets a rule, as a query: whole words in a row, the last perhaps only begun. */
export function idsByWords(table: string, columns: readonly string[] | undefined, op: Exclude<TextOp, 'missing'>, value: string): Condition {
  const phrase = phraseQuery(value, { ...(columns && { columns }), isAtStart: op === 'startsWith', isWhole: op === 'is' })
  return phrase === undefined ? condition('SELECT 0 WHERE 0') : matching(table, phrase)
}

/** Whether a value has to be looked for in the names themselves, beside their words. */
export function looksInsideWords(value: string): boolean {
  const plain = plainName(value)
  return isPart(plain) || wordsOf(plain).length === 0
}

/** A condition on an id from a query of ids. */
export function isIn(id: string, ids: Condition): Condition {
  return within(`${id} IN ({})`, ids)
}

/** Genres are few: their names are looked at one by one. */
export function genreIds(op: Exclude<TextOp, 'missing'>, value: string): Condition {
  const plain = plainName(value)
  if (op === 'is') return condition('SELECT id FROM genres WHERE plain_name(name) = ?', plain)
  return op === 'contains' ? condition('SELECT id FROM genres WHERE instr(plain_name(name), ?) > 0', plain) : condition('SELECT id FROM genres WHERE substr(plain_name(name), 1, ?) = ?', [...plain].length, plain)
}

function matching(table: string, query: string): Condition {
  return condition(`SELECT rowid FROM ${table} WHERE ${table} MATCH ?`, query)
}

