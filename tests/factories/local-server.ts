import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as a local server received it. */
export type ReceivedRequest = { method: string; url: string; headers: IncomingMessage['headers']; body: string; at: number }

/** A real HTTP server on this machine. */
export type LocalServer = { url: string; port: number; received: ReceivedRequest[] }

/** Starts a server that hands every request to `answer`; closed after the test. `count` is 1 for the first request. */
export async function startLocalServer(answer: (request: ReceivedRequest, response: ServerResponse, count: number) => void): Promise<LocalServer> {
  const received: ReceivedRequest[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(chunks).toString(), at: Date.now() }
      received.push(request)
      answer(request, response, received.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, received }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
