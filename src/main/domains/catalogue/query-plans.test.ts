import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { fullScans, planOf, recordStatements } from '#tests/factories/query-plans.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { suggestions } from '#main/domains/search/search.reads.ts'
import { rebuildSearch } from '#main/domains/search/search.service.ts'
import { albumSorts, artistSorts, trackSorts } from '#shared/contract/catalogue.contract.ts'
import { parseQuery } from '#shared/model/query-syntax.ts'
import { albumPage } from './album-page.reads.ts'
import { artistPage } from './artist-page.reads.ts'
import { home } from './home.reads.ts'
import { albumWindow, artistWindow, facets, genreWindow, letters, seek, summary, trackDetail, trackIdsOf, trackWindow } from './lists.reads.ts'
import { programAlbums, programArtists, programFiles, programTracks } from './program-lists.ts'
import { findLyrics } from './track-detail.repo.ts'

const now = Date.UTC(2026, 10, 20, 18)
/** With and without the statistics ANALYZE leaves: a library that was never analysed must not be slow. */
const libraries = new Map<string, WriteDb>()

beforeAll(() => {
  const analysed = openTestLibrary(undefined, afterAll)
  const fresh = openTestLibrary(undefined, afterAll)
  for (const db of [analysed, fresh]) {
    fillSyntheticLibrary(db, { files: 2000, albums: 180, plays: 4000, seed: 5, now })
    Array.from(rebuildSearch(db))
  }
  fresh.sqlite.exec('DROP TABLE sqlite_stat1')
  fresh.sqlite.exec('ANALYZE sqlite_schema')
  libraries.set('analysed', analysed).set('never analysed', fresh)
})

const nothing = { match: 'all' as const, rules: [] }
/** Filters for which an index has to serve. */
const filters = ['', 'is:ondisk', 'year:1970..1979', 'decade:1980', 'genreid:3', 'artistid:7', 'albumid:5', 'format:flac', '-format:mp3', 'is:loved', 'plays:>3', 'lastplayed:<90d', 'added:<30d', 'love', 'title:love', 'artist:the', 'album:night', 'genre:rock', 'rating:>=60', 'duration:>=300', 'directoryid:4', 'label:records', 'path:flac', 'lyrics:love']

function runEverything(db: WriteDb): void {
  const window = { offset: 0, limit: 20, now }
  for (const text of filters) {
    const { where } = parseQuery(text)
    for (const sort of trackSorts) trackWindow.run(db, { query: { where, sort, isDescending: false, seed: 1 }, ...window })
    for (const sort of albumSorts) albumWindow.run(db, { query: { where, sort, isDescending: true, seed: 1 }, ...window })
    for (const sort of artistSorts) artistWindow.run(db, { query: { where, sort, isDescending: false, seed: 1 }, ...window })
    for (const kind of ['tracks', 'albums'] as const) facets.run(db, { kind, where, now })
  }
  const list = { kind: 'tracks' as const, query: { where: nothing, sort: 'title' as const, isDescending: false, seed: 0 } }
  letters.run(db, { list, now })
  seek.run(db, { list, prefix: 'lo', now })
  genreWindow.run(db, { sort: 'tracks', offset: 0, limit: 20 })
  for (const kind of ['album', 'artist', 'genre', 'directory'] as const) trackIdsOf.run(db, { kind, ids: [4], editionId: undefined })
  summary.run(db, [1, 2, 3])
  trackDetail.run(db, 3)
  findLyrics(db, 3)
  albumPage.run(db, { id: 4, now })
  artistPage.run(db, 4)
  home.run(db, { now, today: 20261120 })
  for (const text of ['l', 'love', 'the night', 'windwos', 'artist:love plays:0']) suggestions.run(db, { text, limit: 5, now })
  // Without a search the command line's files are walked in the order of their ids up to the limit; nothing to index there.
  for (const list of [programTracks, programAlbums, programArtists, programFiles]) list(db, { where: parseQuery('love').where, isOnDisk: true, offset: 0, limit: 10, now })
}

test.each(['analysed', 'never analysed'])('no read of a list, page or search scans a large table of a library that was %s', (name) => {
  const { db, statements } = recordStatements(libraries.get(name) as WriteDb)
  runEverything(db)
  expect(statements.size).toBeGreaterThan(100)
  const slow = [...statements].flatMap((sql) => fullScans(planOf(db, sql)).map((step) => `${step} in ${sql.replace(/\s+/g, ' ')}`))
  expect(slow).toEqual([])
})

test('every order of tracks is one covering index from end to end', () => {
  const { db, statements } = recordStatements(libraries.get('analysed') as WriteDb)
  for (const sort of trackSorts) trackWindow.run(db, { query: { where: nothing, sort, isDescending: true, seed: 1 }, offset: 0, limit: 1, now })
  const orders = [...statements].filter((sql) => /^SELECT (?:id|albumId|count\(\*\)) FROM tracks /.test(sql))
  expect(orders.length).toBeGreaterThan(15)
  for (const sql of orders) {
    const plan = planOf(db, sql)
    expect(plan.every((step) => step.includes('COVERING INDEX')), `${plan.join('; ')} in ${sql}`).toBe(true)
  }
})
