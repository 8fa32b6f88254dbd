import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { jobSchema, scanProgressSchema } from './jobs.contract.ts'
import { playbackStateSchema, remoteCommandSchema } from './playback.contract.ts'
import { settingsSchema } from './settings.contract.ts'
import { toldSchema } from '../messages/told.schema.ts'

/**
 * Facts the core tells every window, past tense. They never carry lists: a page hears that something changed and asks
 * again for the window it shows. Events of one kind are coalesced to at most one in 100 ms.
 */
export const appEventSchema = z.discriminatedUnion('type', [
  /** Albums, artists, tracks or files changed; `version` grows with every change and names the state of lists. */
  z.object({ type: z.literal('library.changed'), version: z.number() }),
  z.object({ type: z.literal('folders.changed') }),
  z.object({ type: z.literal('scan.progressed'), progress: scanProgressSchema }),
  z.object({ type: z.literal('jobs.changed'), active: z.array(jobSchema) }),
  z.object({ type: z.literal('settings.changed'), settings: settingsSchema }),
  z.object({ type: z.literal('plays.recorded'), trackId: z.number().nullable() }),
  /** How an account stands, or what plays there. */
  z.object({ type: z.literal('accounts.changed') }),
  z.object({ type: z.literal('playback.changed'), state: playbackStateSchema }),
  z.object({ type: z.literal('queue.changed'), version: z.number(), total: z.number() }),
  /** For the one window that plays: carry this out. */
  z.object({ type: z.literal('playback.commanded'), deckId: z.string(), command: remoteCommandSchema }),
  /** Plays came or went, or mean something else: after imports, corrections and the like. */
  z.object({ type: z.literal('plays.changed') }),
  z.object({ type: z.literal('imports.changed') }),
  /** Another track, a pause, a side that ended: the record player stands otherwise. */
  z.object({ type: z.literal('needle.changed') }),
  z.object({ type: z.literal('backups.changed') }),
  /** Something a person should know although no window asked: said once, as a notice. */
  z.object({ type: z.literal('notice.raised'), level: z.enum(['info', 'warning', 'error']), code: z.string(), told: toldSchema }),
  /** The host asks the window to go somewhere (deep link, tray, menu). Only paths inside the app. */
  z.object({ type: z.literal('navigation.requested'), path: z.string() }),
])
export type AppEvent = z.infer<typeof appEventSchema>

export const eventsContract = {
  /** Every event from now on, for as long as the caller listens. */
  listen: oc.output(eventIterator(appEventSchema)),
}
