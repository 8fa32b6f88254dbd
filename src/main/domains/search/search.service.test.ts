import { expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { openNamedLibrary } from '#tests/factories/named-library.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { searchTables } from './search-index.repo.ts'
import { checkSearch, matchingIds, rebuildSearch, refreshSearch, repairSearch, tidySearch } from './search.service.ts'

const titled = (value: string) => ({ field: 'title', op: 'contains', value }) as const
const anywhere = (value: string) => ({ field: 'any', op: 'contains', value }) as const

function segments(db: ReadDb, table: string): number {
  return db.prepare<[], number>(`SELECT count(DISTINCT segid) FROM ${table}_idx`).pluck().get() ?? 0
}

test('a row is found by its new text and no longer by the old one once it is refreshed', () => {
  const db = openTestLibrary()
  const { add } = openNamedLibrary(db)
  const id = add({ title: 'Tidal Gauge', artist: 'Low Tide Ministry', album: 'Harbour' })
  expect(matchingIds(db, 'tracks', titled('gauge'), 0)).toEqual([id])
  db.transaction(() => {
    db.prepare("UPDATE tracks SET title = 'Soundings' WHERE id = ?").run(id)
    refreshSearch(db, { trackIds: [id] })
  })
  expect(matchingIds(db, 'tracks', titled('gauge'), 0)).toEqual([])
  expect(matchingIds(db, 'tracks', anywhere('sounding'), 0)).toEqual([id])
})

test('a row that is gone or was merged leaves the index', () => {
  const db = openTestLibrary()
  const { add } = openNamedLibrary(db)
  const [kept = 0, merged = 0, gone = 0] = ['One', 'Two', 'Three'].map((title) => add({ title, album: title }))
  db.transaction(() => {
    db.prepare('UPDATE tracks SET mergedIntoId = ? WHERE id = ?').run(kept, merged)
    db.prepare('DELETE FROM tracks WHERE id = ?').run(gone)
    refreshSearch(db, { trackIds: [merged, gone], albumIds: [99], artistIds: [99] })
  })
  expect(checkSearch(db)).toEqual([])
  for (const table of searchTables.track.all) expect(db.prepare<[], number>(`SELECT count(*) FROM ${table}_docsize`).pluck().get()).toBe(1)
})

test('nothing of a refresh is seen when its transaction is taken back', () => {
  const db = openTestLibrary()
  const { add } = openNamedLibrary(db)
  const id = add({ title: 'Tidal Gauge' })
  expect(() =>
    db.transaction(() => {
      db.prepare("UPDATE tracks SET title = 'Soundings' WHERE id = ?").run(id)
      refreshSearch(db, { trackIds: [id] })
      throw new Error('taken back')
    }),
  ).toThrow('taken back')
  expect(matchingIds(db, 'tracks', titled('gauge'), 0)).toEqual([id])
  expect(matchingIds(db, 'tracks', titled('soundings'), 0)).toEqual([])
})

test('many small refreshes are tidied into few segments, and everything is still found', () => {
  const db = openTestLibrary()
  const { add } = openNamedLibrary(db)
  const ids = Array.from({ length: 60 }, (_, number) => add({ title: `Wave ${number}` }))
  expect(segments(db, 'search_tracks')).toBe(60)
  for (let steps = 0; tidySearch(db); steps++) expect(steps).toBeLessThan(200)
  expect(segments(db, 'search_tracks')).toBeLessThan(12)
  expect(matchingIds(db, 'tracks', titled('wave'), 0)).toEqual(ids)
})

test('the check names what is missing and what is stray, and a repair stopped half way goes on', () => {
  const db = openTestLibrary()
  fillSyntheticLibrary(db, { files: 900, albums: 60, seed: 3 })
  expect(checkSearch(db, 5)).toMatchObject([{ kind: 'artist', missing: [1, 2, 3, 4, 5] }, { kind: 'album' }, { kind: 'track' }])
  for (const step of repairSearch(db)) if (step.done > 300) break
  const left = checkSearch(db, 10_000).flatMap(({ missing }) => missing).length
  expect(left).toBeGreaterThan(0)
  const steps = Array.from(repairSearch(db))
  expect(steps.at(-1)?.done).toBe(left)
  expect(checkSearch(db)).toEqual([])

  db.prepare('DELETE FROM track_genres').run()
  db.prepare('DELETE FROM tracks WHERE id = 5').run()
  db.prepare('DELETE FROM search_albums WHERE rowid = 7').run()
  expect(checkSearch(db)).toEqual([{ kind: 'album', missing: [7], stray: [] }, { kind: 'track', missing: [], stray: [5] }])
  Array.from(repairSearch(db))
  expect(checkSearch(db)).toEqual([])
})

test('an index made anew finds the same rows', () => {
  const db = openTestLibrary()
  fillSyntheticLibrary(db, { files: 900, albums: 60, seed: 3 })
  Array.from(repairSearch(db))
  const found = () => ['love', 'ka', 'the', 'flac', 'night'].map((word) => matchingIds(db, 'tracks', anywhere(word), 0).toSorted((one, other) => one - other))
  const before = found()
  expect(before.every((ids) => ids.length > 0)).toBe(true)
  const steps = Array.from(rebuildSearch(db))
  expect(steps.at(-1)).toMatchObject({ total: expect.any(Number) })
  expect(found()).toEqual(before)
})
