import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { shownName } from '#main/kernel/shown-name.ts'
import type { RuleNode } from '#shared/model/rule-tree.ts'
import { ruleCondition } from './rule-sql.ts'
import type { RuleSubject } from './rule-sql.ts'
import {
  addWord, clearIndex, countRows, deleteDocument, findAlbumText, findArtistName, listStray, listTrackTexts, listUnindexed, mergePages, putDocument, searchKinds, searchTables,
} from './search-index.repo.ts'
import type { SearchKind, TrackText } from './search-index.repo.ts'
import { indexedPart, indexedName, indexedText, wordsOf } from './search-text.ts'

/** Rows whose text changed, appeared or went. */
export type SearchSubjects = { trackIds?: Iterable<number>; albumIds?: Iterable<number>; artistIds?: Iterable<number> }

const rowsPerStep = 250
const pagesPerMerge = 16
const mergesPerTidy = 4
const shortestWord = 3
const longestWord = 30

/**
 * Brings the index up to date with these rows, inside the caller's transaction: whoever writes a title, a credit, a
 * genre, a path or lyrics names the rows here, in the same transaction, and calls {@link tidySearch} after it.
 * A row that is gone or merged leaves the index.
 */
export function refreshSearch(db: WriteDb, { trackIds = [], albumIds = [], artistIds = [] }: SearchSubjects): void {
  const words = new Set<string>()
  for (const id of artistIds) indexArtist(db, id, words)
  for (const id of albumIds) indexAlbum(db, id, words)
  indexTracks(db, [...trackIds], words)
  for (const word of words) addWord(db, word)
}

function remember(words: Set<string>, name: string): void {
  for (const word of wordsOf(name)) {
    if (word.length >= shortestWord && word.length <= longestWord) words.add(word)
  }
}

function forget(db: WriteDb, kind: SearchKind, id: number): void {
  for (const table of searchTables[kind].all) deleteDocument(db, table, id)
}

function indexArtist(db: WriteDb, id: number, words: Set<string>): void {
  const name = findArtistName(db, id)
  if (name === undefined) return forget(db, 'artist', id)
  putDocument(db, 'search_artists', 'name', id, [indexedName(name)])
  putDocument(db, 'search_artist_parts', 'name', id, [indexedPart(name)])
  remember(words, name)
}

function indexAlbum(db: WriteDb, id: number, words: Set<string>): void {
  const album = findAlbumText(db, id)
  if (!album) return forget(db, 'album', id)
  putDocument(db, 'search_albums', 'title, artist, genre, label, catalogNumber', id, [
    indexedName(album.title), indexedName(album.artistText), indexedName(album.genres), indexedName(album.labels), indexedName(album.catalogNumbers),
  ])
  putDocument(db, 'search_album_parts', 'title, artist', id, [indexedPart(album.title), indexedPart(album.artistText)])
  remember(words, album.title)
  if (album.genres) remember(words, album.genres)
}

function indexTracks(db: WriteDb, ids: readonly number[], words: Set<string>): void {
  const linesOf = Map.groupBy(listTrackTexts(db, ids), ([id]) => id)
  for (const id of ids) indexTrack(db, id, linesOf.get(id) ?? [], words)
}

function indexTrack(db: WriteDb, id: number, lines: readonly TrackText[], words: Set<string>): void {
  const [first] = lines
  if (!first) return forget(db, 'track', id)
  const [, title, artistText, albumTitle, genreText, composerText] = first
  const paths = lines.flatMap(([, , , , , , directory, name]) => (directory === null ? [] : [`${shownName(directory)}/${shownName(name)}`]))
  const comment = first[8]
  const lyrics = lines.find((line) => line[9] !== null)?.[9] ?? null
  putDocument(db, 'search_tracks', 'title, artist, album, genre', id, [indexedName(title), indexedName(artistText), indexedName(albumTitle), indexedName(genreText)])
  putDocument(db, 'search_track_parts', 'title', id, [indexedPart(title)])
  putDocument(db, 'search_track_texts', 'path, composer, comment, lyrics', id, [indexedText(paths.join('\n')), indexedText(composerText), indexedText(comment), indexedText(lyrics)])
  remember(words, title)
}

