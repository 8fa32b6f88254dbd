// A walk through a history from new to old. Each page is asked for by the moment it ends at, not by a number: what
// comes or goes meanwhile shifts nothing, pages of another size do no harm, and a walk goes on from where it was.
import { z } from 'zod'

export const walkSchema = z.object({
  /** The next page begins before this second (UTC ms); null = with the newest. */
  to: z.number().nullable(),
  /** More than 1 only where one second holds more plays than a page. */
  page: z.int().min(1),
  limit: z.int().min(1),
  /** Pages in a row that came, and how many it takes before larger ones are tried. */
  good: z.int(),
  patience: z.int(),
})
export type Walk = z.infer<typeof walkSchema>

const secondMs = 1000
const sizes = [10, 25, 50, 100, 200, 500, 1000] as const
const largest = 1000
const mostPatience = 64

export function beginWalk(to: number | null, limit: number): Walk {
  return { to, page: 1, limit, good: 0, patience: 4 }
}

function grown(walk: Walk): Walk {
  const good = walk.good + 1
  if (good < walk.patience) return { ...walk, good }
  return { ...walk, good: 0, limit: sizes.find((size) => size > walk.limit) ?? walk.limit }
}

/** A smaller page for the same stretch, or null where it is the smallest already. Larger ones are tried again after twice as many that came. */
export function shrunk(walk: Walk): Walk | null {
  const limit = sizes.findLast((size) => size < walk.limit)
  return limit === undefined ? null : { ...walk, limit, page: 1, good: 0, patience: Math.min(mostPatience, walk.patience * 2) }
}

/** Where to go on after a page; null at the end. The oldest second is asked for once more, because it may go on beyond the page. */
export function advanced(walk: Walk, page: { oldestAt: number | null; isLast: boolean }, hasPages: boolean): Walk | null {
  if (page.isLast) return null
  const next = page.oldestAt === null ? null : page.oldestAt + secondMs
  if (next !== null && (walk.to === null || next < walk.to)) return grown({ ...walk, to: next, page: 1 })
  if (hasPages) return { ...walk, page: walk.page + 1 }
  if (walk.limit < largest) return { ...walk, limit: largest }
  // A second with more plays than any page holds, at a service that has no pages: what is left of it cannot be reached.
  return page.oldestAt === null ? null : { ...walk, to: page.oldestAt }
}
