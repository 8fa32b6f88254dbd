import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { protocol } from 'electron'
import type { MediaHandler } from '../domains/playback/media/media-handler.ts'
import { findAppFile } from './app-files.ts'
import { appOrigin } from './own-pages.ts'

/** Must run before the app is ready. `app:` serves the pages, `media:` sound and pictures. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    // Without `stream` Chromium waits for whole files, and asks for no ranges.
    { scheme: 'media', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true } },
  ])
}

function bodyOf(stream: Readable): BodyInit {
  return Readable.toWeb(stream) as ReadableStream
}

/** Serves the built pages at `app://sillon/`. */
export function serveApp(folder: string): void {
  protocol.handle('app', ({ url }) => {
    const file = findAppFile(folder, url)
    return file ? new Response(bodyOf(createReadStream(file.path)), { headers: file.headers }) : new Response(null, { status: 404 })
  })
}

/**
 * Serves `media://library/media/…` through the core's handler, which confines it to the library's folders and answers
 * ranges. A request is not told that its page gave up; its stream is cancelled.
 */
export function serveMedia(media: MediaHandler): void {
  protocol.handle('media', async ({ url, method, headers }) => {
    const { host, pathname } = new URL(url)
    if (host !== 'library') return new Response(null, { status: 404 })
    const range = headers.get('range')
    const ifNoneMatch = headers.get('if-none-match')
    const answer = await media({
      path: pathname,
      method: method === 'HEAD' ? 'HEAD' : 'GET',
      ...(range !== null && { range }),
      ...(ifNoneMatch !== null && { ifNoneMatch }),
    })
    const body = answer.body instanceof Readable ? bodyOf(answer.body) : (answer.body ?? null)
    return new Response(body, { status: answer.status, headers: { ...answer.headers, 'access-control-allow-origin': appOrigin, 'access-control-expose-headers': 'accept-ranges, content-range, etag' } })
  })
}
