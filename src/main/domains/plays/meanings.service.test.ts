import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { hear, own, words } from '#tests/factories/heard.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { testContext } from '#tests/factories/library.ts'
import { checkSearch } from '#main/domains/search/search.service.ts'
import { systemClock } from '#main/kernel/clock.ts'
import { openMeaningJobs } from './meanings.service.ts'

function following() {
  const ctx = testContext()
  const clock = { ...systemClock }
  const engine = testJobs({ db: ctx.db, clock, events: ctx.events })
  const meanings = openMeaningJobs({ db: ctx.db, jobs: engine, events: ctx.events, clock, paths: ctx.paths, workers: (name) => pathToFileURL(`src/main/${name}.ts`) }, 'wal')
  meanings.registerJobs(engine)
  engine.start({ runsSchedules: false })
  return { ...ctx, engine, meanings }
}

test('what a scan adds is met by what was heard, in a thread', async () => {
  const { db, events, engine, meanings } = following()
  const { id } = hear(db, words('Low Tide', 'Foam'), 2)
  const stop = meanings.start()
  const [track] = Array.from({ length: 20 }, (_none, song) => own(db, { artist: 'Low Tide', title: song === 0 ? 'Foam' : `Song ${song}` }))
  events.publish({ type: 'library.changed', version: 2 })
  const [job] = db.prepare<[], { id: number; type: string }>('SELECT id, type FROM jobs').all()
  expect(job?.type).toBe('plays.matchTracks')
  engine.retry(job?.id ?? 0)
  expect(await engine.wait(job?.id ?? 0)).toMatchObject({ state: 'done', result: { tracks: 20 } })
  expect(db.prepare('SELECT trackId FROM heard_texts WHERE id = ?').pluck().get(id)).toBe(track)
  stop()
})

test('a song now and then is met in passing, and found by the search', () => {
  const { db, events, meanings, heard } = following()
  const stop = meanings.start()
  const { id } = hear(db, words('Low Tide', 'Foam'), 2)
  events.publish({ type: 'plays.recorded', trackId: null })
  expect(checkSearch(db)).toEqual([])
  const track = own(db, { artist: 'Low Tide', title: 'Foam' })
  events.publish({ type: 'library.changed', version: 2 })
  expect(db.prepare('SELECT trackId FROM heard_texts WHERE id = ?').pluck().get(id)).toBe(track)
  expect(db.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(0)
  events.flush()
  expect(heard.map(({ type }) => type)).toContain('plays.changed')
  stop()
})

test('a rebuild runs as a job and tells that plays changed', async () => {
  const { db, engine, meanings, heard, events } = following()
  hear(db, words('Low Tide', 'Foam'), 2)
  db.prepare("UPDATE heard_texts SET titleName = 'wrong'").run()
  expect(await engine.wait(meanings.rebuild())).toMatchObject({ state: 'done', result: { texts: 1, changed: 1 } })
  events.flush()
  expect(heard.map(({ type }) => type)).toContain('plays.changed')
})
