import type { AppContext } from '#main/context.ts'
import type { KeyRing } from './account-keys.ts'
import { findAccount, listAccounts, saveBackfill, upsertAccount } from './accounts.repo.ts'
import type { AccountRow } from './accounts.repo.ts'
import { beginBackfill } from './backfill.rules.ts'

type EnvironmentContext = Pick<AppContext, 'db' | 'secrets' | 'clock' | 'log'>

/** Where the credentials of the environment lie once they were read. */
export const environmentNames = {
  lastfm: { user: 'lastfm.user', keys: { apiKey: 'lastfm.apiKey', secret: 'lastfm.secret' } },
  listenbrainz: { user: 'listenbrainz.user', keys: { token: 'listenbrainz.token' } },
} as const

type Given = { user: string; keys: Record<string, string> }

async function givenFor({ secrets }: EnvironmentContext, service: AccountRow['service']): Promise<Given> {
  const { user, keys } = environmentNames[service]
  const values = await Promise.all(Object.entries(keys).map(async ([key, name]) => [key, (await secrets.get(name)) ?? ''] as const))
  return { user: (await secrets.get(user)) ?? '', keys: Object.fromEntries(values.filter(([, value]) => value !== '')) }
}

/** Its whole history is read once jobs run, as that of any account that is added. */
function addAccount({ db, clock }: EnvironmentContext, service: AccountRow['service'], userName: string): number {
  return db.transaction(() => {
    const id = upsertAccount(db, { service, userName, baseUrl: '' }, clock.now())
    if (findAccount(db, id)?.backfillJson === null) saveBackfill(db, id, JSON.stringify(beginBackfill()))
    return id
  })
}

async function adopt(ctx: EnvironmentContext, ring: KeyRing, service: AccountRow['service']): Promise<void> {
  const { user, keys } = await givenFor(ctx, service)
  const isEnough = service === 'lastfm' ? keys.apiKey !== undefined && user !== '' : keys.token !== undefined
  if (!isEnough) return
  const own = listAccounts(ctx.db).filter((account) => account.service === service)
  const same = own.find(({ userName, baseUrl }) => baseUrl === '' && (user === '' || userName === '' || userName.toLowerCase() === user.toLowerCase()))
  if (!same && own.length > 0) return
  const id = same?.id ?? addAccount(ctx, service, user)
  const known: Record<string, string> = { ...(await ring.of({ id, service })) }
  if (Object.entries(keys).some(([key, value]) => known[key] !== value)) await ring.set(id, keys)
}

/**
 * Makes an account of the credentials the environment gave where the service has none, and puts them over those of the
 * account they belong to. Whose token it is may not be said: the first poll asks then. Where secrets are out of reach
 * Sillon starts without.
 */
export async function adoptEnvironment(ctx: EnvironmentContext, ring: KeyRing): Promise<void> {
  for (const service of ['lastfm', 'listenbrainz'] as const) {
    try {
      await adopt(ctx, ring, service)
    } catch (error) {
      ctx.log.warn('the credentials of a service could not be taken over', { service, error })
    }
  }
}

/** What the environment once gave must not bring an account back that was removed. */
export async function forgetEnvironment({ secrets }: Pick<AppContext, 'secrets'>, { service, userName }: Pick<AccountRow, 'service' | 'userName'>): Promise<void> {
  const { user, keys } = environmentNames[service]
  const stored = (await secrets.get(user)) ?? ''
  if (stored !== '' && stored.toLowerCase() !== userName.toLowerCase()) return
  for (const name of [user, ...Object.values(keys)]) await secrets.remove(name)
}
