import { oc } from '@orpc/contract'
import { z } from 'zod'
import { playEvents } from '../model/playback-machine.ts'
import { trackRowSchema } from './catalogue.contract.ts'
import { idSchema, windowSchema } from './ids.ts'
import { toldSchema } from '../messages/told.schema.ts'

export const repeatModes = ['off', 'all', 'one'] as const

/** The one playback of this library: what plays, where, and which window makes the sound. */
export const playbackStateSchema = z.object({
  /** The window (deck) that plays; null = none does. Others are remotes. */
  deckId: z.string().nullable(),
  status: z.enum(['stopped', 'playing', 'paused', 'buffering']),
  itemId: idSchema.nullable(),
  track: trackRowSchema.nullable(),
  /** Position in the queue's playing order, from 0. */
  index: z.number().nullable(),
  total: z.number(),
  positionMs: z.number(),
  /** When `positionMs` was true, UTC ms by the core's clock, which is the moment it was told. */
  positionAt: z.number(),
  isShuffled: z.boolean(),
  repeat: z.enum(repeatModes),
  volume: z.number().min(0).max(1),
  isMuted: z.boolean(),
})
export type PlaybackState = z.infer<typeof playbackStateSchema>

/** What a remote, a media key, the tray or the command line asks of the window that plays. */
export const remoteCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['play', 'pause', 'toggle', 'next', 'previous', 'stop']) }),
  z.object({ type: z.literal('seek'), positionMs: z.number().min(0) }),
  z.object({ type: z.literal('seekBy'), deltaMs: z.number() }),
  z.object({ type: z.literal('volume'), volume: z.number().min(0).max(1) }),
  z.object({ type: z.literal('mute'), isMuted: z.boolean() }),
  z.object({ type: z.literal('playItem'), itemId: idSchema }),
])
export type RemoteCommand = z.infer<typeof remoteCommandSchema>

export const queueItemSchema = z.object({ itemId: idSchema, track: trackRowSchema })
export type QueueItem = z.infer<typeof queueItemSchema>

/** What the deck needs to make sound of a queue item. `url` is same-origin and takes range requests. */
export const deckItemSchema = z.object({
  itemId: idSchema,
  trackId: idSchema,
  fileId: idSchema,
  url: z.string(),
  codec: z.string(),
  /** True when `url` answers FLAC made by ffmpeg because Chromium cannot decode the file. */
  isTranscoded: z.boolean(),
  durationMs: z.number().nullable(),
  sampleRate: z.number().nullable(),
  channels: z.number().nullable(),
  trackGain: z.number().nullable(),
  trackPeak: z.number().nullable(),
  albumGain: z.number().nullable(),
  albumPeak: z.number().nullable(),
  /** True when the neighbours in the queue are of the same album, in order: album gain applies in `auto`. */
  isAlbumRun: z.boolean(),
  track: trackRowSchema,
})
export type DeckItem = z.infer<typeof deckItemSchema>

const queueChanged = z.object({ version: z.number(), total: z.number() })

export const playbackContract = {
  state: oc.output(playbackStateSchema),
  /**
   * Makes the calling window the one that plays. `isPolite` only while no other is: so a window with nothing to report
   * says now and then that it is still there, without taking the sound from one that has begun meanwhile.
   */
  claimDeck: oc.input(z.object({ deckId: z.string().min(8).max(64), isPolite: z.boolean().default(false) })).output(playbackStateSchema),
  releaseDeck: oc.input(z.object({ deckId: z.string() })),
  /** Asks the window that plays; `conflict` when none does. Volume and mute are kept by the core and hold at once. */
  command: oc.input(remoteCommandSchema),
  setShuffle: oc.input(z.object({ isShuffled: z.boolean() })).output(playbackStateSchema),
  setRepeat: oc.input(z.object({ repeat: z.enum(repeatModes) })).output(playbackStateSchema),

  queue: oc.input(windowSchema).output(z.object({ version: z.number(), total: z.number(), index: z.number().nullable(), items: z.array(queueItemSchema) })),
  /**
   * Replaces the queue and says which item to start: the track at `startAt`, else the first, or any when shuffled.
   * Tracks that are not on disk are left out; 20,000 at most.
   */
  replaceQueue: oc
    .input(z.object({ trackIds: z.array(idSchema).max(20_000), startAt: z.int().min(0).optional(), isShuffled: z.boolean().optional() }))
    .output(queueChanged.extend({ itemId: idSchema.nullable() })),
  addToQueue: oc.input(z.object({ trackIds: z.array(idSchema).max(20_000), where: z.enum(['next', 'last']) })).output(queueChanged.extend({ added: z.number() })),
  moveInQueue: oc.input(z.object({ itemIds: z.array(idSchema).max(20_000), beforeItemId: idSchema.nullable() })).output(queueChanged),
  removeFromQueue: oc.input(z.object({ itemIds: z.array(idSchema).max(20_000) })).output(queueChanged),
  /** Removes everything but the track that plays or is paused. */
  clearQueue: oc.output(queueChanged),
  /** Takes the last change of what is in the queue back; `conflict` when none is kept. */
  undoQueue: oc.output(queueChanged),

  /** The item after (or before) another in playing order, wrapping as repeat says; null = the end. */
  neighbour: oc.input(z.object({ itemId: idSchema.nullable(), direction: z.enum(['next', 'previous']), isManual: z.boolean() })).output(deckItemSchema.nullable()),
  /** `isTranscoded` asks for ffmpeg's rendering of a file that could not be decoded although it should be. */
  deckItem: oc.input(z.object({ itemId: idSchema, isTranscoded: z.boolean().default(false) })).output(deckItemSchema),

  /**
   * The deck reports what it does; the core decides what is a play. `heardMs` counts audio rendered since `started`.
   * A deck that stops reporting is taken as gone after its last heartbeat.
   */
  report: oc
    .input(
      z.object({
        deckId: z.string(),
        event: z.enum(playEvents),
        /** Counts what the deck has loaded; reports of one run are about one playing of one item. */
        run: z.int().min(0),
        itemId: idSchema,
        trackId: idSchema,
        fileId: idSchema,
        positionMs: z.number().min(0),
        heardMs: z.number().min(0),
        zone: z.string().max(64),
        problem: toldSchema.optional(),
      }),
    )
    .output(z.object({ playId: idSchema.nullable() })),
}
