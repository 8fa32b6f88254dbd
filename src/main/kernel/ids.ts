import { randomBytes, randomUUID } from 'node:crypto'

/** Random names, so that tests own them. */
export type Ids = {
  /** A UUID, for correlation and file names. */
  uuid(): string
  /** A secret nobody can guess: 32 bytes, base64url. */
  token(): string
}

/** Ids from the operating system's random source. */
export const systemIds: Ids = { uuid: () => randomUUID(), token: () => randomBytes(32).toString('base64url') }
