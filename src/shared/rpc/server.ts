import type { SupportedMessagePort } from '@orpc/client/message-port'
import { implement } from '@orpc/server'
import type { Router } from '@orpc/server'
import { RPCHandler as MessagePortHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketHandler } from '@orpc/server/websocket'
import type { MinimalWebsocket } from '@orpc/server/websocket'
import { contract } from '../contract/index.ts'
import type { Contract } from '../contract/index.ts'
import { toWireError } from './error-transport.ts'

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

/** Logs an unforeseen error once and returns its correlation id. */
export type ReportBug = (error: unknown) => string

function translateErrors(report: ReportBug) {
  return async ({ next }: { next: () => Promise<unknown> }): Promise<unknown> => {
    try {
      return await next()
    } catch (error) {
      throw toWireError(error, report)
    }
  }
}

/** Serves the contract on message ports: Electron's `MessagePortMain`, the browser's and Node's `MessagePort`. */
export function servePorts(router: CoreRouter, report: ReportBug): (port: SupportedMessagePort, caller: Caller) => void {
  const handler = new MessagePortHandler<Caller>(router, { clientInterceptors: [translateErrors(report)] })
  return (port, caller) => handler.upgrade(port, { context: caller })
}

/** Serves the contract on open WebSockets; anything with `addEventListener` and `send` of the standard shape. */
export function serveSockets(router: CoreRouter, report: ReportBug): (socket: MinimalWebsocket, caller: Caller) => void {
  const handler = new WebSocketHandler<Caller>(router, { clientInterceptors: [translateErrors(report)] })
  return (socket, caller) => handler.upgrade(socket, { context: caller })
}
