import { z } from 'zod'
import type { ListenbrainzClient } from './listenbrainz.client.ts'

/** What was heard, as ListenBrainz wants it told. */
export type TrackMetadata = { artist_name: string; track_name: string; release_name?: string; additional_info?: Record<string, string | number> }

/** A listen; `listened_at` = when it began, in UTC seconds. */
export type SentListen = { listened_at: number; track_metadata: TrackMetadata }

/** Limits of ListenBrainz: listens in one request, and bytes of one listen. */
export const mostListens = 1_000
export const mostListenBytes = 10_240

const doneSchema = z.looseObject({ status: z.string().optional() })
const foundSchema = z.looseObject({ recording_mbid: z.string().nullish() })

/** Sends up to {@link mostListens}: all are taken or none. Those that are there already are kept once, so sending again does no harm. */
export async function submitListens(client: ListenbrainzClient, token: string, listens: readonly SentListen[], signal?: AbortSignal): Promise<unknown> {
  const body = { listen_type: listens.length === 1 ? 'single' : 'import', payload: listens }
  return client.post('submit-listens', body, token, doneSchema, { isRepeatable: true, ...(signal && { signal }) })
}

/** Tells what plays now; it is forgotten there by itself. */
export async function submitPlayingNow(client: ListenbrainzClient, token: string, track: TrackMetadata, signal?: AbortSignal): Promise<void> {
  await client.post('submit-listens', { listen_type: 'playing_now', payload: [{ track_metadata: track }] }, token, doneSchema, { isRepeatable: true, ...(signal && { signal }) })
}

/** The recording ListenBrainz takes these words for; null when it knows none. */
export async function lookUpRecording(client: ListenbrainzClient, token: string, { artist, title }: { artist: string; title: string }, signal?: AbortSignal): Promise<string | null> {
  const { recording_mbid: mbid } = await client.get('metadata/lookup/', { artist_name: artist, recording_name: title }, token, foundSchema, signal)
  return mbid || null
}

/** Loves a recording, or no longer. Twice does no harm. */
export async function rateRecording(client: ListenbrainzClient, token: string, { recordingMbid, isLoved }: { recordingMbid: string; isLoved: boolean }, signal?: AbortSignal): Promise<unknown> {
  return client.post('feedback/recording-feedback', { recording_mbid: recordingMbid, score: isLoved ? 1 : 0 }, token, doneSchema, { isRepeatable: true, ...(signal && { signal }) })
}
