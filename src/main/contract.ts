import { createImplementer } from '#shared/rpc/server.ts'

/** Output is checked wherever the core runs from source (tests, development, the command line), not in the built app. */
const runsFromSource = import.meta.url.endsWith('.ts')

/** Implements the contract; `<d>.handlers.ts` files build their part of the router with it. */
export const os = createImplementer({ checksOutput: runsFromSource })
