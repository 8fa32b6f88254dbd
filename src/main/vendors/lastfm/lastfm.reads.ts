import type { z } from 'zod'
import { isAppError } from '#shared/errors.ts'
import { lastfmErrors } from './lastfm-failure.ts'
import type { LastfmClient, LastfmKeys } from './lastfm.client.ts'
import { lastfmTrackSchema, lovedTracksSchema, recentTracksSchema, sessionSchema, tokenSchema, userInfoSchema } from './lastfm.schema.ts'

/** A track as a list names it. `at` in UTC ms: when its play began, or since when it is loved; null = not told. */
export type LastfmTrack = { artist: string; title: string; album: string; mbid: string; artistMbid: string; albumMbid: string; at: number | null; isNowPlaying: boolean }

/** A page of a list, newest first. `total` and `pages` count what the question covers; `unreadable` rows were left out. */
export type LastfmPage = { tracks: LastfmTrack[]; unreadable: number; pages: number; total: number }

/** What to read: at most `limit` (1,000) a page; `from` and `to` in UTC ms, in whole seconds. */
export type RecentTracksQuery = { user: string; limit: number; page?: number; from?: number; to?: number }

const nothing: LastfmPage = { tracks: [], unreadable: 0, pages: 0, total: 0 }

function seconds(at: number | undefined): number | undefined {
  return at === undefined ? undefined : Math.floor(at / 1000)
}

function pageOf({ track: rows, '@attr': { total, totalPages } }: z.infer<typeof recentTracksSchema>['recenttracks']): LastfmPage {
  const parsed = rows.map((row) => lastfmTrackSchema.safeParse(row).data)
  const tracks = parsed.flatMap((row) => {
    if (!row || row.artist.name === '' || row.name === '') return []
    const { name: title, artist, album, mbid, date, '@attr': marks } = row
    return [{ artist: artist.name, title, album: album.name, mbid, artistMbid: artist.mbid, albumMbid: album.mbid, at: date ? date.uts * 1000 : null, isNowPlaying: marks?.nowplaying === 'true' }]
  })
  return { tracks, unreadable: rows.length - tracks.length, pages: totalPages, total }
}

/** Last.fm says "invalid resource" where somebody never played or loved anything. */
async function orNothing(read: Promise<LastfmPage>): Promise<LastfmPage> {
  try {
    return await read
  } catch (error) {
    if (isAppError(error, 'not-found') && error.data?.error === lastfmErrors.resource) return nothing
    throw error
  }
}

/** Plays of a user, newest first; the track that plays now leads every page. Throws `permission` for a private profile. */
export async function recentTracks(client: LastfmClient, keys: LastfmKeys, { user, limit, page, from, to }: RecentTracksQuery, signal?: AbortSignal): Promise<LastfmPage> {
  const read = client.get('user.getRecentTracks', { user, limit, page, from: seconds(from), to: seconds(to) }, keys, recentTracksSchema, signal)
  return orNothing(read.then(({ recenttracks }) => pageOf(recenttracks)))
}

/** Tracks a user loves, newest love first. */
export async function lovedTracks(client: LastfmClient, keys: LastfmKeys, { user, limit, page }: Pick<RecentTracksQuery, 'user' | 'limit' | 'page'>, signal?: AbortSignal): Promise<LastfmPage> {
  const read = client.get('user.getLovedTracks', { user, limit, page }, keys, lovedTracksSchema, signal)
  return orNothing(read.then(({ lovedtracks }) => pageOf(lovedtracks)))
}

/** The user's name as it is written there, and how many plays there are. Throws `not-found`. */
export async function userInfo(client: LastfmClient, keys: LastfmKeys, user: string, signal?: AbortSignal): Promise<{ name: string; plays: number }> {
  const answer = await client.get('user.getInfo', { user }, keys, userInfoSchema, signal)
  return { name: answer.user.name, plays: answer.user.playcount }
}

/** A token for the page where the person agrees; good for an hour. */
export async function authToken(client: LastfmClient, keys: LastfmKeys, signal?: AbortSignal): Promise<string> {
  return (await client.post('auth.getToken', {}, keys, tokenSchema, { isRepeatable: true, ...(signal && { signal }) })).token
}

/** The session a token became once the person agreed. Throws `unauthorised` before that. */
export async function authSession(client: LastfmClient, keys: LastfmKeys, token: string, signal?: AbortSignal): Promise<{ user: string; session: string }> {
  const { session } = await client.post('auth.getSession', { token }, keys, sessionSchema, signal ? { signal } : {})
  return { user: session.name, session: session.key }
}
