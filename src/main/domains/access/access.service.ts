import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { AppContext } from '#main/context.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { deleteToken, findTokenByHash, findTokenByName, insertToken, listTokens, touchToken } from './access.repo.ts'
import type { AccessToken } from './access.repo.ts'

const passwordSecret = 'headless.password'
const touchEveryMs = 60_000
const hashPassword = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

/** Makes a token for a program; the return value is the only time it can be seen. */
export function createToken(ctx: Pick<AppContext, 'db' | 'clock' | 'ids'>, name: string): { name: string; token: string } {
  const trimmed = name.trim()
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(trimmed)) throw new AppError('invalid-input', say`A token needs a name of 1 to 64 letters, digits, spaces, dots, dashes or underscores.`)
  const token = ctx.ids.token()
  ctx.db.transaction(() => {
    if (findTokenByName(ctx.db, trimmed)) throw new AppError('conflict', say`There is a token named "${trimmed}" already. Revoke it first, or choose another name.`)
    insertToken(ctx.db, { name: trimmed, tokenHash: hashOf(token), tokenMd5: md5Of(token), createdAt: ctx.clock.now() })
  })
  return { name: trimmed, token }
}

/** Every token, oldest first, without what makes it work. */
export function listAccessTokens(ctx: { db: ReadDb }): Omit<AccessToken, 'tokenHash' | 'tokenMd5'>[] {
  return listTokens(ctx.db).map(({ tokenHash: _hidden, tokenMd5: _too, ...token }) => token)
}

/** Ends a token's access at once. */
export function revokeToken(ctx: Pick<AppContext, 'db'>, name: string): void {
  if (!deleteToken(ctx.db, name.trim())) throw new AppError('not-found', say`There is no token named "${name}".`)
}

/** The token's row when it is one of ours; remembers that it was used, at most once a minute. */
export function checkToken(ctx: Pick<AppContext, 'db' | 'clock'>, token: string): AccessToken | undefined {
  return used(ctx, findTokenByHash(ctx.db, hashOf(token)))
}

function used(ctx: Pick<AppContext, 'db' | 'clock'>, found: AccessToken | undefined): AccessToken | undefined {
  const now = ctx.clock.now()
  if (found && now - (found.lastUsedAt ?? 0) > touchEveryMs) touchToken(ctx.db, found.id, now)
  return found
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

/** A program with a token: its name, and the key that stands for the token in the Last.fm API for as long as the token holds. */
export type ScrobblerClient = { name: string; sessionKey: string }

export type ScrobblerAccess = {
  byToken(token: string): ScrobblerClient | undefined
  bySessionKey(key: string): ScrobblerClient | undefined
  /** By MD5(`before` + MD5(token) + `after`): how the older protocols of Last.fm prove a password. */
  byProof(proof: string, around: { before?: string; after?: string }): ScrobblerClient | undefined
}

/** The ways in which scrobblers show their token. */
export function scrobblerAccess(ctx: Pick<AppContext, 'db' | 'clock'>): ScrobblerAccess {
  const sessionKeyOf = ({ tokenHash }: AccessToken): string => hashOf(`session of ${tokenHash}`).slice(0, 32)
  const clientOf = (token: AccessToken | undefined): ScrobblerClient | undefined => used(ctx, token) && token && { name: token.name, sessionKey: sessionKeyOf(token) }
  return {
    byToken: (token) => clientOf(checkToken(ctx, token)),
    bySessionKey: (key) => clientOf(listTokens(ctx.db).find((token) => isSame(sessionKeyOf(token), key))),
    byProof: (proof, { before = '', after = '' }) => clientOf(listTokens(ctx.db).find(({ tokenMd5 }) => isSame(md5Of(`${before}${tokenMd5}${after}`), proof.toLowerCase()))),
  }
}

/** Stores the password others must give; an empty one removes it. */
export async function setPassword(ctx: Pick<AppContext, 'secrets'>, password: string): Promise<void> {
  if (password === '') return ctx.secrets.remove(passwordSecret)
  if (password.length < 8) throw new AppError('invalid-input', say`A password needs at least 8 characters. Nothing was changed.`)
  const salt = randomBytes(16)
  const hash = await hashPassword(password.normalize('NFKC'), salt, 32)
  await ctx.secrets.set(passwordSecret, `scrypt:${salt.toString('base64')}:${hash.toString('base64')}`)
}

/** The password of the environment wins over the stored one at each start, and is stored in its place. */
export async function adoptPassword(ctx: Pick<AppContext, 'secrets' | 'environment'>): Promise<void> {
  const given = ctx.environment.SILLON_PASSWORD
  if (given && !(await verifyPassword(ctx, given))) await setPassword(ctx, given)
}

/** True when a password was set. */
export async function hasPassword(ctx: Pick<AppContext, 'secrets'>): Promise<boolean> {
  return (await ctx.secrets.get(passwordSecret)) !== null
}

/** Compares with the stored password; false when none is set. */
export async function verifyPassword(ctx: Pick<AppContext, 'secrets'>, password: string): Promise<boolean> {
  const [, salt, hash] = (await ctx.secrets.get(passwordSecret))?.split(':') ?? []
  if (!salt || !hash || password.length > 1024) return false
  const given = await hashPassword(password.normalize('NFKC'), Buffer.from(salt, 'base64'), 32)
  return timingSafeEqual(given, Buffer.from(hash, 'base64'))
}
