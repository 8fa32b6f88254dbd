import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { importOptionsSchema } from '#shared/contract/imports.contract.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { testContext } from '#tests/factories/library.ts'
import { openImports } from './imports.service.ts'

const options = importOptionsSchema.parse({})

/** The whole of imports on a library of its own, its worker included. */
function opened() {
  const context = testContext()
  const engine = testJobs(context)
  const imports = openImports({ ...context, jobs: engine, workers: (name) => pathToFileURL(`src/main/${name}.ts`) }, { dayStartsAt: () => 0, journal: 'wal' })
  imports.registerJobs(engine)
  engine.start({ runsSchedules: false })
  const file = (name: string, text: string): string => {
    const path = join(context.paths.data, name)
    writeFileSync(path, text)
    return path
  }
  const count = (table: string): number => context.db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
  return { ...context, engine, imports, file, count }
}

const csv = ['Slow Tide,Harbour,Gauge,22 May 2014 20:11', 'Slow Tide,Harbour,"Ebb, Flow",22 May 2014 20:15', 'Slow Tide,Harbour,Gauge,22 May 2014 20:19'].join('\n')

test('an import can be looked at first, done, done again for nothing, and taken back', async () => {
  const { engine, imports, file, count, heard } = opened()
  const source = { paths: [file('scrobbles.csv', csv)], options }

  const dry = imports.dryRun(source)
  expect(imports.dryRunReport(dry.jobId)).toBeNull()
  expect(await engine.wait(dry.jobId)).toMatchObject({ state: 'done' })
  const wanted = { rows: 3, added: 3, attached: 0, duplicates: 0 }
  expect(imports.dryRunReport(dry.jobId)).toMatchObject({ counts: wanted, files: [{ path: 'scrobbles.csv', format: 'lastfm-csv' }], needsZone: false })
  expect(count('listening_history')).toBe(0)

  const first = imports.start(source)
  expect(await engine.wait(first.jobId)).toMatchObject({ state: 'done' })
  expect(imports.get(first.importId)).toMatchObject({ state: 'done', name: 'scrobbles.csv', report: { counts: wanted } })
  expect(heard.map(({ type }) => type)).toContain('imports.changed')

  const again = imports.start(source)
  await engine.wait(again.jobId)
  expect(imports.get(again.importId).counts).toMatchObject({ rows: 3, added: 0, duplicates: 3 })

  const undo = imports.undo(first.importId)
  expect(await engine.wait(undo.jobId)).toMatchObject({ state: 'done', result: { removed: 3 } })
  expect(count('listening_history')).toBe(0)
  expect(imports.list().map(({ state }) => state)).toEqual(['done', 'undone'])
  expect(() => imports.undo(first.importId)).toThrow(/taken back already/)
})
