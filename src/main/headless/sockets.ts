import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Channel } from '#shared/rpc/server.ts'

/** Decides on a request to open a socket: the HTTP status that refuses it, or null to accept. */
export type SocketRule = (request: IncomingMessage) => '401 Unauthorized' | '403 Forbidden' | '404 Not Found' | null

const longestMessage = 8 * 1024 * 1024
/** A page that has stopped reading is cut off before what it is told fills the memory; it comes back and asks again. */
const mostUnsent = 32 * 1024 * 1024
const pingEveryMs = 30_000

function channelOf(socket: WebSocket): Channel {
  socket.binaryType = 'arraybuffer'
  return {
    send: (message) => {
      if (socket.bufferedAmount > mostUnsent) socket.terminate()
      else socket.send(message)
    },
    onMessage: (listener) => socket.on('message', (data) => listener(data instanceof ArrayBuffer ? data : data.toString())),
    onClose: (listener) => socket.once('close', listener),
    close: () => socket.close(),
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Ends connections whose other side is gone without a word. */
function watchPeers(sockets: WebSocketServer): NodeJS.Timeout {
  const answered = new WeakSet<WebSocket>()
  sockets.on('connection', (socket) => {
    answered.add(socket)
    socket.on('pong', () => answered.add(socket))
  })
  return setInterval(() => {
    for (const socket of sockets.clients) {
      if (!answered.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, pingEveryMs).unref()
}

/** Opens WebSockets on a server. The return value cuts every one off and accepts no more. */
export function acceptSockets(server: Server, rule: SocketRule, serve: (channel: Channel) => void): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false })
  const watch = watchPeers(sockets)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A peer that is gone before it was answered needs no answer; unheard, the error would end the process.
    socket.on('error', () => undefined)
    const status = rule(request)
    if (status) return refuse(socket, status)
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      // Wrong frames close the socket, which is where that is dealt with.
      accepted.on('error', () => undefined)
      sockets.emit('connection', accepted, request)
      serve(channelOf(accepted))
    })
  })
  return () => {
    clearInterval(watch)
    for (const client of sockets.clients) client.terminate()
    sockets.close()
  }
}
