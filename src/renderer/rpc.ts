import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Client } from '#shared/rpc/client.ts'
import { createClient } from '#shared/rpc/client.ts'
import { portLink } from '#shared/rpc/message-port.ts'
import { reconnectingLink } from '#shared/rpc/web-socket.ts'
import type { ConnectionStatus } from '#shared/rpc/web-socket.ts'

/** The message the preload script posts, with one port, once the page listens. */
const portMessage = 'sillon:port'

type Connection = { client: Client; onStatus(listener: (status: ConnectionStatus) => void): () => void }

function connectThroughPort(): Connection {
  const { port1, port2 } = new MessageChannel()
  const client = createClient(portLink(port1))
  port1.start()
  // The preload script forwards what arrives on its end; calls made before it is there wait in the channel.
  window.postMessage(portMessage, '/', [port2])
  return {
    client,
    onStatus: (listener) => {
      listener('open')
      return () => undefined
    },
  }
}

/** A host that started again knows no sessions, and a refused socket does not say why: the page asks, and then shows the way in. */
async function reloadIfSignedOut(): Promise<void> {
  const answer = await fetch('/', { method: 'HEAD' }).catch(() => null)
  if (answer?.status === 401) location.reload()
}

function connectThroughSocket(): Connection {
  const url = new URL('/rpc', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  let attempts = 0
  const connection = reconnectingLink(() => {
    attempts += 1
    if (attempts > 1) void reloadIfSignedOut()
    return new WebSocket(url)
  })
  return { client: createClient(connection.link), onStatus: connection.onStatus }
}

const connection = location.protocol === 'http:' || location.protocol === 'https:' ? connectThroughSocket() : connectThroughPort()

/** The one client of this window. Components reach it through the hooks of their feature. */
export const rpc: Client = connection.client

/** TanStack Query options and keys for every procedure: `useQuery(api.library.folders.queryOptions())`. */
export const api = createTanstackQueryUtils(rpc)

/** Hears whether the core can be reached. */
export const onConnectionStatus = connection.onStatus
