import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { createEvents } from '#main/kernel/events.ts'
import type { JournalFilter, JournalPage, JournalPlace, PlayRow } from '#shared/contract/plays.contract.ts'
import { writeHeardLife } from '#tests/factories/heard-life.ts'
import { manualClock, openTestLibrary, testContext } from '#tests/factories/library.ts'
import { fullScans, planOf, recordStatements } from '#tests/factories/query-plans.ts'
import { editPlay, removePlays } from './edit-plays.service.ts'
import { journal } from './journal.reads.ts'
import { listPlayRows } from './play-rows.repo.ts'

const everything: JournalFilter = { counted: 'both', isUnmatched: false, isDoubtful: false, isDeleted: false }

let db: WriteDb
let all: PlayRow[]
beforeAll(async () => {
  db = openTestLibrary(undefined, afterAll)
  writeHeardLife(db)
  const events = createEvents((error) => {
    throw error
  })
  const ids = db.prepare<[], { id: number }>('SELECT id FROM listening_history ORDER BY startedAt DESC, id DESC').all().map(({ id }) => id)
  const clock = manualClock(Date.UTC(2026, 0, 1))
  await removePlays({ db, events, clock }, [ids[40] ?? 0, ids[41] ?? 0])
  // A person moves a play by months: its sources still told the old time.
  editPlay({ db, events, clock }, { dayStartsAt: 0 }, { id: ids[200] ?? 0, startedAt: Date.UTC(2022, 5, 1, 12), how: 'vinyl' })
  const order = db.prepare<[], { id: number }>('SELECT id FROM listening_history ORDER BY startedAt DESC, id DESC').all().map(({ id }) => id)
  all = listPlayRows(db, order)
})

function place({ startedAt, id }: PlayRow): JournalPlace {
  return { startedAt, id }
}

/** The journal from end to end, page by page, in one direction. */
function walk(filter: JournalFilter, isOlder: boolean, limit: number): number[] {
  const ids: number[] = []
  let request: Parameters<typeof journal.run>[1] = isOlder ? { filter, limit } : { filter, limit, newerThan: { startedAt: 0, id: 0 } }
  for (;;) {
    const page: JournalPage = journal.run(db, request)
    const found = page.items.map(({ id }) => id)
    if (isOlder) ids.push(...found)
    else ids.unshift(...found)
    const [first, last] = [page.items[0], page.items.at(-1)]
    if (!(isOlder ? page.hasOlder : page.hasNewer) || !first || !last) return ids
    request = isOlder ? { filter, limit, olderThan: place(last) } : { filter, limit, newerThan: place(first) }
  }
}

const live = (play: PlayRow): boolean => !play.isDeleted
const cases: [string, Partial<JournalFilter>, (play: PlayRow) => boolean][] = [
  ['everything', {}, live],
  ['plays', { counted: 'plays' }, (play) => live(play) && play.isCounted],
  ['skips', { counted: 'skips' }, (play) => live(play) && !play.isCounted],
  ['deleted plays', { isDeleted: true }, (play) => play.isDeleted],
  ['a common source', { sources: ['lastfm'] }, (play) => live(play) && play.sources.includes('lastfm')],
  ['a sparse source', { sources: ['librefm-csv'] }, (play) => live(play) && play.sources.includes('librefm-csv')],
  ['two sources', { sources: ['librefm-csv', 'listenbrainz'] }, (play) => live(play) && play.sources.some((source) => source === 'librefm-csv' || source === 'listenbrainz')],
  ['a source that saw nothing', { sources: ['koito'] }, () => false],
  ['vinyl', { hows: ['vinyl'] }, (play) => live(play) && play.how === 'vinyl'],
  ['files and streams', { hows: ['file', 'stream'] }, (play) => live(play) && ['file', 'stream'].includes(play.how)],
  ['a source and a medium', { sources: ['player'], hows: ['vinyl'] }, (play) => live(play) && play.how === 'vinyl' && play.sources.includes('player')],
  ['what has no file', { isUnmatched: true }, live],
  ['doubtful plays', { isDoubtful: true }, (play) => live(play) && play.isDoubtful],
]

test.each(cases)('%s is walked to both ends, each play once', (_name, filter, belongs) => {
  const expected = all.filter(belongs).map(({ id }) => id)
  for (const limit of [7, 200]) {
    expect(walk({ ...everything, ...filter }, true, limit)).toEqual(expected)
    expect(walk({ ...everything, ...filter }, false, limit)).toEqual(expected)
  }
})

test('an artist, an album and a track are walked alike', () => {
  const sample = all.find(live)
  for (const key of ['artistId', 'albumId', 'trackId'] as const) {
    const id = sample?.[key] ?? 0
    const expected = all.filter((play) => live(play) && play[key] === id).map((play) => play.id)
    expect(expected.length).toBeGreaterThan(0)
    expect(walk({ ...everything, [key]: id }, true, 3)).toEqual(expected)
    expect(walk({ ...everything, [key]: id, counted: 'plays' }, false, 3)).toEqual(all.filter((play) => live(play) && play.isCounted && play[key] === id).map((play) => play.id))
  }
})

test('a day is begun with its last play; a silent one with the last before it', () => {
  const shown = all.filter((play) => live(play))
  for (const { localDay: day } of shown.filter((_, index) => index % 37 === 0)) {
    const page = journal.run(db, { filter: everything, day, limit: 5 })
    const [first] = page.items
    expect(first?.localDay).toBe(day)
    expect(page.hasNewer).toBe(shown[0]?.id !== first?.id)
  }
  expect(journal.run(db, { filter: everything, day: 20300101, limit: 5 }).items[0]?.id).toBe(shown[0]?.id)
  expect(journal.run(db, { filter: everything, day: 20010101, limit: 5 })).toMatchObject({ items: [], hasNewer: true, hasOlder: false })
})

test('each day tells all that was heard on it', () => {
  const { days } = journal.run(db, { filter: { ...everything, sources: ['librefm-csv'] }, limit: 200 })
  for (const { day, plays, heardMs } of days) {
    const counted = all.filter((play) => live(play) && play.isCounted && play.localDay === day)
    expect({ plays, heardMs }).toEqual({ plays: counted.length, heardMs: counted.reduce((sum, play) => sum + (play.heardMs ?? 0), 0) })
  }
})

test('no filter reads the plays from end to end', () => {
  const watched = recordStatements(db)
  for (const [, filter] of cases) journal.run(watched.db, { filter: { ...everything, ...filter }, olderThan: { startedAt: Date.UTC(2024, 0, 1), id: 0 }, limit: 20 })
  for (const key of ['artistId', 'albumId', 'trackId', 'importId']) journal.run(watched.db, { filter: { ...everything, [key]: 1 }, limit: 20 })
  for (const sql of watched.statements) {
    const plan = planOf(db, sql)
    expect({ sql, scans: fullScans(plan, ['listening_history', 'play', 'play_witnesses', 'witness', 'heard_texts', 'text']) }).toEqual({ sql, scans: [] })
  }
})

test('nothing heard is an empty page', () => {
  const { db: empty } = testContext()
  expect(journal.run(empty, { filter: everything, limit: 5 })).toEqual({ items: [], days: [], hasNewer: false, hasOlder: false })
  expect(journal.run(empty, { filter: { ...everything, sources: ['lastfm'] }, limit: 5 }).items).toEqual([])
})
