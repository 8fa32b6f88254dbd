import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg'
}

export interface FileServer {
  readonly origin: string
  /** Lets every answer held back under `/held/` go on. */
  release: () => void
  close: () => Promise<void>
}

/**
 * Serves a folder with range requests. Under `/held/` an answer stops half way until it is released; under `/live/` it
 * has neither length nor ranges, as what is encoded while it is sent.
 */
export async function startFileServer(folder: string, headers: Readonly<Record<string, string>>): Promise<FileServer> {
  const held: (() => void)[] = []

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname))
    const isHeld = path.startsWith('/held/')
    const isLive = path.startsWith('/live/')
    const file = join(folder, isHeld || isLive ? path.slice('/held'.length) : path === '/' ? 'index.html' : path)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end()
      return
    }
    if (isLive) {
      createReadStream(file).pipe(response)
      return
    }
    const { size } = statSync(file)
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    const start = range ? Number(range[1]) : 0
    const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1
    response.writeHead(range ? 206 : 200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'content-length': end - start + 1,
      'accept-ranges': 'bytes',
      ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {})
    })
    const middle = Math.floor(size / 2)
    if (!isHeld || start >= middle || end <= middle) {
      createReadStream(file, { start, end }).pipe(response)
      return
    }
    createReadStream(file, { start, end: middle - 1 }).pipe(response, { end: false })
    held.push(() => createReadStream(file, { start: middle, end }).pipe(response))
  }

  const server: Server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    release: () => {
      for (const go of held.splice(0)) go()
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
