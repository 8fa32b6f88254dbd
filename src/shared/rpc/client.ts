import { createORPCClient } from '@orpc/client'
import type { ClientContext, ClientLink } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../contract/index.ts'
import { fromWireError } from './error-transport.ts'
import { mapStreamErrors } from './streams.ts'

/** The contract as functions that return promises. Rejections are `AppError`, or `AbortError` when the caller aborted. */
export type Client = ContractRouterClient<Contract>

/** What a transport gives: something that carries a call. */
export type Link = ClientLink<ClientContext>

/** A client over any transport. */
export function createClient(link: Link): Client {
  const translated: Link = {
    call: async (path, input, options) => {
      const translate = (error: unknown) => fromWireError(error, options.signal)
      try {
        return mapStreamErrors(await link.call(path, input, options), translate)
      } catch (error) {
        throw translate(error)
      }
    },
  }
  return createORPCClient<Client>(translated)
}
