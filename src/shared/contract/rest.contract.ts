import { oc } from '@orpc/contract'
import { z } from 'zod'
import { albumPageSchema, albumRowSchema, artistRowSchema, trackRowSchema } from './catalogue.contract.ts'
import { idSchema } from './ids.ts'
import { jobSchema, jobStateSchema } from './jobs.contract.ts'

/*
 * REST for other programs, under /api/v1 with a token. Lists are paged: `nextCursor` of one answer is the `cursor` of
 * the next request; null = that was the last page.
 */

const page = {
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(40).optional(),
}
const search = { q: z.string().max(500).default('').describe('Words and field syntax: artist:x year:1970..1979') }

function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ total: z.number(), items: z.array(item), nextCursor: z.string().nullable() })
}

export const restContract = {
  albums: oc
    .route({ method: 'GET', path: '/collection/albums', summary: 'Albums, by artist and year', tags: ['collection'] })
    .input(z.object({ ...page, ...search }))
    .output(pageOf(albumRowSchema)),
  album: oc
    .route({ method: 'GET', path: '/collection/albums/{id}', summary: 'One album with its editions, tracks and plays', tags: ['collection'] })
    .input(z.object({ id: z.coerce.number().pipe(idSchema) }))
    .output(albumPageSchema),
  artists: oc
    .route({ method: 'GET', path: '/collection/artists', summary: 'Artists, by name', tags: ['collection'] })
    .input(z.object({ ...page, ...search }))
    .output(pageOf(artistRowSchema)),
  search: oc
    .route({ method: 'GET', path: '/search', summary: 'Best matches, best first in each group', tags: ['search'] })
    .input(z.object({ q: z.string().min(1).max(500), limit: z.coerce.number().int().min(1).max(20).default(10) }))
    .output(z.object({ tracks: z.array(trackRowSchema), albums: z.array(albumRowSchema), artists: z.array(artistRowSchema) })),
  jobs: oc
    .route({ method: 'GET', path: '/jobs', summary: 'Jobs, newest first', tags: ['jobs'] })
    .input(z.object({ state: jobStateSchema.optional(), limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.coerce.number().pipe(idSchema).optional() }))
    .output(z.object({ items: z.array(jobSchema), nextCursor: z.string().nullable() })),
}
