import { mkdirSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createHostRule } from '#main/headless/host-rule.ts'
import { listen } from '#main/headless/listening.ts'
import { createServer } from '#main/headless/server.ts'
import { createSessions } from '#main/headless/sessions.ts'
import type { App } from '#main/app.ts'
import { temporaryFolder } from './library.ts'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string; cookie: string }

/** One HTTP request, redirects not followed. */
export type Ask = (path: string, options?: { method?: string; headers?: Record<string, string>; body?: string }) => Promise<Answer>

/** A page of the app and one asset, as the build lays them out. */
function writePages(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>the page</title>')
  writeFileSync(join(folder, 'assets/app-abc.js'), 'export {}')
}

/** A real server over a core, on a port of its own. */
export async function serveHeadless(app: App, { host = '127.0.0.1', allowedHosts = undefined as string | undefined } = {}) {
  const renderer = temporaryFolder()
  writePages(renderer)
  const sessions = createSessions(() => app.context.ids.token())
  const server = await createServer({ app, sessions, hosts: createHostRule(host, allowedHosts), renderer })
  const port = await listen(server, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const origin = `http://127.0.0.1:${port}`

  const ask: Ask = (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = httpRequest(`${origin}${path}`, { method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('latin1'), cookie: (response.headers['set-cookie'] ?? []).join().split(';')[0] ?? '' }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })

  /** Opens a WebSocket; resolves to the HTTP status that refused it, or 101. */
  const openSocket = (headers: Record<string, string>, path = '/rpc'): Promise<{ status: number; socket: WebSocket }> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
      onTestFinished(() => socket.terminate())
      socket.on('open', () => resolve({ status: 101, socket }))
      socket.on('unexpected-response', (_request, response) => resolve({ status: response.statusCode ?? 0, socket }))
      socket.on('error', reject)
    })

  /** A cookie by the one-time token. */
  const signIn = async (): Promise<Record<string, string>> => ({ cookie: (await ask(`/?token=${sessions.oneTimeToken}`)).cookie })
  return { server, port, origin, token: sessions.oneTimeToken, ask, openSocket, signIn }
}
