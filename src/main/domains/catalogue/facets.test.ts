import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { holds, loadNaiveLibrary } from '#tests/factories/naive-rules.ts'
import type { NaiveLibrary, NaiveTrack } from '#tests/factories/naive-rules.ts'
import { disturb, fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Facets } from '#shared/contract/catalogue.contract.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { facets, genreWindow } from './lists.reads.ts'

const now = Date.UTC(2026, 10, 20, 18)
let db: WriteDb
let naive: NaiveLibrary

beforeAll(() => {
  db = openTestLibrary(undefined, afterAll)
  fillSyntheticLibrary(db, { files: 1500, albums: 140, plays: 3000, seed: 9, now })
  disturb(db)
  naive = loadNaiveLibrary(db)
})

const all = (...rules: RuleGroup['rules']): RuleGroup => ({ match: 'all', rules })
const onDisk = { field: 'onDisk', op: 'is', value: true } as const
const flac = { field: 'format', op: 'is', value: 'flac' } as const
const opus = { field: 'format', op: 'is', value: 'opus' } as const
const seventies = { field: 'decade', op: 'is', value: 1970 } as const
const rock = { field: 'genreId', op: 'is', value: 1 } as const

function formatOf({ row }: NaiveTrack): string | null {
  if (row.isOnDisk !== 1) return null
  return row.codec === 'flac' && row.bitsPerSample !== null ? (Number(row.bitsPerSample) > 16 ? 'flac24' : 'flac16') : (row.codec as string)
}

const countOf = (values: Facets['genres']): Record<string, number> => Object.fromEntries(values.map(({ value, count }) => [value, count]))
function tally(values: (string | null)[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(values.filter((value) => value !== null), (value) => value)].map(([value, all]) => [value, all.length]))
}

test.each<[string, RuleGroup, RuleGroup, RuleGroup, RuleGroup]>([
  ['nothing is chosen', all(), all(), all(), all()],
  ['only what is on disk is shown', all(onDisk), all(onDisk), all(onDisk), all(onDisk)],
  ['one of each is chosen', all(onDisk, flac, seventies, rock), all(onDisk, seventies, rock), all(onDisk, flac, rock), all(onDisk, flac, seventies)],
  ['two formats are chosen', all({ match: 'any', rules: [flac, opus] }, rock), all(rock), all({ match: 'any', rules: [flac, opus] }, rock), all({ match: 'any', rules: [flac, opus] })],
])('each facet of tracks is counted under the others when %s', (_when, where, withoutFormats, withoutDecades, withoutGenres) => {
  const shown = facets.run(db, { kind: 'tracks', where, now })
  const matching = (tree: RuleGroup): NaiveTrack[] => naive.tracks.filter((of) => holds(tree, { kind: 'track', of }, now))
  const { lossless, lossy, ...formats } = countOf(shown.formats)
  const rest = matching(withoutFormats)
  expect(formats).toEqual(tally(rest.map(formatOf)))
  expect(lossless ?? 0).toBe(rest.filter(({ row }) => row.isOnDisk === 1 && row.isLossless === 1).length)
  expect(lossy ?? 0).toBe(rest.filter(({ row }) => row.isOnDisk === 1 && row.isLossless === 0).length)
  expect(countOf(shown.decades)).toEqual(tally(matching(withoutDecades).map(({ row }) => (row.year === null ? null : String(Math.floor(Number(row.year) / 10) * 10)))))
  expect(countOf(shown.genres)).toEqual(tally(matching(withoutGenres).flatMap(({ genres }) => genres.map(({ name }) => name))))
  expect(shown.onDisk).toBe(matching({ ...where, rules: where.rules.filter((rule) => rule !== onDisk) }).filter(({ row }) => row.isOnDisk === 1).length)
  expect(shown.heard).toBe(matching(where).filter(({ row }) => Number(row.plays) > 0).length)
  expect(shown.onShelf).toBe(matching(where).filter(({ album }) => Number(album?.row.copyCount ?? 0) > 0).length)
  for (const values of [formats, countOf(shown.decades), countOf(shown.genres)]) expect(Object.keys(values).length).toBeGreaterThan(0)
})

test('albums are counted by the formats their tracks are there in, each once', () => {
  const shown = facets.run(db, { kind: 'albums', where: all(onDisk), now })
  const { lossless, lossy, ...formats } = countOf(shown.formats)
  const albums = naive.albums.filter((of) => holds(all(onDisk), { kind: 'album', of }, now))
  expect(formats).toEqual(tally(albums.flatMap(({ tracks }) => [...new Set(tracks.map(formatOf))])))
  expect([lossless, lossy]).toEqual([1, 0].map((value) => albums.filter(({ tracks }) => tracks.some(({ row }) => row.isOnDisk === 1 && row.isLossless === value)).length))
  expect(countOf(shown.genres)).toEqual(tally(albums.flatMap(({ genres }) => genres.map(({ name }) => name))))
  expect(countOf(shown.decades)).toEqual(tally(albums.map(({ row }) => (row.year === null ? null : String(Math.floor(Number(row.year) / 10) * 10)))))
})

test('genres say how many tracks and albums they have on disk, in the order asked for', () => {
  const byTracks = genreWindow.run(db, { sort: 'tracks', offset: 0, limit: 500 })
  const expected = tally(naive.tracks.filter(({ row }) => row.isOnDisk === 1).flatMap(({ genres }) => genres.map(({ name }) => name)))
  expect(Object.fromEntries(byTracks.items.map(({ name, tracks }) => [name, tracks]))).toEqual(expected)
  expect(byTracks.total).toBe(byTracks.items.length)
  expect(byTracks.items.map(({ tracks }) => tracks)).toEqual(byTracks.items.map(({ tracks }) => tracks).toSorted((one, other) => other - one))
  const [first] = genreWindow.run(db, { sort: 'name', offset: 0, limit: 1 }).items
  expect(first).toMatchObject({ name: 'Afrobeat', coverHashes: expect.any(Array) })
})
