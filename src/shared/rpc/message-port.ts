import { RPCLink } from '@orpc/client/message-port'
import type { SupportedMessagePort } from '@orpc/client/message-port'
import type { Link } from './client.ts'

/** Carries calls over a message port whose other end is served by `servePorts`. Start the port after this. */
export function portLink(port: SupportedMessagePort): Link {
  return new RPCLink({ port })
}
