import { oc } from '@orpc/contract'
import { z } from 'zod'
import { errorCodes } from '../errors.ts'
import { accountSchema } from './accounts.contract.ts'
import { albumPageSchema, albumRowSchema, artistRowSchema, trackRowSchema } from './catalogue.contract.ts'
import { idSchema } from './ids.ts'
import { jobSchema, jobStateSchema } from './jobs.contract.ts'
import { playRowSchema } from './plays.contract.ts'

/*
 * REST for other programs, under /api/v1 with a token. Lists are paged: `nextCursor` of one answer is the `cursor` of
 * the next request; null = that was the last page.
 */

/** The body of every answer that is not a success. */
export const restErrorSchema = z.object({ error: z.object({ code: z.enum(errorCodes), message: z.string() }) })
export type RestError = z.infer<typeof restErrorSchema>

const errorResponse = { description: 'What happened, in words for a person', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } }

function get(path: `/${string}`, summary: string, tag: string) {
  return oc.route({ method: 'GET', path, summary, tags: [tag], spec: (operation) => ({ ...operation, responses: { ...operation.responses, default: errorResponse } }) })
}

function post(path: `/${string}`, summary: string, tag: string) {
  return get(path, summary, tag).route({ method: 'POST' })
}

/** Whether accounts are read, and how each stands. */
const trackerStatus = z.object({ isRunning: z.boolean(), accounts: z.array(accountSchema.omit({ problem: true }).extend({ problem: z.string().nullable().describe('What does not work, in words for a person') })) })

const page = {
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(40).optional(),
}
const search = { q: z.string().max(500).default('').describe('Words and field syntax: artist:x year:1970..1979') }

function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ total: z.number(), items: z.array(item), nextCursor: z.string().nullable() })
}

export const restContract = {
  albums: get('/collection/albums', 'Albums, by artist and year', 'collection').input(z.object({ ...page, ...search })).output(pageOf(albumRowSchema)),
  album: get('/collection/albums/{id}', 'One album with its editions, tracks and plays', 'collection')
    .input(z.object({ id: z.coerce.number().pipe(idSchema) }))
    .output(albumPageSchema),
  artists: get('/collection/artists', 'Artists, by name', 'collection').input(z.object({ ...page, ...search })).output(pageOf(artistRowSchema)),
  historyTracks: get('/history/tracks', 'Plays, newest first', 'history')
    .input(z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().regex(/^-?\d{1,15}\.\d{1,15}$/).optional(), source: z.string().max(60).optional().describe('Only what this source saw: lastfm, player, …') }))
    .output(z.object({ items: z.array(playRowSchema), nextCursor: z.string().nullable() })),
  historyTimeline: get('/history/timeline', 'Every play of one of the listener’s days, oldest first', 'history')
    .input(z.object({ date: z.iso.date().describe('2026-11-19') }))
    .output(z.object({ date: z.string(), plays: z.number(), heardMs: z.number(), items: z.array(playRowSchema) })),
  search: get('/search', 'Best matches, best first in each group', 'search')
    .input(z.object({ q: z.string().min(1).max(500), limit: z.coerce.number().int().min(1).max(20).default(10) }))
    .output(z.object({ tracks: z.array(trackRowSchema), albums: z.array(albumRowSchema), artists: z.array(artistRowSchema) })),
  trackerStatus: get('/services/tracker/status', 'How the accounts at outside services stand', 'services').output(trackerStatus),
  startTracker: post('/services/tracker/start', 'Read from every account', 'services').output(trackerStatus),
  stopTracker: post('/services/tracker/stop', 'Read from no account', 'services').output(trackerStatus),
  jobs: get('/jobs', 'Jobs, newest first', 'jobs')
    .input(z.object({ state: jobStateSchema.optional(), limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.coerce.number().pipe(idSchema).optional() }))
    .output(z.object({ items: z.array(jobSchema.omit({ told: true })), nextCursor: z.string().nullable() })),
}
