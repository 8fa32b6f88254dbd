import { oc } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, windowSchema } from './ids.ts'

const name = z.string().trim().min(1).max(1000)

/** One rule of the ledger. Artists, albums and titles are named as they are shown; rules meet every spelling with the same key. */
export const correctionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename-artist'), artist: name, to: name }),
  z.object({ kind: z.literal('rename-album'), artist: name, album: name, to: name }),
  z.object({ kind: z.literal('rename-track'), artist: name, title: name, to: name }),
  /** The names on the left are that artist: aliases, old names, misspellings. */
  z.object({ kind: z.literal('merge-artists'), artists: z.array(name).min(1).max(100), into: name }),
  /** This credit is several artists; the first one counts the plays. */
  z.object({ kind: z.literal('split-artist'), artist: name, into: z.array(z.object({ name, joinPhrase: z.string().max(40) })).min(2).max(20) }),
  /** This credit is one artist, whatever stands in it. */
  z.object({ kind: z.literal('never-split'), artist: name }),
  /** These words, or only these plays of them, are that track. */
  z.object({ kind: z.literal('assign-track'), heardTextId: idSchema, playIds: z.array(idSchema).min(1).max(1000).optional(), trackId: idSchema }),
  /** Plays of these words stay in the history but outside every figure and list. */
  z.object({ kind: z.literal('hide'), artist: name, title: name.optional() }),
])
export type Correction = z.infer<typeof correctionSchema>

const shownNamesSchema = z.object({ artist: z.string(), title: z.string(), album: z.string().nullable(), isHidden: z.boolean() })

export const correctionEffectSchema = z.object({
  /** Different words that mean something else now, and the plays told in them. */
  texts: z.number(),
  plays: z.number(),
  /** Up to ten, the most played first. */
  examples: z.array(z.object({ before: shownNamesSchema, after: shownNamesSchema, plays: z.number() })),
})
export type CorrectionEffect = z.infer<typeof correctionEffectSchema>

export const correctionEntrySchema = z.object({ id: idSchema, correction: correctionSchema, texts: z.number(), plays: z.number(), createdAt: z.number(), undoneAt: z.number().nullable() })
export type CorrectionEntry = z.infer<typeof correctionEntrySchema>

export const correctionsContract = {
  /** What it would change, exactly; changes nothing. */
  preview: oc.input(correctionSchema).output(correctionEffectSchema),
  /** Seen whole or not at all; holds for plays to come as well. */
  make: oc.input(correctionSchema).output(z.object({ id: idSchema, effect: correctionEffectSchema })),
  /** Newest first. */
  list: oc.input(windowSchema).output(z.object({ total: z.number(), items: z.array(correctionEntrySchema) })),
  /** As if it had never been made; the others hold as before. */
  undo: oc.input(z.object({ id: idSchema })).output(z.object({ effect: correctionEffectSchema })),
  /** Takes an undone one up again, as the newest. */
  redo: oc.input(z.object({ id: idSchema })).output(z.object({ id: idSchema, effect: correctionEffectSchema })),
  /** The whole ledger as JSON text. */
  export: oc.output(z.object({ text: z.string() })),
  /** Derives what everything heard means anew, beside what stands, and swaps. */
  rebuild: oc.output(z.object({ jobId: idSchema })),
}
