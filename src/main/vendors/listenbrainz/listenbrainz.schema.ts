import { z } from 'zod'

const text = z.union([z.string(), z.number(), z.null()]).optional().transform((value) => (value === null || value === undefined ? '' : String(value)))
const number = z.coerce.number().optional().catch(undefined)

/** What was heard. Everything in `additional_info` is the word of whoever sent it. */
const trackMetadata = z.object({
  artist_name: z.string().min(1),
  track_name: z.string().min(1),
  release_name: text,
  additional_info: z
    .object({
      recording_mbid: text,
      release_mbid: text,
      release_artist_name: text,
      duration_ms: number,
      duration: number,
      duration_played: number,
      media_player: text,
      music_service: text,
      music_service_name: text,
      submission_client: text,
      original_submission_client: text,
    })
    .partial()
    .catch({}),
})

/** One listen. `listened_at` (UTC seconds, sometimes as text) is missing on what plays now. */
export const listenSchema = z.object({
  listened_at: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).optional(),
  track_metadata: trackMetadata,
  recording_msid: text,
  playing_now: z.boolean().optional(),
})

/** /1/user/{name}/listens and /1/user/{name}/playing-now. Rows are checked one by one: a bad one must not cost the page. */
export const listensSchema = z.object({ payload: z.object({ listens: z.array(z.unknown()), oldest_listen_ts: z.number().optional(), latest_listen_ts: z.number().optional() }) })

/** /1/user/{name}/listen-count */
export const listenCountSchema = z.object({ payload: z.object({ count: z.coerce.number().int().min(0) }) })

/** /1/validate-token */
export const validTokenSchema = z.object({ valid: z.boolean(), user_name: z.string().optional() })

/** A love or hate; `track_metadata` comes only when asked for. */
export const feedbackRowSchema = z.object({
  created: z.number().optional(),
  score: z.coerce.number(),
  recording_mbid: text,
  recording_msid: text,
  track_metadata: trackMetadata.nullish().catch(null),
})

/** /1/feedback/user/{name}/get-feedback */
export const feedbackSchema = z.object({ feedback: z.array(z.unknown()), total_count: z.coerce.number().optional() })
