import { z } from 'zod'

/** Text that may be told as a number, null or not at all; '' then. */
const text = z.union([z.string(), z.number(), z.null()]).optional().transform((value) => (value === null || value === undefined ? '' : String(value)))

/** A number that may be told as text. */
const count = z.coerce.number().int().min(0)

/** An artist or album: `#text` in plain answers, `name` in extended ones, or the bare name. */
const named = z
  .union([z.string(), z.object({ '#text': text, name: text, mbid: text })])
  .optional()
  .transform((value) => (value === undefined || typeof value === 'string' ? { name: value ?? '', mbid: '' } : { name: value['#text'] || value.name, mbid: value.mbid }))

/** One row of a list of tracks. `date` is missing on the track that plays now, and on some old ones. */
export const lastfmTrackSchema = z.object({
  name: z.union([z.string(), z.number()]).transform(String),
  artist: named,
  album: named,
  mbid: text,
  date: z.object({ uts: z.coerce.number().int().min(0) }).optional(),
  '@attr': z.object({ nowplaying: text }).optional(),
})

/** A list holds a single row bare, several in an array, and none not at all. Rows are checked one by one: a bad one must not cost the page. */
const rows = z.preprocess((value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]), z.array(z.unknown()))

const listSchema = z.object({
  track: rows,
  '@attr': z.object({ page: count.default(1), totalPages: count.default(0), total: count.default(0) }).default({ page: 1, totalPages: 0, total: 0 }),
})

/** user.getRecentTracks */
export const recentTracksSchema = z.object({ recenttracks: listSchema })

/** user.getLovedTracks */
export const lovedTracksSchema = z.object({ lovedtracks: listSchema })

/** user.getInfo */
export const userInfoSchema = z.object({ user: z.object({ name: z.string(), playcount: count.default(0) }) })

/** auth.getToken */
export const tokenSchema = z.object({ token: z.string().min(1) })

/** auth.getSession */
export const sessionSchema = z.object({ session: z.object({ name: z.string(), key: z.string().min(1) }) })
