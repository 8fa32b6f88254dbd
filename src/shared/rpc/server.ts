import type { SupportedMessagePort } from '@orpc/client/message-port'
import { onMessagePortClose, onMessagePortMessage, postMessagePortMessage } from '@orpc/client/message-port'
import { implement } from '@orpc/server'
import type { Router } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import { contract } from '../contract/index.ts'
import type { Contract } from '../contract/index.ts'
import { toWireError } from './error-transport.ts'
import type { ReportBug } from './error-transport.ts'
import { mapStreamErrors } from './streams.ts'

/** Who calls: one window, tab or program. A handler learns only this from the transport. */
export type Caller = { id: string; kind: 'window' | 'program' }

/**
 * The contract's implementer: `os.library.folders.handler(…)`. Input is always checked; output only when
 * `checksOutput` (tests and development), because lists are hot.
 */
export function createImplementer(options: { checksOutput: boolean }) {
  const implementer = implement(contract).$context<Caller>()
  return options.checksOutput ? implementer : implementer.$config({ initialOutputValidationIndex: Number.NaN })
}

/** A complete implementation of the contract. */
export type CoreRouter = Router<Contract, Caller>

/** What a message is made of. */
export type Message = string | ArrayBuffer

/** One open connection as the server sees it, whatever carries it. */
export type Channel = {
  send(message: string | ArrayBufferLike | ArrayBufferView<ArrayBuffer> | Blob): void
  onMessage(listener: (message: Message) => void): void
  /** Called once, however the connection ended. */
  onClose(listener: () => void): void
  close(): void
}

/**
 * Serves the contract on channels. When one closes, its open calls are aborted and its streams end. A peer that speaks
 * anything else, or an answer that cannot be sent, ends the connection: the other side would wait for ever.
 */
export function createChannelServer(router: CoreRouter, report: ReportBug): (channel: Channel, caller: Caller) => void {
  const handler = new RPCHandler<Caller>(router, {
    clientInterceptors: [
      async ({ next, signal }) => {
        try {
          return mapStreamErrors(await next(), (error) => toWireError(error, report, signal))
        } catch (error) {
          throw toWireError(error, report, signal)
        }
      },
    ],
  })
  return (channel, caller) => {
    const peer = { send: (message: Parameters<Channel['send']>[0]) => channel.send(message), addEventListener: () => undefined }
    channel.onMessage((message) => {
      handler.message(peer, message, { context: caller }).catch((error: unknown) => {
        report(error)
        channel.close()
      })
    })
    channel.onClose(() => handler.close(peer))
  }
}

/** A port as a channel: Electron's `MessagePortMain`, the browser's or Node's `MessagePort`. Start the port after serving it. */
export function portChannel(port: SupportedMessagePort & { close(): void }): Channel {
  return {
    send: (message) => postMessagePortMessage(port, message),
    onMessage: (listener) => onMessagePortMessage(port, listener),
    onClose: (listener) => onMessagePortClose(port, listener),
    close: () => port.close(),
  }
}
