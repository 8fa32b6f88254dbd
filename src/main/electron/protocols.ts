import { createReadStream, existsSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import { protocol } from 'electron'
import type { MediaHandler } from '../domains/playback/media/media-handler.ts'
import { appOrigin } from './guards.ts'

/** Must run before the app is ready. `app:` serves the pages, `media:` sound and pictures. */
export function registerSchemes(): void {
  const page = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: page },
    { scheme: 'media', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true } },
  ])
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.map': 'application/json',
}

/** Own scripts and styles; pictures and sound from `media:`; nothing remote. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' media:",
  "media-src 'self' media:",
  "connect-src 'self' media:",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Serves the built renderer at `app://sillon/`; any path without a file is the one page. */
export function serveApp(rendererFolder: string): void {
  protocol.handle('app', (request) => {
    const { pathname } = new URL(request.url)
    const wanted = normalize(join(rendererFolder, decodeURIComponent(pathname)))
    const isInside = wanted.startsWith(rendererFolder + sep)
    const file = isInside && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(rendererFolder, 'index.html')
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
      headers: {
        'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    })
  })
}

/** Serves `media://library/media/…` through the core's handler, which confines it to the library's folders. */
export function serveMedia(media: MediaHandler): void {
  protocol.handle('media', async (request) => {
    const range = request.headers.get('range')
    const ifNoneMatch = request.headers.get('if-none-match')
    const answer = await media({
      path: new URL(request.url).pathname,
      method: request.method === 'HEAD' ? 'HEAD' : 'GET',
      ...(range !== null && { range }),
      ...(ifNoneMatch !== null && { ifNoneMatch }),
      signal: request.signal,
    })
    const { body } = answer
    return new Response(typeof body === 'string' || body === undefined ? (body ?? null) : (Readable.toWeb(body) as ReadableStream), {
      status: answer.status,
      headers: { ...answer.headers, 'access-control-allow-origin': appOrigin },
    })
  })
}
