import { expect, test } from 'vitest'
import { manualClock, openTestLibrary } from '#tests/factories/library.ts'
import { fullScans, planOf, recordStatements } from '#tests/factories/query-plans.ts'
import { fillSyntheticLibrary } from '#tests/factories/synthetic-library.ts'
import { deriveDays } from './derive-days.ts'
import { decidePair, editPlay, removePlays, restorePlays } from './edit-plays.service.ts'
import { textOfTrack } from './heard-texts.service.ts'
import { openPlayTime } from './play-time.service.ts'
import { recordPlays, rowKeyOf } from './record-plays.service.ts'
import type { SeenPlay } from './record-plays.service.ts'

const now = Date.UTC(2026, 10, 20, 18)
const days = { dayStartsAt: 0 }

/** Every tenth play of the library, some seconds off, and songs of which it has none. */
function tellAgain(plays: readonly { artist: string; title: string; startedAt: number }[]): SeenPlay[] {
  return plays.flatMap(({ startedAt, ...words }) =>
    [words, { artist: words.artist, title: `${words.title} again` }].map((told, index) => ({
      ...told, album: null, albumArtist: null, recordingMbid: null, startedAt: startedAt + 7000 + index * 100_000, precisionMs: 1000, zone: null, durationMs: null, heardMs: 200_000, how: 'stream' as const,
      isCounted: true, rowKey: rowKeyOf({ ...told, album: null }, 0), rawJson: null,
    })),
  )
}

test.each(['analysed', 'never analysed'])('nothing that is written of plays reads a large table of a library that was %s', async (name) => {
  const library = openTestLibrary()
  fillSyntheticLibrary(library, { files: 1000, albums: 90, plays: 3000, now })
  if (name === 'never analysed') library.sqlite.exec('DROP TABLE sqlite_stat1; ANALYZE sqlite_schema')
  const { db, statements } = recordStatements(library)
  const clock = manualClock(now)
  const ctx = { db, clock, events: { publish: () => {}, publishSoon: () => {}, subscribe: () => () => {}, flush: () => {} } }
  const plays = db.prepare<[], { artist: string; title: string; startedAt: number }>('SELECT artistText AS artist, titleText AS title, startedAt FROM listening_history JOIN heard_texts ON heard_texts.id = heardTextId WHERE listening_history.id % 100 = 0').all()
  statements.clear()
  const record = (source: string): string[] => db.transaction(() => recordPlays(db, tellAgain(plays), { source, accountId: null, importId: null }, openPlayTime(db, days, clock))).map(({ outcome }) => outcome)
  expect(new Set([...record('spotify-extended'), ...record('spotify-extended'), ...record('listenbrainz')])).toEqual(new Set(['added', 'attached', 'duplicate']))
  editPlay(ctx, days, { id: 7, how: 'cd' })
  editPlay(ctx, days, { id: 7, zone: 'Asia/Tokyo' })
  decidePair(ctx, days, { playId: 8, otherId: 9, isOne: false })
  decidePair(ctx, days, { playId: 8, otherId: 9, isOne: true })
  await removePlays(ctx, [10])
  await restorePlays(ctx, [10])
  db.transaction(() => textOfTrack(db, 3))
  for (const step of deriveDays(db, openPlayTime(db, { dayStartsAt: 5 }, clock))) if (step.done > 0) break
  expect(statements.size).toBeGreaterThan(30)
  // Days are derived in the order of ids.
  const slow = [...statements].filter((sql) => !/WHERE id > \? ORDER BY id LIMIT \?/.test(sql)).flatMap((sql) => fullScans(planOf(library, sql)).map((step) => `${step} in ${sql.replace(/\s+/g, ' ')}`))
  expect(slow).toEqual([])
})

test('no trigger of plays and texts reads a large table', () => {
  const db = openTestLibrary()
  for (const sql of [
    'UPDATE listening_history SET startedAt = ?, heardMs = ?, isCounted = ?, heardTextId = ? WHERE id = ?',
    'DELETE FROM listening_history WHERE id = ?',
    'UPDATE heard_texts SET plays = ?, heardMs = ?, firstPlayedAt = ?, lastPlayedAt = ? WHERE id = ?',
    'UPDATE heard_texts SET trackId = ?, albumId = ?, artistId = ?, isHidden = ? WHERE id = ?',
    'DELETE FROM tracks WHERE id = ?',
    'DELETE FROM albums WHERE id = ?',
    'DELETE FROM files WHERE id = ?',
  ]) {
    expect({ sql, scans: fullScans(planOf(db, sql)) }).toEqual({ sql, scans: [] })
  }
})
