import { RPCLink } from '@orpc/client/websocket'
import type { Link } from './client.ts'

/** `connecting` covers both the first attempt and every later one. */
export type ConnectionStatus = 'connecting' | 'open' | 'closed'

/** The parts of a WebSocket this file needs; the browser's and Node's have them. */
export type SocketLike = Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState' | 'close' | 'binaryType'>

const open = 1
const firstDelayMs = 250
const longestDelayMs = 5_000

/**
 * A connection that restores itself. A call made while it is down waits for the next connection; calls that were under
 * way when it broke reject, because nobody knows whether they were carried out. Event streams end and are to be
 * listened to again when `onStatus` says `open`.
 */
export type Reconnecting = {
  link: Link
  onStatus(listener: (status: ConnectionStatus) => void): () => void
  close(): void
}

/** Connects through sockets made by `connect`, waiting 0.25 s to 5 s between attempts. */
export function reconnectingLink(connect: () => SocketLike): Reconnecting {
  const listeners = new Set<(status: ConnectionStatus) => void>()
  const waiting: (() => void)[] = []
  let status: ConnectionStatus = 'connecting'
  let isClosed = false
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let socket: SocketLike
  let current: Link

  function setStatus(next: ConnectionStatus): void {
    status = next
    for (const listener of listeners) listener(next)
  }

  function establish(): void {
    const mine = connect()
    mine.binaryType = 'arraybuffer'
    socket = mine
    // A link of oRPC belongs to one socket: its pending calls reject when that socket closes.
    current = new RPCLink({ websocket: mine as Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'> })
    mine.addEventListener('open', () => {
      attempt = 0
      setStatus('open')
      for (const proceed of waiting.splice(0)) proceed()
    })
    mine.addEventListener('close', () => {
      if (isClosed || socket !== mine) return
      setStatus('connecting')
      const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** attempt++)
      timer = setTimeout(establish, delay)
    })
    mine.addEventListener('error', () => undefined)
  }

  async function whenOpen(signal: AbortSignal | undefined): Promise<void> {
    if (socket.readyState === open) return
    if (isClosed) throw new Error('the connection was closed')
    await new Promise<void>((resolve, reject) => {
      waiting.push(resolve)
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    if (isClosed) throw new Error('the connection was closed')
  }

  establish()
  return {
    link: {
      call: async (path, input, options) => {
        await whenOpen(options.signal)
        return current.call(path, input, options)
      },
    },
    onStatus: (listener) => {
      listeners.add(listener)
      listener(status)
      return () => listeners.delete(listener)
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
      setStatus('closed')
      socket.close()
      for (const proceed of waiting.splice(0)) proceed()
    },
  }
}
