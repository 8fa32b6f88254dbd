import { createClient } from './client.ts'
import type { Client } from './client.ts'
import type { ReportBug } from './error-transport.ts'
import { portLink } from './message-port.ts'
import { createChannelServer, portChannel } from './server.ts'
import type { Caller, CoreRouter } from './server.ts'

/**
 * A client of a core in the same process, through a channel of its own: the same checks, copies and errors as between
 * processes. `close` ends the channel; calls still open reject.
 */
export function connectInMemory(router: CoreRouter, caller: Caller, report: ReportBug): { client: Client; close(): void } {
  const { port1, port2 } = new MessageChannel()
  createChannelServer(router, report)(portChannel(port1), caller)
  const client = createClient(portLink(port2))
  port1.start()
  port2.start()
  return { client, close: () => port2.close() }
}
