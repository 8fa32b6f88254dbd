import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import { importOptionsSchema } from '#shared/contract/imports.contract.ts'
import { openTestImports } from '#tests/factories/imports.ts'
import { wrongCounts } from '#tests/factories/plays.ts'
import { insertImport } from './imports.repo.ts'
import type { ImportsApi } from './imports.worker.ts'
import { joinReports } from './run/file-report.ts'

const rows = 1_500

/** Repeats within a minute included, which only their place in the file tells apart. */
function csvOf(name: string, from: number): string {
  return Array.from({ length: rows }, (_, index) => {
    const at = new Date(from + Math.floor(index / 2) * 60_000)
    const [, month, day, year] = /(\w{3}) (\d{2}) (\d{4})/.exec(at.toUTCString().replace(/^\w+, (\d{2}) (\w{3}) (\d{4}).*/, '$2 $1 $3')) ?? []
    return `${name} ${index % 7},Album,Song ${Math.floor(index / 2) % 31},${day} ${month} ${year} ${at.toISOString().slice(11, 16)}`
  }).join('\n')
}

test('an import that is killed again and again goes on where it was, every row once and every count right', async () => {
  const { db, paths, file, imports, count, undo } = openTestImports()
  const source = { paths: [file('one.csv', csvOf('One', Date.UTC(2015, 0, 1))), file('two.csv', csvOf('Two', Date.UTC(2016, 0, 1)))], options: importOptionsSchema.parse({}) }
  const importId = db.transaction(() => insertImport(db, { name: 'killed', optionsJson: JSON.stringify(source), report: joinReports([]), now: 0 }))
  const worker = pathToFileURL('src/main/domains/imports/imports.worker.ts')

  let kills = 0
  for (let isDone = false; !isDone; ) {
    const channel = startWorker<ImportsApi>(worker, { workerData: { library: paths.library, journal: 'wal' } })
    const seen = count('play_witnesses')
    const run = channel.call('run', { importId, dayStartsAt: 0, ...source }, {
      // Killed where it stands, in the middle of whatever it does.
      onEvent: () => {
        if (kills < 6 && count('play_witnesses') > seen + 300) void channel.terminate().then(() => (kills += 1))
      },
    })
    isDone = await run.then(
      () => true,
      () => false,
    )
    await channel.terminate()
  }
  expect(kills).toBeGreaterThanOrEqual(3)
  const whole = openTestImports()
  const { report } = await whole.take(source.paths)
  expect(imports.get(importId).report.counts).toEqual(report.counts)
  expect(report.counts).toMatchObject({ rows: 2 * rows, added: 2 * rows })
  expect(count('listening_history')).toBe(2 * rows)
  expect(wrongCounts(db)).toEqual([])
  expect(await undo(importId)).toEqual({ removed: 2 * rows })
  expect(count('listening_history')).toBe(0)
}, 120_000)

test('a cancelled import keeps what it wrote, is listed as not finished, and can be taken back', async () => {
  const { engine, imports, events, file, count, undo, db } = openTestImports()
  const path = file('one.csv', Array.from({ length: 10 }, (_, part) => csvOf(`Part ${part}`, Date.UTC(2005 + part, 0, 1))).join('\n'))
  const { importId, jobId } = imports.start({ paths: [path], options: importOptionsSchema.parse({}) })
  const refused: unknown[] = []
  const stop = events.subscribe((event) => {
    if (event.type !== 'jobs.changed' || !event.active.some(({ id, progress }) => id === jobId && (progress?.done ?? 0) > 500)) return
    try {
      imports.undo(importId)
    } catch (error) {
      refused.push(error)
    }
    engine.cancel(jobId)
  })
  expect(await engine.wait(jobId)).toMatchObject({ state: 'cancelled' })
  stop()
  expect(refused[0]).toMatchObject({ code: 'conflict' })
  expect(imports.get(importId).state).toBe('failed')
  const written = count('listening_history')
  expect(written).toBeGreaterThan(0)
  expect(written).toBeLessThan(10 * rows)
  expect(await undo(importId)).toEqual({ removed: written })
  expect(wrongCounts(db)).toEqual([])
}, 60_000)
