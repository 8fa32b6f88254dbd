import type { HttpDeps } from '#main/kernel/http/http-client.ts'
import { createLastfmClient, lastfmAddress, lastfmAuthAddress } from '#main/vendors/lastfm/lastfm.client.ts'
import type { LastfmClient, LastfmKeys } from '#main/vendors/lastfm/lastfm.client.ts'
import { createListenbrainzClient, listenbrainzAddress } from '#main/vendors/listenbrainz/listenbrainz.client.ts'
import type { ListenbrainzClient } from '#main/vendors/listenbrainz/listenbrainz.client.ts'
import type { AccountKeys } from './account-keys.ts'
import type { AccountRow } from './accounts.repo.ts'

export type LastfmAccess = { service: 'lastfm'; client: LastfmClient; keys: LastfmKeys; account: AccountRow }
export type ListenbrainzAccess = { service: 'listenbrainz'; client: ListenbrainzClient; token: string; account: AccountRow }

/** What it takes to ask a service about an account. */
export type Access = LastfmAccess | ListenbrainzAccess

/** One client for each address, because the limits of a service are kept in it. */
export type Clients = {
  lastfm(baseUrl: string): LastfmClient
  listenbrainz(baseUrl: string): ListenbrainzClient
  /** Where a person agrees, of the service at that address. */
  authAddress(baseUrl: string): string
}

export type ClientOptions = HttpDeps & { version: string; timeoutMs?: number }

/** The name a person knows a compatible service by is its host. */
function nameOf(baseUrl: string, own: string): string {
  return baseUrl === '' ? own : new URL(baseUrl).host
}

export function openClients({ version, timeoutMs, ...deps }: ClientOptions): Clients {
  const { SILLON_LASTFM_URL: lastfmUrl, SILLON_LASTFM_AUTH_URL: authUrl, SILLON_LISTENBRAINZ_URL: listenbrainzUrl } = deps.environment
  const lastfms = new Map<string, LastfmClient>()
  const listenbrainzes = new Map<string, ListenbrainzClient>()
  const options = { version, ...(timeoutMs !== undefined && { timeoutMs }) }
  return {
    lastfm: (baseUrl) => {
      const client = lastfms.get(baseUrl) ?? createLastfmClient({ name: nameOf(baseUrl, 'Last.fm'), baseUrl: baseUrl || lastfmUrl || lastfmAddress, ...options }, deps)
      lastfms.set(baseUrl, client)
      return client
    },
    listenbrainz: (baseUrl) => {
      const client = listenbrainzes.get(baseUrl) ?? createListenbrainzClient({ name: nameOf(baseUrl, 'ListenBrainz'), baseUrl: baseUrl || listenbrainzUrl || listenbrainzAddress, ...options }, deps)
      listenbrainzes.set(baseUrl, client)
      return client
    },
    authAddress: (baseUrl) => (baseUrl === '' ? authUrl || lastfmAuthAddress : new URL('/api/auth/', baseUrl).href),
  }
}

/** Undefined when the key or token is missing. */
export function accessOf(clients: Clients, account: AccountRow, { apiKey, secret, session, token }: AccountKeys): Access | undefined {
  if (account.service === 'listenbrainz') return token === '' ? undefined : { service: 'listenbrainz', client: clients.listenbrainz(account.baseUrl), token, account }
  if (apiKey === '') return undefined
  return { service: 'lastfm', client: clients.lastfm(account.baseUrl), keys: { apiKey, ...(secret !== '' && { secret }), ...(session !== '' && { session }) }, account }
}
