import { expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { fullScans, planOf, recordStatements } from '#tests/factories/query-plans.ts'
import { openTestTrackers, runUntil, somePlays, withLastfm, withListenbrainz } from '#tests/factories/trackers.ts'

test('nothing that reading from services asks goes through a whole table', async () => {
  const { db, statements } = recordStatements(openTestLibrary())
  const trackers = openTestTrackers({ db })
  const { clock, engine } = trackers
  for (const connect of [withLastfm, withListenbrainz]) {
    await connect(trackers, (service) => {
      service.plays = somePlays(5, clock.now() / 1000)
      service.loves = [{ artist: 'Artist 1', title: 'Song 1', at: 1_700_000_000, mbid: 'x' }, { artist: 'Nina', title: 'Unknown', at: 1_700_000_000 }]
      service.nowPlaying = { artist: 'Nina', title: 'Now', album: '', at: null }
    })
  }
  engine.start()
  await runUntil(trackers, clock.now() + 3_600_000)
  await trackers.accounts.list()
  const plans = [...statements].filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)/.test(sql)).map((sql) => [sql, planOf(db, sql)] as const)
  expect(plans.length).toBeGreaterThan(30)
  expect(plans.filter(([, plan]) => fullScans(plan).length > 0)).toEqual([])
  const known = plans.find(([sql]) => sql.startsWith('SELECT 1 FROM play_witnesses'))
  expect(known?.[1]).toEqual([expect.stringContaining('play_witnesses_by_row (startedAt=? AND rowKey=? AND source=? AND <expr>=?)')])
  await engine.stop()
})
