import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testContext } from '#tests/factories/library.ts'
import { serveMedia } from '#tests/factories/media-server.ts'
import { imageTypeOf } from './image-file.ts'
import { createMediaHandler } from './media-handler.ts'
import { createTranscodes } from './transcodes.ts'

const hash = 'ab0123456789abcdef0123456789abcd'
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

async function served() {
  const ctx = testContext()
  mkdirSync(join(ctx.paths.images, 'ab'), { recursive: true })
  const transcodes = createTranscodes({ folder: join(ctx.paths.data, 'cache'), maxBytes: 1e9, ffmpeg: { current: async () => null, look: async () => null } })
  return { ...ctx, base: await serveMedia(createMediaHandler({ ...ctx, transcodes })) }
}

test('a picture is sent by its content, for ever', async () => {
  const { base, paths } = await served()
  writeFileSync(join(paths.images, 'ab', `${hash}-320`), png)
  const response = await fetch(`${base}/media/image/${hash}/320`)
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'private, max-age=31536000, immutable', etag: `"${hash}-320"`, 'x-content-type-options': 'nosniff' })
  expect((await fetch(`${base}/media/image/${hash}/320`, { headers: { 'if-none-match': `"${hash}-320"` } })).status).toBe(304)
})

test('a drawing that could carry scripts is kept from running any', async () => {
  const { base, paths } = await served()
  writeFileSync(join(paths.images, 'ab', `${hash}.svg`), '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const { headers } = await fetch(`${base}/media/image/${hash}/original`)
  expect(headers.get('content-type')).toBe('image/svg+xml')
  expect(headers.get('content-security-policy')).toContain('sandbox')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('what is not there, and what is not a picture’s name, is not found', async () => {
  const { base } = await served()
  for (const path of [`${hash}/320`, `${hash}/500`, 'AB01/320', `..%2f..%2flibrary.db/original`, `${hash.slice(0, 6)}/320`]) expect((await fetch(`${base}/media/image/${path}`)).status).toBe(404)
})

test('web pages that pretend to be pictures are not served as pages', () => {
  expect(imageTypeOf(Buffer.from('<!DOCTYPE html><script>'))).toBe('application/octet-stream')
  expect(imageTypeOf(Buffer.from('<html>'))).toBe('application/octet-stream')
  expect(imageTypeOf(Buffer.from('ffd8ffe0', 'hex'))).toBe('image/jpeg')
  expect(imageTypeOf(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp')
  expect(imageTypeOf(Buffer.alloc(0))).toBe('application/octet-stream')
})
