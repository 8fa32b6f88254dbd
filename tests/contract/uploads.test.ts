import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '#main/app.ts'
import { openTestApp } from '#tests/factories/app.ts'
import { serveHeadless } from '#tests/factories/headless.ts'

let app: App
beforeAll(async () => {
  app = await openTestApp({}, afterAll)
  await app.start({ runsSchedules: false })
})

const bytes = { 'content-type': 'application/octet-stream' }
const listen = JSON.stringify({ listened_at: 1_700_000_000, track_metadata: { artist_name: 'Slow Tide', track_name: 'Gauge' } })

test('a browser on another machine sends a file and imports it; the file is gone afterwards', async () => {
  const { ask, signIn, origin } = await serveHeadless(app)
  const session = { ...(await signIn()), origin, ...bytes }
  const sent = await ask(`/uploads?name=${encodeURIComponent('../../my listens.jsonl')}`, { method: 'POST', headers: session, body: listen })
  expect(sent).toMatchObject({ status: 200 })
  const { path } = JSON.parse(sent.body) as { path: string }
  expect(path).toMatch(/^upload:[\w-]+$/)
  const folder = join(app.context.paths.data, 'imports/uploads', path.slice('upload:'.length))
  expect(readdirSync(folder)).toEqual(['.._.._my listens.jsonl'])

  const { importId, jobId } = await app.client.imports.start({ paths: [path] })
  expect(await app.context.jobs.wait(jobId)).toMatchObject({ state: 'done' })
  expect(await app.client.imports.get({ id: importId })).toMatchObject({ name: '.._.._my listens.jsonl', counts: { added: 1 } })
  expect(existsSync(folder)).toBe(false)
  await expect(app.client.imports.start({ paths: [path] })).rejects.toMatchObject({ code: 'not-found' })
  await expect(app.client.imports.start({ paths: ['upload:../../x'] })).rejects.toMatchObject({ code: 'invalid-input' })
})

test('nothing is taken from whoever is not signed in, from another page, or in another form', async () => {
  const { ask, signIn, origin } = await serveHeadless(app)
  const cookie = await signIn()
  const send = async (headers: Record<string, string>): Promise<number> => (await ask('/uploads?name=x', { method: 'POST', headers, body: listen })).status
  expect(await send({ ...bytes, origin })).toBe(401)
  expect(await send({ ...cookie, ...bytes, origin: 'https://elsewhere.example' })).toBe(403)
  expect(await send({ ...cookie, origin, 'content-type': 'text/html' })).toBeGreaterThanOrEqual(400)
})
