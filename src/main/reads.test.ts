import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { albumWindow } from './domains/catalogue/lists.reads.ts'
import { suggestions } from './domains/search/search.reads.ts'
import { silentLog } from './kernel/log.ts'
import { startReader } from './kernel/workers/reader-client.ts'
import { locateWorkers } from './kernel/workers/worker-location.ts'
import { reads } from './reads.ts'

test('every read a domain defines is listed, under a name of its own', async () => {
  const defined: string[] = []
  for (const path of globSync('src/main/domains/*/*.reads.ts')) {
    const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>
    for (const value of Object.values(module)) if (typeof value === 'object' && value !== null && 'isLong' in value && 'name' in value) defined.push(String(value.name))
  }
  expect(reads.map(({ name }) => name).toSorted()).toEqual(defined.toSorted())
  expect(new Set(defined).size).toBe(defined.length)
})

test('the reader of the app answers from its own thread', async () => {
  const db = openTestLibrary()
  const reader = startReader({ workers: locateWorkers(pathToFileURL('src/main/app.ts').href, 0), library: db.path, log: silentLog })
  onTestFinished(() => reader.close())
  const query = { where: { match: 'all' as const, rules: [] }, sort: 'title' as const, isDescending: false, seed: 0 }
  expect(await reader.run(albumWindow, { query, offset: 0, limit: 10, now: 0 })).toEqual({ total: 0, version: 1, items: [] })
  expect(await reader.run(suggestions, { text: 'love', limit: 5, now: 0 })).toMatchObject({ artists: [], top: null })
})

test('the reader loads neither the query builder nor the schemas: they would cost each thread 30 MB', () => {
  const script = `
    import { registerHooks } from 'node:module'
    const seen = []
    registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context) } })
    await import('./src/main/reads.ts')
    console.log(seen.filter((url) => /node_modules\\/(?:kysely|zod|@orpc)\\//.test(url)).length, seen.length)
  `
  const { stdout } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script], { encoding: 'utf8' })
  const [heavy, all] = stdout.trim().split(' ').map(Number)
  expect(heavy).toBe(0)
  expect(all).toBeGreaterThan(40)
})
