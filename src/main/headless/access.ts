import { createHash, timingSafeEqual } from 'node:crypto'

/** Ids of sessions, kept in memory: a restart asks for a new one-time token, or the password again. */
export type Access = {
  /** The token of the address printed at start; good for one exchange. */
  readonly oneTimeToken: string
  /** Gives a session for the one-time token, once. */
  exchangeToken(token: string): string | null
  /** Gives a session for the right password; null when wrong or when no password is set. */
  exchangePassword(password: string): Promise<string | null>
  isSession(session: string | undefined): boolean
}

const longestSessions = 50

function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}

/** `verifyPassword` compares with the stored hash; it is slow on purpose. */
export function createAccess(token: () => string, verifyPassword: (password: string) => Promise<boolean>): Access {
  let unused: string | null = token()
  const first = unused
  const sessions: string[] = []

  function open(): string {
    const session = token()
    sessions.push(session)
    if (sessions.length > longestSessions) sessions.shift()
    return session
  }

  return {
    oneTimeToken: first,
    exchangeToken: (given) => {
      if (unused === null || !isSame(given, unused)) return null
      unused = null
      return open()
    },
    exchangePassword: async (password) => ((await verifyPassword(password)) ? open() : null),
    isSession: (session) => session !== undefined && sessions.some((known) => isSame(known, session)),
  }
}
