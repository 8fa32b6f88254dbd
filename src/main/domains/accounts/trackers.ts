import type { AppContext } from '#main/context.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { accessOf } from './account-access.ts'
import type { Access, Clients } from './account-access.ts'
import type { KeyRing } from './account-keys.ts'
import { lastfmSource, listenbrainzSource } from './account-sources.ts'
import { findAccount } from './accounts.repo.ts'
import type { HistorySource } from './history-source.ts'
import type { NowListenings } from './now-listening.ts'

/** What reading from services stands on. */
export type Trackers = {
  ctx: Pick<AppContext, 'db' | 'events' | 'log' | 'clock'>
  settings: () => Settings
  keys: KeyRing
  clients: Clients
  now: NowListenings
}

/** Undefined when the account is gone or its key is missing. */
export async function findAccess({ ctx, keys, clients }: Pick<Trackers, 'ctx' | 'keys' | 'clients'>, id: number): Promise<Access | undefined> {
  const account = findAccount(ctx.db, id)
  return account && accessOf(clients, account, await keys.of(account))
}

export function sourceOf(access: Access): HistorySource {
  return access.service === 'lastfm' ? lastfmSource(access) : listenbrainzSource(access)
}

/** Tells windows that plays came. */
export function announcePlays({ ctx: { events } }: Pick<Trackers, 'ctx'>, news: number): void {
  if (news > 0) events.publishSoon({ type: 'plays.changed' })
}
