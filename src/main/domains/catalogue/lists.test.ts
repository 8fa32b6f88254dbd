import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { addPlay } from '#tests/factories/plays.ts'
import { disturb, fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { trackSorts } from '#shared/contract/catalogue.contract.ts'
import type { AlbumQuery, ArtistQuery, TrackQuery } from '#shared/contract/catalogue.contract.ts'
import type { RuleLeaf } from '#shared/model/rule-tree.ts'
import { rebuildSearch } from '#main/domains/search/search.service.ts'
import { letters, seek, trackWindow, albumWindow, artistWindow, idStretch } from './lists.reads.ts'
import { openList } from './lists.ts'
import type { ListQuery } from './lists.ts'
import { readVersion } from './library-version.repo.ts'

type Row = Record<string, string | number | null>

const now = Date.UTC(2026, 10, 20, 18)
let db: WriteDb
let rows: Map<number, Row>

beforeAll(() => {
  db = openTestLibrary(undefined, afterAll)
  fillSyntheticLibrary(db, { files: 2000, albums: 180, plays: 6000, seed: 5, now })
  disturb(db)
  Array.from(rebuildSearch(db))
  rows = new Map(db.prepare<[], Row>('SELECT * FROM tracks WHERE mergedIntoId IS NULL').all().map((row) => [Number(row.id), row]))
})

const onDisk: RuleLeaf = { field: 'onDisk', op: 'is', value: true }
const tracks = (query: Partial<TrackQuery> = {}): ListQuery & { kind: 'tracks' } => ({ kind: 'tracks', query: { where: { match: 'all', rules: [] }, sort: 'title', isDescending: false, seed: 0, ...query } })
const albums = (query: Partial<AlbumQuery> = {}): ListQuery & { kind: 'albums' } => ({ kind: 'albums', query: { where: { match: 'all', rules: [] }, sort: 'title', isDescending: false, seed: 0, ...query } })
const artists = (query: Partial<ArtistQuery> = {}): ListQuery & { kind: 'artists' } => ({ kind: 'artists', query: { where: { match: 'all', rules: [] }, sort: 'name', isDescending: false, seed: 0, ...query } })
const idsOf = (list: ListQuery): number[] => [...openList(db, list, now).ids]

/** What each order compares, as people see it; null = unknown, which always comes last. */
const valueOf: Partial<Record<TrackQuery['sort'], (row: Row) => string | number | null>> = {
  title: (row) => row.titleSort ?? null,
  artist: (row) => row.artistSort ?? null,
  year: (row) => row.year ?? null,
  duration: (row) => row.durationMs ?? null,
  added: (row) => row.addedAt ?? null,
  plays: (row) => row.plays ?? null,
  lastPlayed: (row) => row.lastPlayedAt ?? null,
  rating: (row) => row.rating ?? null,
  genre: (row) => (row.genreText === null ? null : String(row.genreText).toLowerCase()),
  quality: (row) => (row.isLossless === null ? null : [row.isLossless, row.bitsPerSample, row.sampleRate, row.bitrate].map((value) => String(value ?? 0).padStart(9, '0')).join()),
}
/** Places where a value stands before a smaller one (or a greater one, when the list goes down). */
function outOfOrder(values: (string | number)[], isDescending: boolean): number[] {
  return [...values.keys()].filter((at) => {
    const [before, value] = [values[at - 1], values[at]]
    return before !== undefined && value !== undefined && (isDescending ? before < value : before > value)
  })
}
const sortsWithTies: readonly string[] = ['artist', 'year', 'added', 'plays', 'rating', 'genre', 'quality']

test.each(Object.keys(valueOf) as TrackQuery['sort'][])('every track stands once in the order of %s, unknown ones last, both ways round', (sort) => {
  for (const isDescending of [false, true]) {
    const ids = idsOf(tracks({ sort, isDescending }))
    expect(new Set(ids)).toEqual(new Set(rows.keys()))
    const values = ids.map((id) => valueOf[sort]?.(rows.get(id) ?? {}) ?? null)
    const known = values.filter((value) => value !== null)
    expect(values.slice(0, known.length)).toEqual(known)
    expect(outOfOrder(known, isDescending)).toEqual([])
  }
})

test.each(sortsWithTies)('tracks equal by %s stand in album order, also when the list is turned round', (sort) => {
  const place = new Map(idsOf(tracks({ sort: 'album' })).map((id, index) => [id, index]))
  for (const isDescending of [false, true]) {
    const ids = idsOf(tracks({ sort: sort as TrackQuery['sort'], isDescending }))
    const valueAt = (at: number) => valueOf[sort as TrackQuery['sort']]?.(rows.get(ids[at] ?? 0) ?? {})
    const misplaced = ids.filter((id, at) => at > 0 && valueAt(at - 1) === valueAt(at) && (place.get(ids[at - 1] ?? 0) ?? 0) > (place.get(id) ?? 0))
    expect(misplaced).toEqual([])
  }
})

test('album order follows the key, and turned round keeps each album from its first track to its last', () => {
  const ids = idsOf(tracks({ sort: 'album' }))
  const keys = ids.map((id) => String(rows.get(id)?.albumSort))
  expect(keys).toEqual(keys.toSorted())
  const byAlbum = Map.groupBy(ids, (id) => rows.get(id)?.albumId)
  expect(idsOf(tracks({ sort: 'album', isDescending: true }))).toEqual([...byAlbum.values()].toReversed().flat())
})

test('a seed gives one order of chance, another seed another', () => {
  const one = idsOf(tracks({ sort: 'random', seed: 1 }))
  expect(idsOf(tracks({ sort: 'random', seed: 1 }))).toEqual(one)
  expect(idsOf(tracks({ sort: 'random', seed: 2 }))).not.toEqual(one)
  expect(new Set(one)).toEqual(new Set(rows.keys()))
})

test('a filter keeps the order and nothing else', () => {
  for (const sort of trackSorts) {
    const all = idsOf(tracks({ sort }))
    const filtered = idsOf(tracks({ sort, where: { match: 'all', rules: [onDisk, { field: 'format', op: 'is', value: 'flac' }] } }))
    expect(filtered).toEqual(all.filter((id) => rows.get(id)?.isOnDisk === 1 && rows.get(id)?.codec === 'flac'))
    expect(filtered.length).toBeGreaterThan(100)
  }
})

test.each(['title', 'artist', 'year', 'added', 'plays', 'lastPlayed', 'duration'] as const)('albums stand in the order of %s, unknown ones last', (sort) => {
  const column = { title: 'titleSort', artist: 'artistSort', year: 'year', added: 'addedAt', plays: 'plays', lastPlayed: 'lastPlayedAt', duration: 'durationMs' }[sort]
  for (const isDescending of [false, true]) {
    const ids = idsOf(albums({ sort, isDescending }))
    expect(new Set(ids).size).toBe(180)
    const values = ids.map((id) => db.prepare<[number], Row>('SELECT * FROM albums WHERE id = ?').get(id)?.[column] ?? null)
    const known = values.filter((value) => value !== null)
    expect(values.slice(0, known.length)).toEqual(known)
    expect(outOfOrder(known, isDescending)).toEqual([])
  }
})

test('a window shows its rows and how many there are', () => {
  const page = trackWindow.run(db, { query: tracks({ sort: 'artist' }).query, offset: 10, limit: 5, now })
  expect(page.total).toBe(rows.size)
  expect(page.items.map(({ id }) => id)).toEqual(idsOf(tracks({ sort: 'artist' })).slice(10, 15))
  expect(page.items[0]).toMatchObject({ artist: expect.any(String), artistId: expect.any(Number), isOnDisk: expect.any(Boolean), isLoved: expect.any(Boolean) })
  expect(trackWindow.run(db, { query: tracks().query, offset: 100_000, limit: 5, now })).toMatchObject({ total: rows.size, items: [] })
  expect(albumWindow.run(db, { query: albums().query, offset: 0, limit: 3, now }).items).toHaveLength(3)
  expect(artistWindow.run(db, { query: artists({ sort: 'plays', isDescending: true }).query, offset: 0, limit: 3, now }).items[0]?.plays).toBeGreaterThan(0)
  expect(idStretch.run(db, { list: tracks(), from: 3, to: 7, now })).toEqual(idsOf(tracks()).slice(3, 7))
})

test('each letter begins where its first name stands', () => {
  for (const list of [tracks(), tracks({ sort: 'artist', isDescending: true }), tracks({ sort: 'genre' }), albums({ sort: 'artist' }), artists()]) {
    const ids = idsOf(list)
    const column = { title: 'titleSort', artist: 'artistSort', genre: 'genreText', name: 'nameSort' }[list.query.sort as 'title']
    const initials = ids.map((id) => {
      const first = (db.prepare<[number], Row>(`SELECT * FROM ${list.kind} WHERE id = ?`).get(id)?.[column] as string | null)?.charAt(0).toUpperCase()
      return first === undefined || first > 'Z' ? '…' : first < 'A' ? '#' : first
    })
    const expected = initials.flatMap((letter, offset) => (initials.indexOf(letter) === offset ? [{ letter, offset }] : []))
    expect(letters.run(db, { list, now })).toEqual(expected)
  }
  expect(letters.run(db, { list: tracks({ sort: 'plays' }), now })).toEqual([])
})

test('typing ahead leads to the first name at or after what was typed, articles aside', () => {
  const keys = idsOf(tracks()).map((id) => String(rows.get(id)?.titleSort))
  for (const prefix of ['love', 'The Love', 'é', 'm', 'ni', 'zzzz', '夜']) {
    const wanted = prefix.toLowerCase().replace('the ', '').replace('é', 'e')
    const first = keys.findIndex((key) => key >= wanted)
    expect(seek.run(db, { list: tracks(), prefix, now }).offset).toBe(first < 0 ? keys.length - 1 : first)
  }
  const down = idsOf(tracks({ isDescending: true })).map((id) => String(rows.get(id)?.titleSort))
  expect(seek.run(db, { list: tracks({ isDescending: true }), prefix: 'love', now }).offset).toBe(down.findIndex((key) => key < 'love' || key.startsWith('love')))
  expect(seek.run(db, { list: tracks({ sort: 'plays' }), prefix: 'love', now }).offset).toBe(0)
})

test('a list is opened once for a state of the library, and anew when that state changes', () => {
  const first = openList(db, tracks({ where: { match: 'all', rules: [onDisk] } }), now)
  expect(openList(db, tracks({ where: { match: 'all', rules: [onDisk] } }), now).ids).toBe(first.ids)
  const last = openList(db, tracks({ sort: 'lastPlayed', isDescending: true }), now)

  const quiet = [...rows.keys()][3] ?? 1
  addPlay(db, { trackId: quiet, startedAt: now })
  const heard = openList(db, tracks({ sort: 'lastPlayed', isDescending: true }), now)
  expect(heard.ids[0]).toBe(quiet)
  expect(heard.version).toBeGreaterThan(last.version)
  expect(openList(db, tracks({ where: { match: 'all', rules: [onDisk] } }), now)).toEqual(first)

  const gone = first.ids[0] ?? 0
  db.prepare('UPDATE tracks SET isOnDisk = 0 WHERE id = ?').run(gone)
  const after = openList(db, tracks({ where: { match: 'all', rules: [onDisk] } }), now)
  expect(after.version).toBeGreaterThan(first.version)
  expect([...after.ids]).toEqual([...first.ids].filter((id) => id !== gone))
  db.prepare('UPDATE tracks SET isOnDisk = 1 WHERE id = ?').run(gone)
})

test('heartbeats and looking for artwork leave the state of the library as it is', () => {
  const before = readVersion(db)
  db.prepare('UPDATE listening_history SET heardMs = coalesce(heardMs, 0) + 5000 WHERE id = 1').run()
  db.prepare('UPDATE albums SET paletteJson = NULL, artworkCheckedAt = 7').run()
  expect(readVersion(db)).toEqual(before)
})

test('rules that count days back move on with time', () => {
  const recent = tracks({ where: { match: 'all', rules: [{ field: 'added', op: 'within', value: 300 }] } })
  const today = openList(db, recent, now).ids.length
  expect(today).toBeGreaterThan(0)
  expect(openList(db, recent, now + 200 * 86_400_000).ids.length).toBeLessThan(today)
})
