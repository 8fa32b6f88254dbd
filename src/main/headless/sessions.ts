import { createHash } from 'node:crypto'

/** Who is signed in. Kept in memory: a restart asks for the address it prints, or for the password, again. */
export type Sessions = {
  /** The token of the address printed at start. */
  readonly oneTimeToken: string
  /** A session for the one-time token; null when it is wrong or was used. */
  exchange(token: string): string | null
  /** A session for someone who gave the password. */
  open(): string
  isOpen(session: string | undefined): boolean
}

const mostSessions = 100

/** Looked up by digest, so that how long a comparison takes says nothing about the secret. */
function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64')
}

/** Begins with nobody signed in. `createSecret` gives secrets nobody can guess. */
export function createSessions(createSecret: () => string): Sessions {
  const oneTimeToken = createSecret()
  const digests = new Set<string>()
  let unused: string | null = digestOf(oneTimeToken)

  function open(): string {
    const session = createSecret()
    digests.add(digestOf(session))
    const [oldest] = digests
    if (digests.size > mostSessions && oldest !== undefined) digests.delete(oldest)
    return session
  }

  return {
    oneTimeToken,
    open,
    exchange: (token) => {
      if (unused === null || digestOf(token) !== unused) return null
      unused = null
      return open()
    },
    isOpen: (session) => session !== undefined && digests.has(digestOf(session)),
  }
}
