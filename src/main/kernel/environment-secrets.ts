import type { Log } from './log.ts'
import type { Secrets } from './secrets.ts'

/** Environment variables that hold credentials, and the secrets they become. A password is not one: it is stored hashed. */
export const environmentSecrets = {
  SILLON_LASTFM_API_KEY: 'lastfm.apiKey',
  SILLON_LASTFM_SECRET: 'lastfm.secret',
  SILLON_LASTFM_USER: 'lastfm.user',
  SILLON_LISTENBRAINZ_TOKEN: 'listenbrainz.token',
  SILLON_LISTENBRAINZ_USER: 'listenbrainz.user',
  SILLON_DISCOGS_TOKEN: 'discogs.token',
  SILLON_SPOTIFY_CLIENT_ID: 'spotify.clientId',
  SILLON_SPOTIFY_CLIENT_SECRET: 'spotify.clientSecret',
  SILLON_AI_KEY: 'ai.key',
  SILLON_AI_MODEL: 'ai.model',
} as const

/**
 * Puts the credentials of the environment over a store: at each start they win over what is stored and are written to
 * it, so that they still hold once the variable is gone. Changing one later in the run wins until the next start. Where
 * the store cannot be written they hold for this run.
 */
export async function createEnvironmentSecrets(store: Secrets, environment: Readonly<Record<string, string | undefined>>, log: Log): Promise<Secrets> {
  const given = new Map<string, string>()
  for (const [variable, name] of Object.entries(environmentSecrets)) {
    const value = environment[variable]
    if (value) given.set(name, value)
  }
  for (const [name, value] of given) {
    try {
      if ((await store.get(name)) !== value) await store.set(name, value)
    } catch (error) {
      log.warn('a credential of the environment could not be stored and holds for this run only', { name, error })
    }
  }
  return {
    get: async (name) => given.get(name) ?? (await store.get(name)),
    set: async (name, value) => {
      await store.set(name, value)
      given.delete(name)
    },
    remove: async (name) => {
      await store.remove(name)
      given.delete(name)
    },
  }
}
