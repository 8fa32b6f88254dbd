import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { onTestFinished } from 'vitest'
import type { MediaHandler } from '#main/domains/playback/media/media-handler.ts'

/** Serves a media handler as a host does; its base address. */
export async function serveMedia(media: MediaHandler): Promise<string> {
  const server = createServer(async (request, response) => {
    const { range, 'if-none-match': ifNoneMatch } = request.headers
    const abort = new AbortController()
    response.once('close', () => abort.abort())
    const answer = await media({
      path: new URL(request.url ?? '/', 'http://localhost').pathname,
      method: request.method === 'HEAD' ? 'HEAD' : 'GET',
      ...(range !== undefined && { range }),
      ...(ifNoneMatch !== undefined && { ifNoneMatch }),
      signal: abort.signal,
    })
    response.writeHead(answer.status, answer.headers)
    if (answer.body === undefined || typeof answer.body === 'string') response.end(answer.body)
    else await pipeline(answer.body, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
