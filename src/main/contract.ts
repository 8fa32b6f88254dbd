import { createImplementer } from '#shared/rpc/server.ts'
import { say } from '#shared/messages/say.ts'
import { mapSqliteError } from './kernel/db/sqlite-errors.ts'

/** Output is checked wherever the core runs from source (tests, development, the command line), not in the built app. */
const runsFromSource = import.meta.url.endsWith('.ts')

/**
 * Implements the contract; `<d>.handlers.ts` files build their part of the router with it. A full disk, a drive that is
 * gone or a damaged library met by any procedure is told as such.
 */
export const os = createImplementer({ checksOutput: runsFromSource }).use(async ({ next }) => {
  try {
    return await next()
  } catch (error) {
    throw mapSqliteError(error, say`the library`)
  }
})
