import { oc } from '@orpc/contract'
import { z } from 'zod'
import { idSchema } from './ids.ts'

/** `isGuessed`: neither album nor file tells its length, so it is the median of the others. `startedAt` is null until it sounded. */
export const needleTrackSchema = z.object({ trackId: idSchema, position: z.string(), title: z.string(), durationMs: z.number(), isGuessed: z.boolean(), startedAt: z.number().nullable(), isHeard: z.boolean() })

/** A record that turns, or has just run out. Times are UTC ms. */
export const needleSessionSchema = z.object({
  id: idSchema,
  albumId: idSchema,
  title: z.string(),
  artist: z.string(),
  coverHash: z.string().nullable(),
  how: z.enum(['vinyl', 'cd', 'tape']),
  /** Null where nothing tells sides apart. */
  side: z.string().nullable(),
  state: z.enum(['playing', 'paused', 'ended']),
  startedAt: z.number(),
  pausedAt: z.number().nullable(),
  /** When the last track of the side ends, if nothing happens; null while paused. */
  endsAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  currentTrackId: idSchema.nullable(),
  /** Where the needle was in the current track at `positionAt`. */
  positionMs: z.number(),
  positionAt: z.number(),
  tracks: z.array(needleTrackSchema),
  nextSide: z.string().nullable(),
})
export type NeedleSession = z.infer<typeof needleSessionSchema>

/** A side that can be put on: `A`, or the number of a disc, or '' where nothing tells sides apart. */
export const needleSideSchema = z.object({ side: z.string(), durationMs: z.number(), tracks: z.array(needleTrackSchema) })
export type NeedleSide = z.infer<typeof needleSideSchema>

export const needleContract = {
  /** What can be put on. */
  sides: oc.input(z.object({ albumId: idSchema })).output(z.array(needleSideSchema)),
  /** The record that turns, or the one that ran out within the last half hour and was not put away. */
  current: oc.output(needleSessionSchema.nullable()),
  /** Starts now or at an earlier moment, at the first track of the side or at a given one. Another session is lifted first. */
  start: oc.input(z.object({ albumId: idSchema, side: z.string().max(20), fromTrackId: idSchema.optional(), startedAt: z.number().optional(), how: z.enum(['vinyl', 'cd', 'tape']).default('vinyl') })).output(needleSessionSchema),
  pause: oc.output(needleSessionSchema),
  resume: oc.output(needleSessionSchema),
  /** The needle is at the start of that track now. */
  seek: oc.input(z.object({ trackId: idSchema })).output(needleSessionSchema),
  /** Puts the next side on now. */
  flip: oc.output(needleSessionSchema),
  /** Ends it, now or at an earlier moment; what was heard so far is written as plays. Puts away what has run out. */
  lift: oc.input(z.object({ at: z.number().optional() })).output(needleSessionSchema),
  /** Takes the whole session back, plays included. */
  discard: oc.input(z.object({ id: idSchema })),
}