/**
 * Merges a bounded piece of the index, in transactions of a few milliseconds; true while there is more to do. Called
 * between the batches of a scan and to the end after it: a search over hundreds of small segments is slow.
 */
export function tidySearch(db: WriteDb): boolean {
  const tables = searchKinds.flatMap((kind) => searchTables[kind].all)
  return tables.map((table) => tidyTable(db, table)).includes(true)
}

function tidyTable(db: WriteDb, table: string): boolean {
  for (let step = 0; step < mergesPerTidy; step++) {
    if (!db.transaction(() => mergePages(db, table, pagesPerMerge))) return false
  }
  return true
}

/** How far a repair has come, in rows looked after. */
export type RepairStep = { done: number; total: number }

/**
 * Indexes what is missing and takes out what is gone, one short transaction a step; stopping after any step keeps what
 * was done. `for (const step of repairSearch(db)) …`
 */
export function* repairSearch(db: WriteDb): Generator<RepairStep> {
  const total = searchKinds.reduce((sum, kind) => sum + countRows(db, kind), 0)
  let done = 0
  for (const kind of searchKinds) {
    const subjects = (ids: number[]): SearchSubjects => ({ [`${kind}Ids`]: ids })
    for (const list of [listUnindexed, listStray]) {
      let after = 0
      for (let ids = list(db, kind, after, rowsPerStep); ids.length > 0; ids = list(db, kind, after, rowsPerStep)) {
        const batch = ids
        db.transaction(() => refreshSearch(db, subjects(batch)))
        tidySearch(db)
        after = batch.at(-1) ?? after
        done += batch.length
        yield { done, total }
      }
    }
  }
  while (tidySearch(db)) yield { done, total }
}

/** Makes the whole index anew, step by step like {@link repairSearch}; until the end a search finds only part. */
export function* rebuildSearch(db: WriteDb): Generator<RepairStep> {
  for (const kind of searchKinds) db.transaction(() => clearIndex(db, kind))
  yield* repairSearch(db)
}

/** What is wrong with the index, for the doctor: ids in the rows but not indexed, and indexed but not in the rows. */
export function checkSearch(db: ReadDb, limit = 100): { kind: SearchKind; missing: number[]; stray: number[] }[] {
  return searchKinds
    .map((kind) => ({ kind, missing: listUnindexed(db, kind, 0, limit), stray: listStray(db, kind, 0, limit) }))
    .filter(({ missing, stray }) => missing.length > 0 || stray.length > 0)
}

/** The ids of all rows of a kind for which the tree holds at a moment, in no order; merged rows are never among them. */
export function matchingIds(db: ReadDb, subject: RuleSubject, where: RuleNode, now: number): number[] {
  const { text, values } = ruleCondition(subject, where, { now })
  return db.sqlite.prepare<unknown[], number>(`SELECT id FROM ${subject} WHERE mergedIntoId IS NULL AND (${text})`).pluck().all(...values)
}

/** How many rows of a kind the tree holds for at a moment. */
export function countMatching(db: ReadDb, subject: RuleSubject, where: RuleNode, now: number): number {
  const { text, values } = ruleCondition(subject, where, { now })
  return db.sqlite.prepare<unknown[], number>(`SELECT count(*) FROM ${subject} WHERE mergedIntoId IS NULL AND (${text})`).pluck().get(...values) ?? 0
}

/** The most played of the rows for which the tree holds. */
export function bestMatching(db: ReadDb, subject: RuleSubject, where: RuleNode, now: number, limit: number): number[] {
  const { text, values } = ruleCondition(subject, where, { now })
  return db.sqlite.prepare<unknown[], number>(`SELECT id FROM ${subject} WHERE mergedIntoId IS NULL AND (${text}) ORDER BY plays DESC, id LIMIT ?`).pluck().all(...values, limit)
}
