import { unreadableError } from '#main/kernel/http/http-errors.ts'
import { say } from '#shared/messages/say.ts'
import { doneSchema, scrobblesSchema } from './lastfm-writes.schema.ts'
import type { LastfmClient, LastfmKeys } from './lastfm.client.ts'

/** What was heard. `at` = when it began, in UTC seconds; `duration` in seconds. What is not known is left out. */
export type Scrobble = { artist: string; track: string; at: number; album?: string; albumArtist?: string; trackNumber?: number; mbid?: string; duration?: number }

/** What plays now. */
export type NowPlaying = Omit<Scrobble, 'at'>

/** What became of one scrobble: `ignored` 0 = kept, else Last.fm's number of why not; `answer` as it came. */
export type Scrobbled = { ignored: number; answer: unknown }

/** Scrobbles in one call. */
export const mostScrobbles = 50

/** Sends up to {@link mostScrobbles}; results in their order. One that is there already (same words, same second) is kept once, so sending again does no harm. */
export async function scrobble(client: LastfmClient, keys: LastfmKeys, plays: readonly Scrobble[], signal?: AbortSignal): Promise<Scrobbled[]> {
  const params = plays.flatMap(({ at, ...play }, index) => Object.entries({ ...play, timestamp: at }).map(([name, value]) => [`${name}[${index}]`, value] as const))
  const { scrobbles } = await client.post('track.scrobble', Object.fromEntries(params), keys, scrobblesSchema, { isRepeatable: true, ...(signal && { signal }) })
  if (scrobbles.scrobble.length !== plays.length) throw unreadableError('Last.fm', say`another number of results than was sent`)
  return scrobbles.scrobble.map((result) => ({ ignored: result.ignoredMessage.code, answer: result }))
}

/** Tells what plays now; it is forgotten there by itself. */
export async function updateNowPlaying(client: LastfmClient, keys: LastfmKeys, play: NowPlaying, signal?: AbortSignal): Promise<void> {
  await client.post('track.updateNowPlaying', play, keys, doneSchema, { isRepeatable: true, ...(signal && { signal }) })
}

/** Loves a track, or no longer. Twice does no harm. */
export async function love(client: LastfmClient, keys: LastfmKeys, { artist, track, isLoved }: { artist: string; track: string; isLoved: boolean }, signal?: AbortSignal): Promise<unknown> {
  return client.post(isLoved ? 'track.love' : 'track.unlove', { artist, track }, keys, doneSchema, { isRepeatable: true, ...(signal && { signal }) })
}
