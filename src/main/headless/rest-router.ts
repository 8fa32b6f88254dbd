import { OpenAPIGenerator } from '@orpc/openapi'
import { implement } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { restContract, restErrorSchema } from '#shared/contract/rest.contract.ts'
import { AppError } from '#shared/errors.ts'
import { inEnglish, verbatim } from '#shared/messages/say.ts'
import type { Client } from '#shared/rpc/client.ts'

/** Where REST begins. */
export const restPrefix = '/api/v1'

function offsetOf(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw new AppError('invalid-input', verbatim('That cursor is not one this list gave. Begin again without it.'))
  return Number(cursor ?? 0)
}

function pageOf<Item>(offset: number, { total, items }: { total: number; items: Item[] }): { total: number; items: Item[]; nextCursor: string | null } {
  const next = offset + items.length
  return { total, items, nextCursor: next < total && items.length > 0 ? String(next) : null }
}

/** A cursor of plays: the time of the last one, and its id. */
function placeOf(cursor: string): { startedAt: number; id: number } {
  const [startedAt, id] = cursor.split('.')
  return { startedAt: Number(startedAt), id: Number(id) }
}

/** REST answers come from the same procedures the windows use. */
export function createRestRouter(client: Client) {
  const rest = implement(restContract)
  const whereOf = async (text: string) => (text.trim() === '' ? undefined : (await client.search.parse({ text })).where)
  const trackerStatus = async () => {
    const accounts = await client.accounts.list()
    return { isRunning: accounts.some(({ isPolled }) => isPolled), accounts: accounts.map(({ problem, ...account }) => ({ ...account, problem: problem && inEnglish(problem) })) }
  }
  const setPolled = async (isPolled: boolean) => {
    for (const { id } of await client.accounts.list()) await client.accounts.update({ id, isPolled })
    return trackerStatus()
  }
  return rest.router({
    trackerStatus: rest.trackerStatus.handler(trackerStatus),
    startTracker: rest.startTracker.handler(() => setPolled(true)),
    stopTracker: rest.stopTracker.handler(() => setPolled(false)),
    albums: rest.albums.handler(async ({ input: { limit, cursor, q } }) => {
      const offset = offsetOf(cursor)
      return pageOf(offset, await client.catalogue.albums({ query: { where: await whereOf(q), sort: 'artist' }, offset, limit }))
    }),
    album: rest.album.handler(({ input }) => client.catalogue.album(input)),
    artists: rest.artists.handler(async ({ input: { limit, cursor, q } }) => {
      const offset = offsetOf(cursor)
      return pageOf(offset, await client.catalogue.artists({ query: { where: await whereOf(q), sort: 'name' }, offset, limit }))
    }),
    historyTracks: rest.historyTracks.handler(async ({ input: { limit, cursor, source } }) => {
      const { items, hasOlder } = await client.plays.journal({ limit, filter: source === undefined ? {} : { sources: [source] }, ...(cursor !== undefined && { olderThan: placeOf(cursor) }) })
      const last = items.at(-1)
      return { items, nextCursor: hasOlder && last ? `${last.startedAt}.${last.id}` : null }
    }),
    historyTimeline: rest.historyTimeline.handler(async ({ input: { date } }) => {
      const { day: _day, ...heard } = await client.plays.day({ day: Number(date.replaceAll('-', '')) })
      return { date, ...heard }
    }),
    search: rest.search.handler(async ({ input: { q, limit } }) => {
      const { tracks, albums, artists } = await client.search.suggest({ text: q, limit })
      return { tracks, albums, artists }
    }),
    jobs: rest.jobs.handler(async ({ input: { state, limit, cursor } }) => {
      const { items } = await client.jobs.list({ limit, ...(state && { state }), ...(cursor !== undefined && { before: cursor }) })
      const last = items.at(-1)
      return { items, nextCursor: items.length === limit && last ? String(last.id) : null }
    }),
  })
}

/** The OpenAPI document of what the router serves. */
export async function createRestDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(restContract, {
    info: { title: 'Sillon', version, description: 'Times are UTC milliseconds, lengths milliseconds. Lists are paged: `nextCursor` is the next `cursor`; null = the last page.' },
    servers: [{ url: restPrefix }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    commonSchemas: { Error: { schema: restErrorSchema } },
  })
}
