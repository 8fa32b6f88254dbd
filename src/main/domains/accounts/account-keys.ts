import type { Secrets } from '#main/kernel/secrets.ts'
import type { Service } from '#shared/contract/accounts.contract.ts'

/** Everything secret about an account; '' where there is none. */
export type AccountKeys = { apiKey: string; secret: string; session: string; token: string; signInToken: string }
export type KeyName = keyof AccountKeys

const names: Readonly<Record<Service, readonly KeyName[]>> = { lastfm: ['apiKey', 'secret', 'session', 'signInToken'], listenbrainz: ['token'] }
const none: AccountKeys = { apiKey: '', secret: '', session: '', token: '', signInToken: '' }

/** The keys of accounts, read from the secret store once and kept in step with it. */
export type KeyRing = {
  of(account: { id: number; service: Service }): Promise<AccountKeys>
  set(id: number, keys: Partial<AccountKeys>): Promise<void>
  forget(account: { id: number; service: Service }): Promise<void>
}

export function openKeyRing(secrets: Secrets): KeyRing {
  const known = new Map<number, AccountKeys>()
  const nameOf = (id: number, key: KeyName): string => `account.${id}.${key}`

  async function read(id: number, service: Service): Promise<AccountKeys> {
    const entries = await Promise.all(names[service].map(async (key) => [key, (await secrets.get(nameOf(id, key))) ?? ''] as const))
    return { ...none, ...Object.fromEntries(entries) }
  }

  return {
    of: async ({ id, service }) => {
      const found = known.get(id) ?? (await read(id, service))
      known.set(id, found)
      return found
    },
    set: async (id, keys) => {
      for (const [key, value] of Object.entries(keys) as [KeyName, string][]) {
        if (value === '') await secrets.remove(nameOf(id, key))
        else await secrets.set(nameOf(id, key), value)
      }
      known.delete(id)
    },
    forget: async ({ id, service }) => {
      for (const key of names[service]) await secrets.remove(nameOf(id, key))
      known.delete(id)
    },
  }
}
