import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import { acceptSockets } from '#main/headless/sockets.ts'
import { createClient } from '#shared/rpc/client.ts'
import type { Client } from '#shared/rpc/client.ts'
import type { ReportBug } from '#shared/rpc/error-transport.ts'
import { connectInMemory } from '#shared/rpc/in-memory.ts'
import { portLink } from '#shared/rpc/message-port.ts'
import { createChannelServer, portChannel } from '#shared/rpc/server.ts'
import type { Caller, CoreRouter } from '#shared/rpc/server.ts'
import { reconnectingLink } from '#shared/rpc/web-socket.ts'
import type { Reconnecting } from '#shared/rpc/web-socket.ts'

const caller: Caller = { id: 'test', kind: 'window' }

/** A client of a router; `close` is the client's own end. */
export type Connected = { client: Client; close(): void }

/** Connects to a router in one of the ways a window can. */
export type Transport = (router: CoreRouter, report: ReportBug) => Promise<Connected>

type Event = { data: unknown }

/** What Electron's `MessagePortMain` offers over a port of Node: `.on` alone, messages wrapped in an event. */
function likeMessagePortMain(port: MessagePort) {
  return {
    on: (name: string, listener: (event?: Event) => void): void => void port.on(name as 'message', (data: unknown) => listener({ data })),
    postMessage: (message: unknown): void => port.postMessage(message),
    start: (): void => port.start(),
    close: (): void => port.close(),
  }
}

async function connectPorts(router: CoreRouter, report: ReportBug, isElectron: boolean): Promise<Connected> {
  const { port1, port2 } = new MessageChannel()
  const served = isElectron ? likeMessagePortMain(port1) : port1
  createChannelServer(router, report)(portChannel(served), caller)
  const client = createClient(portLink(port2))
  served.start()
  port2.start()
  onTestFinished(() => port2.close())
  return { client, close: () => port2.close() }
}

/** A socket server on a port that can go away and come back. */
export type SocketHost = { url: string; stop(): Promise<void>; start(): Promise<void> }

/** Serves a router on WebSockets of a real server. */
export async function serveRouter(router: CoreRouter, report: ReportBug): Promise<SocketHost> {
  let end = async (): Promise<void> => undefined
  let port = 0
  const start = async (): Promise<void> => {
    const server = createServer()
    const serve = createChannelServer(router, report)
    const cutOff = acceptSockets(server, () => null, (channel) => serve(channel, caller))
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
    end = async () => {
      cutOff()
      await new Promise((resolve) => server.close(resolve))
    }
  }
  await start()
  onTestFinished(() => end())
  return { url: `ws://127.0.0.1:${port}/rpc`, start, stop: () => end() }
}

/** A client that reconnects quickly. */
export function connectSocket(url: string): Connected & { connection: Reconnecting; attempts(): number } {
  let attempts = 0
  const connection = reconnectingLink(
    () => {
      attempts += 1
      return new WebSocket(url)
    },
    { firstMs: 5, longestMs: 20 },
  )
  onTestFinished(connection.close)
  return { client: createClient(connection.link), connection, close: connection.close, attempts: () => attempts }
}

/** Every transport by its name. */
export const transports: readonly [string, Transport][] = [
  [
    'in memory',
    async (router, report) => {
      const connected = connectInMemory(router, caller, report)
      onTestFinished(connected.close)
      return connected
    },
  ],
  ['a message port', (router, report) => connectPorts(router, report, false)],
  ['a port as Electron has it', (router, report) => connectPorts(router, report, true)],
  ['a WebSocket', async (router, report) => connectSocket((await serveRouter(router, report)).url)],
]
