import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Period } from '#shared/contract/plays.contract.ts'
import { writeHeardLife } from '#tests/factories/heard-life.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { heardSummary } from './plays.reads.ts'
import { programPlays } from './program-plays.reads.ts'
import { stats, top } from './stats.reads.ts'
import { candidates, unmatched } from './unmatched.reads.ts'

type Heard = { artistId: number; albumId: number; trackId: number; startedAt: number; localDay: number; heardMs: number }

let db: WriteDb
let plays: Heard[]
beforeAll(() => {
  db = openTestLibrary(undefined, afterAll)
  writeHeardLife(db, { seed: 9 })
  db.prepare("UPDATE heard_texts SET isHidden = 1 WHERE titleText = 'Song 3'").run()
  plays = db
    .prepare<[], Heard>('SELECT artistId, albumId, trackId, startedAt, localDay, play.heardMs FROM listening_history AS play JOIN heard_texts AS text ON text.id = heardTextId WHERE isCounted = 1 AND isHidden = 0 ORDER BY startedAt')
    .all()
})

const inPeriod = ({ fromDay = 0, toDay = 99_999_999, fromAt = 0, toAt = 9e15 }: Period, play: Heard): boolean =>
  play.localDay >= fromDay && play.localDay < toDay && play.startedAt >= fromAt && play.startedAt < toAt

test.each<[string, Period]>([
  ['all time', {}],
  ['whole months', { fromDay: 20230101, toDay: 20230201 }],
  ['days that cut through months', { fromDay: 20230107, toDay: 20230219 }],
  ['some days of one month', { fromDay: 20230103, toDay: 20230106 }],
  ['from a day on', { fromDay: 20230110 }],
  ['until a day', { toDay: 20230110 }],
  ['moments', { fromAt: Date.UTC(2023, 0, 4, 7), toAt: Date.UTC(2023, 0, 20, 3) }],
  ['a moment and a day', { fromAt: Date.UTC(2023, 0, 4, 7), toDay: 20230131 }],
  ['nothing', { fromDay: 20300101 }],
])('tops of %s are what a count over the plays gives', (_name, period) => {
  for (const [kind, key] of [['artists', 'artistId'], ['albums', 'albumId'], ['tracks', 'trackId']] as const) {
    const counted = [...Map.groupBy(plays.filter((play) => inPeriod(period, play)), (play) => play[key])]
      .map(([id, heard]) => ({ id, plays: heard.length, ms: heard.reduce((sum, play) => sum + play.heardMs, 0) }))
      .sort((a, b) => b.plays - a.plays || b.ms - a.ms || a.id - b.id)
    expect(top.run(db, { kind, period, limit: 10 }).map(({ id, plays: count, ms }) => ({ id, plays: count, ms }))).toEqual(counted.slice(0, 10))
  }
})

test('the history in figures is what a count over the plays gives', () => {
  const found = stats.run(db, undefined)
  const distinct = (key: 'artistId' | 'albumId' | 'trackId') => new Set(plays.map((play) => play[key])).size
  expect(found).toMatchObject({ plays: plays.length, artists: distinct('artistId'), albums: distinct('albumId'), tracks: distinct('trackId'), firstAt: plays[0]?.startedAt, lastAt: plays.at(-1)?.startedAt })
  expect(found.perYear.reduce((sum, each) => sum + each.plays, 0)).toBe(plays.length)
  expect(found.streakDays).toBeGreaterThan(0)
})

test('an artist’s months are complete between the first and the last', () => {
  const [best] = top.run(db, { kind: 'artists', period: {}, limit: 1 })
  const own = plays.filter((play) => play.artistId === best?.id)
  const summary = heardSummary.run(db, { kind: 'artist', id: best?.id ?? 0 })
  expect(summary).toMatchObject({ plays: own.length, firstAt: own[0]?.startedAt, lastAt: own.at(-1)?.startedAt })
  expect(summary.perMonth.reduce((sum, month) => sum + month.plays, 0)).toBe(own.length)
  const [first, last] = [summary.perMonth[0]?.month ?? 0, summary.perMonth.at(-1)?.month ?? 0]
  expect(summary.perMonth).toHaveLength(Math.floor(last / 100) * 12 + (last % 100) - Math.floor(first / 100) * 12 - (first % 100) + 1)
})

test('programs page through plays and skips, each with all its witnesses', () => {
  const { total, items } = programPlays.run(db, { period: {}, offset: 0, limit: 500 })
  expect(items).toHaveLength(total)
  const paged = [0, 150, 300].flatMap((offset) => programPlays.run(db, { period: {}, offset, limit: 150 }).items)
  expect(paged).toEqual(items)
  expect(items.some((play) => !play.isCounted)).toBe(true)
  expect(programPlays.run(db, { period: {}, source: 'librefm-csv', offset: 0, limit: 500 }).items).toEqual(items.filter((play) => play.witnesses.some((witness) => witness.source === 'librefm-csv')))
})

test('what has no file is listed by plays, with tracks on disk that look alike', () => {
  const before = unmatched.run(db, { offset: 0, limit: 5 })
  expect(before.total).toBeGreaterThan(5)
  expect(before.items.every((text, index) => index === 0 || text.plays <= (before.items[index - 1]?.plays ?? 0))).toBe(true)
  const [text] = before.items
  const insert = (title: string, artist: string) =>
    Number(db.prepare("INSERT INTO tracks (title, titleKey, titleSort, artistText, artistKey, artistSort, addedAt, isOnDisk) VALUES (?, lower(?), '', ?, lower(?), '', 0, 1)").run(title, title, artist, artist).lastInsertRowid)
  const same = insert(text?.title ?? '', text?.artist ?? '')
  insert('Quite another thing', 'Somebody')
  expect(candidates.run(db, { heardTextId: text?.heardTextId ?? 0, search: '', now: 0 }).map(({ trackId, likeness }) => [trackId, likeness])).toEqual([[same, expect.closeTo(0.95, 2)]])
})
