import { oc } from '@orpc/contract'
import { z } from 'zod'
import { toldSchema } from '../messages/told.schema.ts'
import { idSchema, windowSchema } from './ids.ts'

/** Where listeners keep what they heard. */
export const services = ['lastfm', 'listenbrainz'] as const
export type Service = (typeof services)[number]

const baseUrl = z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default('')

/** What plays at a service, as its last poll knows; `sinceAt` UTC ms, when it was first seen. */
export const nowListeningSchema = z.object({ artist: z.string(), title: z.string(), album: z.string().nullable(), trackId: idSchema.nullable(), albumId: idSchema.nullable(), coverHash: z.string().nullable(), sinceAt: z.number() })
export type NowListening = z.infer<typeof nowListeningSchema>

/** An account of the listener and how it is doing. Keys and tokens are never told. */
export const accountSchema = z.object({
  id: idSchema,
  service: z.enum(services),
  userName: z.string(),
  baseUrl: z.string(),
  isPolled: z.boolean(),
  isSentTo: z.boolean(),
  /** Whether plays can be sent: for Last.fm only after the person signed in there. */
  canSend: z.boolean(),
  state: z.enum(['idle', 'polling', 'backfilling', 'paused', 'failing']),
  lastPollAt: z.number().nullable(),
  lastSuccessAt: z.number().nullable(),
  nextPollAt: z.number().nullable(),
  /** In plain words; null after a success. */
  problem: toldSchema.nullable(),
  nowListening: nowListeningSchema.nullable(),
  /** Plays of this account in the library, and how far the walk back has come. */
  plays: z.number(),
  backfill: z.object({ done: z.number(), total: z.number().nullable(), reachedAt: z.number().nullable(), isDone: z.boolean(), isPaused: z.boolean() }).nullable(),
  sendings: z.object({ queued: z.number(), sent: z.number(), ignored: z.number(), failed: z.number() }),
})
export type Account = z.infer<typeof accountSchema>

/** What is told to a service: a play, a love, or one taken back. */
export const sendingKinds = ['play', 'love', 'unlove'] as const
export type SendingKind = (typeof sendingKinds)[number]
/** `ignored` = taken there but not kept, or not worth sending; `failed` = refused. Both are final until tried again. */
export const sendingStates = ['queued', 'sent', 'ignored', 'failed'] as const
export type SendingState = (typeof sendingStates)[number]

/** A row of what is sent to an account; `startedAt` null for loves, `problem` says why it was not kept. */
export const sendingSchema = z.object({
  id: idSchema, accountId: idSchema, kind: z.enum(sendingKinds), artist: z.string(), title: z.string(), startedAt: z.number().nullable(),
  state: z.enum(sendingStates), attempts: z.number(), runAfter: z.number(), endedAt: z.number().nullable(), problem: toldSchema.nullable(),
})
export type Sending = z.infer<typeof sendingSchema>

export const accountsContract = {
  list: oc.output(z.array(accountSchema)),
  /** Asks the service whether user and key are right before anything is kept. Without a secret plays can be read, not sent. */
  addLastfm: oc.input(z.object({ userName: z.string().trim().min(1).max(200), apiKey: z.string().trim().min(1).max(200), secret: z.string().trim().max(200).default(''), baseUrl })).output(accountSchema),
  addListenbrainz: oc.input(z.object({ token: z.string().trim().min(1).max(200), baseUrl })).output(accountSchema),
  update: oc.input(z.object({ id: idSchema, isPolled: z.boolean().optional(), isSentTo: z.boolean().optional() })).output(accountSchema),
  /** Forgets its keys and stops; the plays stay. */
  remove: oc.input(z.object({ id: idSchema })),
  pollNow: oc.input(z.object({ id: idSchema })).output(z.object({ jobId: idSchema })),
  /** Reads the whole history, oldest last; goes on where it was paused. */
  startBackfill: oc.input(z.object({ id: idSchema })).output(z.object({ jobId: idSchema })),
  pauseBackfill: oc.input(z.object({ id: idSchema })),
  /** First half of signing in at Last.fm: the page to open in the browser. */
  beginSignIn: oc.input(z.object({ id: idSchema })).output(z.object({ url: z.string() })),
  /** Second half, after the person agreed there. */
  finishSignIn: oc.input(z.object({ id: idSchema })).output(accountSchema),
  /** What was and is to be sent to an account, newest first. */
  sendings: oc.input(windowSchema.extend({ accountId: idSchema, state: z.enum(sendingStates).optional() })).output(z.object({ total: z.number(), items: z.array(sendingSchema) })),
  /** Programs elsewhere that feed plays in and play something now, the newest first; by the names of their tokens. */
  scrobblers: oc.output(z.array(z.object({ name: z.string(), nowListening: nowListeningSchema }))),
  /** Tries again what failed or was ignored. */
  retrySendings: oc.input(z.object({ accountId: idSchema })).output(z.object({ queued: z.number() })),
}
