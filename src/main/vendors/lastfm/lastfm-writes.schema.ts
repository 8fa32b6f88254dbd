import { z } from 'zod'

const text = z.union([z.string(), z.number(), z.null()]).optional().transform((value) => (value === null || value === undefined ? '' : String(value)))

/** What became of one scrobble. Code 0 = kept; the words may have been corrected there. */
const resultSchema = z.object({ ignoredMessage: z.object({ code: z.coerce.number().int().default(0), '#text': text }).default({ code: 0, '#text': '' }) }).loose()

/** track.scrobble: a single result stands bare, several in an array. */
export const scrobblesSchema = z.object({ scrobbles: z.object({ scrobble: z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(resultSchema)) }) })

/** Answers whose content says nothing more: track.love, track.unlove, track.updateNowPlaying. */
export const doneSchema = z.looseObject({})
