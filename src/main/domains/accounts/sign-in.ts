import { authSession, authToken } from '#main/vendors/lastfm/lastfm.reads.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { LastfmAccess } from './account-access.ts'
import type { Trackers } from './trackers.ts'
import { findAccess } from './trackers.ts'

async function accessFor(trackers: Trackers, id: number): Promise<LastfmAccess> {
  const access = await findAccess(trackers, id)
  if (!access) throw new AppError('not-found', say`There is no such account any more.`)
  if (access.service !== 'lastfm') throw new AppError('unsupported', say`ListenBrainz needs no signing in: its token is enough.`)
  return access
}

/** Begins signing in: the page where the person agrees. What was begun before is forgotten. */
export async function beginSignIn(trackers: Trackers, id: number): Promise<string> {
  const { client, keys, account } = await accessFor(trackers, id)
  const token = await authToken(client, keys)
  await trackers.keys.set(id, { signInToken: token })
  const url = new URL(trackers.clients.authAddress(account.baseUrl))
  url.search = new URLSearchParams({ api_key: keys.apiKey, token }).toString()
  return url.href
}

/** Ends signing in, once the person agreed. Throws `conflict` when somebody else did. */
export async function finishSignIn(trackers: Trackers, id: number): Promise<void> {
  const { client, keys, account } = await accessFor(trackers, id)
  const { signInToken } = await trackers.keys.of(account)
  if (signInToken === '') throw new AppError('conflict', say`Signing in was not begun. Begin it again.`)
  const { user, session } = await authSession(client, keys, signInToken)
  if (user.toLowerCase() !== account.userName.toLowerCase()) throw new AppError('conflict', say`${user} signed in there, but this account is that of ${account.userName}. Nothing was changed.`)
  await trackers.keys.set(id, { session, signInToken: '' })
}
