import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { Buffer } from 'node:buffer'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { query } from '#main/kernel/db/query.ts'
import { temporaryFolder, testContext } from '#tests/factories/library.ts'
import { serveMedia } from '#tests/factories/media-server.ts'
import { addFile, addFolder, addTrack } from '#tests/factories/tracks.ts'
import { createMediaHandler } from './media-handler.ts'
import { createTranscodes } from './transcodes.ts'

const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251))

async function served() {
  const ctx = testContext()
  const folder = temporaryFolder()
  const directoryId = addFolder(ctx.db, folder)
  const trackId = addTrack(ctx.db)
  const transcodes = createTranscodes({ folder: temporaryFolder(), maxBytes: 1e9, ffmpeg: { current: async () => null, look: async () => null } })
  const base = await serveMedia(createMediaHandler({ ...ctx, transcodes }))
  const add = (name: string | Uint8Array, more: { container?: string; codec?: string } = {}) => `${base}/media/file/${addFile(ctx.db, { directoryId, trackId, name, ...more })}`
  return { ...ctx, folder, base, add }
}

const body = async (response: Response) => Buffer.from(await response.arrayBuffer())

test('a file is sent whole with its type, length and tag', async () => {
  const { folder, add } = await served()
  writeFileSync(join(folder, 'a.flac'), bytes)
  const response = await fetch(add('a.flac', { container: 'flac', codec: 'flac' }))
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'audio/flac', 'content-length': '1000', 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff', etag: expect.stringMatching(/^"[\w-]+"$/) })
  expect(await body(response)).toEqual(bytes)
})

test.each([
  ['bytes=0-9', 206, 'bytes 0-9/1000', bytes.subarray(0, 10)],
  ['bytes=990-', 206, 'bytes 990-999/1000', bytes.subarray(990)],
  ['bytes=-5', 206, 'bytes 995-999/1000', bytes.subarray(995)],
  ['bytes=500-5000', 206, 'bytes 500-999/1000', bytes.subarray(500)],
  ['bytes=1000-', 416, 'bytes */1000', Buffer.alloc(0)],
])('the range %s is answered with %s and its bytes', async (range, status, contentRange, expected) => {
  const { folder, add } = await served()
  writeFileSync(join(folder, 'a.mp3'), bytes)
  const response = await fetch(add('a.mp3'), { headers: { range } })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-range')).toBe(contentRange)
  expect(await body(response)).toEqual(expected)
})

test('HEAD tells the length and sends nothing', async () => {
  const { folder, add } = await served()
  writeFileSync(join(folder, 'a.mp3'), bytes)
  const response = await fetch(add('a.mp3'), { method: 'HEAD' })
  expect([response.status, response.headers.get('content-length')]).toEqual([200, '1000'])
  expect(await body(response)).toHaveLength(0)
})

test('an unchanged file is not sent again, a changed one is', async () => {
  const { folder, add } = await served()
  const path = join(folder, 'a.mp3')
  writeFileSync(path, bytes)
  const url = add('a.mp3')
  const etag = (await fetch(url)).headers.get('etag') ?? ''
  const again = await fetch(url, { headers: { 'if-none-match': etag } })
  expect([again.status, (await body(again)).length]).toEqual([304, 0])
  utimesSync(path, 1, 1)
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200)
})

test('an empty file is an empty answer', async () => {
  const { folder, add } = await served()
  writeFileSync(join(folder, 'a.mp3'), '')
  const response = await fetch(add('a.mp3'))
  expect([response.status, response.headers.get('content-length')]).toEqual([200, '0'])
})

test('a file that is gone, and one that never was, are a sentence', async () => {
  const { base, add } = await served()
  for (const url of [add('gone.mp3'), `${base}/media/file/99999`, `${base}/media/elsewhere`, `${base}/media/file/1.5`, `${base}/media/file/..%2f1`]) {
    const response = await fetch(url)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toMatch(/^[A-Z].*\.$/)
  }
})

test('a link that leads out of the library is refused, one that stays inside is followed', async () => {
  const { folder, add } = await served()
  const outside = join(temporaryFolder(), 'secret.mp3')
  writeFileSync(outside, 'secret')
  writeFileSync(join(folder, 'inside.mp3'), bytes)
  symlinkSync(outside, join(folder, 'out.mp3'))
  symlinkSync('inside.mp3', join(folder, 'in.mp3'))
  const refused = await fetch(add('out.mp3'))
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('leads out')])
  expect((await fetch(add('in.mp3'))).status).toBe(200)
})

test('a link out of the library that the scan followed is followed to that file and to no other', async () => {
  const { folder, db, add } = await served()
  const outside = join(temporaryFolder(), 'a.mp3')
  writeFileSync(outside, bytes)
  utimesSync(outside, 1_700_000_000, 1_700_000_000)
  symlinkSync(outside, join(folder, 'a.mp3'))
  const url = add('a.mp3')
  db.run(query.updateTable('files').set({ size: 1000, mtimeUs: 1_700_000_000_000_000 }))
  expect((await fetch(url)).status).toBe(200)
  writeFileSync(outside, 'another file')
  expect((await fetch(url)).status).toBe(403)
})

test('a folder whose name merely begins like the library’s is outside', async () => {
  const { folder, add } = await served()
  mkdirSync(`${folder}-other`)
  writeFileSync(join(`${folder}-other`, 'a.mp3'), 'secret')
  symlinkSync(join(`${folder}-other`, 'a.mp3'), join(folder, 'a.mp3'))
  expect((await fetch(add('a.mp3'))).status).toBe(403)
  rmSync(`${folder}-other`, { recursive: true })
})

test('when the folder is removed from the library its files are not served any more', async () => {
  const { db, folder, add } = await served()
  writeFileSync(join(folder, 'a.mp3'), bytes)
  const url = add('a.mp3')
  db.run(query.deleteFrom('library_folders'))
  expect((await fetch(url)).status).toBe(404)
})

test.skipIf(process.platform !== 'linux')('a name that is not UTF-8 is found by its bytes (skipped: only Linux has such names)', async () => {
  const { folder, add } = await served()
  const name = Buffer.from('caf\xe9.mp3', 'latin1')
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), bytes)
  expect((await fetch(add(name))).status).toBe(200)
})

test.skipIf(process.platform === 'win32')('what is no ordinary file is not opened (skipped: Windows has no such files)', async () => {
  const { folder, add } = await served()
  spawnSync('mkfifo', [join(folder, 'pipe.mp3')])
  mkdirSync(join(folder, 'folder.mp3'))
  expect((await fetch(add('pipe.mp3'))).status).toBe(404)
  expect((await fetch(add('folder.mp3'))).status).toBe(404)
})

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a file without permission says so (skipped: root may read everything, Windows has no such bits)', async () => {
  const { folder, add } = await served()
  writeFileSync(join(folder, 'a.mp3'), bytes, { mode: 0o000 })
  const response = await fetch(add('a.mp3'))
  expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('permissions')])
})

test('letting go in the middle closes the file', async () => {
  const { folder, add } = await served()
  writeFileSync(join(folder, 'a.mp3'), Buffer.alloc(20_000_000))
  const url = add('a.mp3')
  for (let times = 0; times < 30; times += 1) {
    const response = await fetch(url)
    await response.body?.cancel()
  }
  await expect.poll(() => openDescriptors(folder)).toBe(0)
})

function openDescriptors(folder: string): number {
  if (process.platform !== 'linux') return 0
  return spawnSync('ls', ['-l', `/proc/${process.pid}/fd`], { encoding: 'utf8' }).stdout.split('\n').filter((line) => line.includes(`${folder}/a.mp3`)).length
}
