import { RPCLink } from '@orpc/client/websocket'
import type { Link } from './client.ts'

/** `connecting` covers both the first attempt and every later one. */
export type ConnectionStatus = 'connecting' | 'open' | 'closed'

/** The parts of a WebSocket this file needs; the browser's and Node's have them. */
export type SocketLike = Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState' | 'close' | 'binaryType'>

/** How long to wait between attempts, in ms: `firstMs`, then twice as long each time up to `longestMs`. */
export type RetryDelays = { firstMs: number; longestMs: number }

const open = 1
const defaultDelays: RetryDelays = { firstMs: 250, longestMs: 5_000 }

/**
 * A connection that restores itself. A call made while it is down waits for the next connection; calls that were under
 * way when it broke reject, because nobody knows whether they were carried out. Event streams end and are to be
 * listened to again when `onStatus` says `open`.
 */
export type Reconnecting = {
  link: Link
  /** Tells the present status at once and every later one, until called back. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void
  /** Ends the connection for good; calls that wait reject. */
  close(): void
}

/** Connects through sockets made by `connect`. */
export function reconnectingLink(connect: () => SocketLike, delays: RetryDelays = defaultDelays): Reconnecting {
  const listeners = new Set<(status: ConnectionStatus) => void>()
  const waiting = new Set<PromiseWithResolvers<void>>()
  let status: ConnectionStatus = 'connecting'
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let { socket, link } = establish()

  function setStatus(next: ConnectionStatus): void {
    if (next === status) return
    status = next
    for (const listener of listeners) listener(next)
  }

  function establish(): { socket: SocketLike; link: Link } {
    const mine = connect()
    mine.binaryType = 'arraybuffer'
    mine.addEventListener('open', () => {
      if (status === 'closed') return
      attempt = 0
      for (const { resolve } of waiting) resolve()
      setStatus('open')
    })
    mine.addEventListener('close', () => {
      if (status === 'closed') return
      setStatus('connecting')
      timer = setTimeout(() => ({ socket, link } = establish()), Math.min(delays.longestMs, delays.firstMs * 2 ** attempt))
      attempt += 1
    })
    // A failed attempt closes too, which is where it is dealt with; unheard, it would end a Node process.
    mine.addEventListener('error', () => undefined)
    // A link belongs to one socket: what is under way on it rejects when that socket closes.
    return { socket: mine, link: new RPCLink({ websocket: mine }) }
  }

  async function whenOpen(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (status === 'closed') throw new Error('the connection was ended')
    if (socket.readyState === open) return
    const turn = Promise.withResolvers<void>()
    const onAbort = () => turn.reject(signal?.reason)
    waiting.add(turn)
    signal?.addEventListener('abort', onAbort)
    try {
      await turn.promise
    } finally {
      waiting.delete(turn)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  return {
    link: {
      call: async (path, input, options) => {
        await whenOpen(options.signal)
        return link.call(path, input, options)
      },
    },
    onStatus: (listener) => {
      listeners.add(listener)
      listener(status)
      return () => listeners.delete(listener)
    },
    close: () => {
      setStatus('closed')
      clearTimeout(timer)
      socket.close()
      for (const { reject } of waiting) reject(new Error('the connection was ended'))
    },
  }
}
