import { z } from 'zod'
import { listenSchema } from '#main/vendors/listenbrainz/listenbrainz.schema.ts'
import type { ReceivedPlay } from './receiving.service.ts'

const mostListens = 1_000

const submissionSchema = z.object({ listen_type: z.enum(['single', 'playing_now', 'import']), payload: z.array(listenSchema).min(1).max(mostListens) })
type Listen = z.infer<typeof listenSchema>

export type Submission = { kind: z.infer<typeof submissionSchema>['listen_type']; plays: ReceivedPlay[] }

function ms(value: number | undefined, unit: number): number | null {
  return value !== undefined && value > 0 && Number.isFinite(value) ? Math.round(value * unit) : null
}

function playOf({ listened_at: at = Number.NaN, track_metadata: { artist_name: artist, track_name: title, release_name: album, additional_info: info } }: Listen): ReceivedPlay {
  const told = { player: info.media_player, service: info.music_service_name || info.music_service, client: info.submission_client }
  return {
    artist, title, album, albumArtist: info.release_artist_name ?? '', recordingMbid: info.recording_mbid ?? '', startedAt: Math.floor(at) * 1000,
    durationMs: ms(info.duration_ms, 1) ?? ms(info.duration, 1000), heardMs: ms(info.duration_played, 1000),
    told: Object.fromEntries(Object.entries(told).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  }
}

// Undefined for what is no submission; a listen without a time has none that is a number.
export function readSubmission(body: unknown): Submission | undefined {
  let sent: unknown
  try {
    sent = JSON.parse(typeof body === 'string' ? body : '')
  } catch {
    return undefined
  }
  const { data } = submissionSchema.safeParse(sent)
  if (!data || (data.listen_type !== 'import' && data.payload.length > 1)) return undefined
  return { kind: data.listen_type, plays: data.payload.map(playOf) }
}
