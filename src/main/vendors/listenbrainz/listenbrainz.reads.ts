import type { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { ListenbrainzClient } from './listenbrainz.client.ts'
import { feedbackRowSchema, feedbackSchema, listenCountSchema, listenSchema, listensSchema, validTokenSchema } from './listenbrainz.schema.ts'

/** A listen. `at` in UTC ms, null on what plays now; `durationMs` and `heardMs` null = not told. */
export type Listen = {
  artist: string
  title: string
  album: string
  albumArtist: string
  recordingMbid: string
  at: number | null
  durationMs: number | null
  heardMs: number | null
  service: string
  player: string
  client: string
}

/** Listens, newest first. `oldestAt` is the user's oldest listen of all (UTC ms), null when not told. */
export type ListensPage = { listens: Listen[]; unreadable: number; oldestAt: number | null }

/** A love as it stands there; words are '' when ListenBrainz knows only ids. */
export type LovedRecording = { artist: string; title: string; recordingMbid: string; at: number | null }

function positive(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value > 0 ? Math.round(value) : null
}

/** Some clients send nanoseconds or milliseconds; no listen is younger than the year 2100. */
function atOf(seconds: number | undefined): number | null {
  if (seconds === undefined) return null
  return seconds > 4_102_444_800 ? Number.NaN : Math.floor(seconds) * 1000
}

function listenOf({ listened_at: at, track_metadata: { artist_name: artist, track_name: title, release_name: album, additional_info: info } }: z.infer<typeof listenSchema>): Listen {
  return {
    artist,
    title,
    album,
    albumArtist: info.release_artist_name ?? '',
    recordingMbid: info.recording_mbid ?? '',
    at: atOf(at),
    durationMs: positive(info.duration_ms ?? (info.duration === undefined ? undefined : info.duration * 1000)),
    heardMs: positive(info.duration_played === undefined ? undefined : info.duration_played * 1000),
    service: info.music_service_name || info.music_service || '',
    player: info.media_player ?? '',
    client: info.original_submission_client || info.submission_client || '',
  }
}

function listensOf(rows: readonly unknown[]): { listens: Listen[]; unreadable: number } {
  const listens = rows.flatMap((row) => {
    const parsed = listenSchema.safeParse(row).data
    return parsed ? [listenOf(parsed)] : []
  }).filter(({ at }) => !Number.isNaN(at))
  return { listens, unreadable: rows.length - listens.length }
}

/** Listens before `before` (UTC ms, exclusive, whole seconds), or the newest; at most 1,000. Throws `not-found` for an unknown user. */
export async function listens(client: ListenbrainzClient, token: string, { user, count, before }: { user: string; count: number; before?: number }, signal?: AbortSignal): Promise<ListensPage> {
  const query = { count, max_ts: before === undefined ? undefined : Math.ceil(before / 1000) }
  const { payload } = await client.get(`user/${encodeURIComponent(user)}/listens`, query, token, listensSchema, signal)
  const { listens: all, unreadable } = listensOf(payload.listens)
  return { listens: all.filter(({ at }) => at !== null), unreadable, oldestAt: payload.oldest_listen_ts === undefined ? null : payload.oldest_listen_ts * 1000 }
}

/** What plays now, or null. */
export async function playingNow(client: ListenbrainzClient, token: string, user: string, signal?: AbortSignal): Promise<Listen | null> {
  const { payload } = await client.get(`user/${encodeURIComponent(user)}/playing-now`, {}, token, listensSchema, signal)
  return listensOf(payload.listens).listens[0] ?? null
}

/** How many listens there are. */
export async function listenCount(client: ListenbrainzClient, token: string, user: string, signal?: AbortSignal): Promise<number> {
  return (await client.get(`user/${encodeURIComponent(user)}/listen-count`, {}, token, listenCountSchema, signal)).payload.count
}

/** Whose token it is; throws `unauthorised` when nobody's. */
export async function tokenOwner(client: ListenbrainzClient, token: string, signal?: AbortSignal): Promise<string> {
  const { valid, user_name: name } = await client.get('validate-token', {}, token, validTokenSchema, signal)
  if (!valid || !name) throw new AppError('unauthorised', say`ListenBrainz does not know this token. Copy it again from your settings there.`)
  return name
}

/** Loved recordings from an offset on, newest first; at most 100. `total` null = not told. */
export async function lovedRecordings(client: ListenbrainzClient, token: string, { user, count, offset }: { user: string; count: number; offset: number }, signal?: AbortSignal): Promise<{ loves: LovedRecording[]; rows: number; total: number | null }> {
  const answer = await client.get(`feedback/user/${encodeURIComponent(user)}/get-feedback`, { score: 1, count, offset, metadata: 'true' }, token, feedbackSchema, signal)
  const loves = answer.feedback.flatMap((row) => {
    const parsed = feedbackRowSchema.safeParse(row).data
    if (!parsed || parsed.score !== 1) return []
    const { track_metadata: words, recording_mbid: recordingMbid, created } = parsed
    return [{ artist: words?.artist_name ?? '', title: words?.track_name ?? '', recordingMbid, at: created === undefined ? null : created * 1000 }]
  })
  return { loves, rows: answer.feedback.length, total: answer.total_count ?? null }
}
