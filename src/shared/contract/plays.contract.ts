import { oc } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, windowSchema } from './ids.ts'

export const playHows = ['file', 'vinyl', 'cd', 'tape', 'stream', 'unknown'] as const
export type PlayHow = (typeof playHows)[number]

/** A listener's day as yyyymmdd, after the chosen start of the day. */
export const localDaySchema = z.int().min(1_000_101).max(99_991_231)

/** What a play is shown by. Names are those the ledger and the catalogue give it; `sources` are those that saw it. */
export const playRowSchema = z.object({
  id: idSchema,
  heardTextId: idSchema,
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  trackId: idSchema.nullable(),
  albumId: idSchema.nullable(),
  artistId: idSchema.nullable(),
  coverHash: z.string().nullable(),
  isOnDisk: z.boolean(),
  isLoved: z.boolean(),
  /** UTC ms; read it in `zone`. */
  startedAt: z.number(),
  zone: z.string(),
  localDay: localDaySchema,
  durationMs: z.number().nullable(),
  heardMs: z.number().nullable(),
  how: z.enum(playHows),
  isCounted: z.boolean(),
  isPlaying: z.boolean(),
  isDeleted: z.boolean(),
  matchedBy: z.enum(['pinned', 'id', 'exact', 'near', 'heard']),
  sources: z.array(z.string()),
  /** May be the same play as another one; a person decides. */
  isDoubtful: z.boolean(),
})
export type PlayRow = z.infer<typeof playRowSchema>

export const playWitnessSchema = z.object({
  id: idSchema,
  source: z.string(),
  account: z.string().nullable(),
  importId: idSchema.nullable(),
  startedAt: z.number(),
  precisionMs: z.number().nullable(),
  artist: z.string(),
  title: z.string(),
  album: z.string().nullable(),
  heardMs: z.number().nullable(),
})
export type PlayWitness = z.infer<typeof playWitnessSchema>

export const journalFilterSchema = z.object({
  sources: z.array(z.string()).optional(),
  hows: z.array(z.enum(playHows)).optional(),
  artistId: idSchema.optional(),
  albumId: idSchema.optional(),
  trackId: idSchema.optional(),
  importId: idSchema.optional(),
  /** Plays only, skips only, or both. */
  counted: z.enum(['plays', 'skips', 'both']).default('plays'),
  /** Only those whose track has no file. */
  isUnmatched: z.boolean().default(false),
  isDoubtful: z.boolean().default(false),
  isDeleted: z.boolean().default(false),
})
export type JournalFilter = z.infer<typeof journalFilterSchema>
export type JournalFilterInput = z.input<typeof journalFilterSchema>

/** A place in the journal, between two plays. */
export const journalPlaceSchema = z.object({ startedAt: z.number(), id: z.number() })
export type JournalPlace = z.infer<typeof journalPlaceSchema>

/** What was heard in a stretch of time. */
export const heardFigureSchema = z.object({ plays: z.number(), heardMs: z.number() })
export const dayFigureSchema = heardFigureSchema.extend({ day: localDaySchema })
export type DayFigure = z.infer<typeof dayFigureSchema>

/** A stretch of plays, newest first. `days` tells everything heard on the days they stand on, whatever the filter. */
export const journalPageSchema = z.object({ items: z.array(playRowSchema), days: z.array(dayFigureSchema), hasNewer: z.boolean(), hasOlder: z.boolean() })
export type JournalPage = z.infer<typeof journalPageSchema>

/** A day as a strip of 24 hours, counted from the hour at which the listener's day begins. */
export const dayStripSchema = dayFigureSchema.extend({
  /** Hours with plays (0 to 23 from the start of the day), each with what was heard in it, most played first. */
  hours: z.array(
    z.object({
      hour: z.int(),
      albums: z.array(z.object({ albumId: idSchema.nullable(), title: z.string(), artist: z.string(), coverHash: z.string().nullable(), plays: z.number(), isPlaying: z.boolean() })),
    }),
  ),
  /** Every play as its minute from the start of the day (0 to 1439) and what it was heard on. */
  ticks: z.array(z.object({ minute: z.int(), how: z.enum(playHows) })),
})
export type DayStrip = z.infer<typeof dayStripSchema>

/** What an artist, album or track was heard. `perMonth` is complete between the first and last month (yyyymm). */
export const heardSummarySchema = heardFigureSchema.extend({
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  perMonth: z.array(z.object({ month: z.int(), plays: z.number() })),
})
export type HeardSummary = z.infer<typeof heardSummarySchema>

export const candidateSchema = z.object({
  trackId: idSchema,
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  coverHash: z.string().nullable(),
  durationMs: z.number().nullable(),
  /** 0 to 1. */
  likeness: z.number(),
})
export type Candidate = z.infer<typeof candidateSchema>

/** Words heard whose track has no file. */
export const unmatchedTextSchema = z.object({
  heardTextId: idSchema,
  title: z.string(),
  artist: z.string(),
  album: z.string().nullable(),
  plays: z.number(),
  lastPlayedAt: z.number().nullable(),
  candidates: z.array(candidateSchema),
})
export type UnmatchedText = z.infer<typeof unmatchedTextSchema>

export const doubtfulPairSchema = z.object({ play: playRowSchema, other: playRowSchema })
export type DoubtfulPair = z.infer<typeof doubtfulPairSchema>

/** Days (the last one left out), or moments where a day is not meant. */
export const periodSchema = z.object({ fromDay: localDaySchema.optional(), toDay: localDaySchema.optional(), fromAt: z.number().optional(), toAt: z.number().optional() })
export type Period = z.infer<typeof periodSchema>

const noFilter: JournalFilter = { counted: 'plays', isUnmatched: false, isDoubtful: false, isDeleted: false }
const ids = z.array(idSchema).min(1).max(1000)

export const playsContract = {
  /** Plays newest first: the newest, those before or after a place, or from a day on (its last play first). */
  journal: oc
    .input(z.object({ filter: journalFilterSchema.default(noFilter), olderThan: journalPlaceSchema.optional(), newerThan: journalPlaceSchema.optional(), day: localDaySchema.optional(), limit: z.int().min(1).max(200).default(60) }))
    .output(journalPageSchema),
  /** Every play of a day, oldest first. */
  day: oc.input(z.object({ day: localDaySchema })).output(dayFigureSchema.extend({ items: z.array(playRowSchema) })),
  /** Days on which something was heard, newest first: the newest, those before or after a day, or from a day on. */
  strips: oc
    .input(z.object({ olderThan: localDaySchema.optional(), newerThan: localDaySchema.optional(), upTo: localDaySchema.optional(), limit: z.int().min(1).max(60).default(14) }))
    .output(z.object({ days: z.array(dayStripSchema), hasNewer: z.boolean(), hasOlder: z.boolean() })),
  /** One figure a day of a calendar year, and the years in which anything was heard, newest first. */
  year: oc.input(z.object({ year: z.int().min(1900).max(9998) })).output(z.object({ years: z.array(z.int()), days: z.array(dayFigureSchema) })),
  /** Plays by hour of the listener's clock (0 to 23) and weekday of the listener's day (0 = Monday), of a calendar year or of all. */
  clock: oc.input(z.object({ year: z.int().min(1900).max(9998).optional() })).output(z.array(heardFigureSchema.extend({ weekday: z.int(), hour: z.int() }))),
  /** The same calendar day in other years, newest year first. */
  onThisDay: oc.input(z.object({ limit: z.int().min(1).max(50).default(6) })).output(z.array(z.object({ year: z.int(), day: localDaySchema, plays: z.number(), items: z.array(playRowSchema) }))),
  /** What there is to filter by: every source that saw a play. */
  sources: oc.output(z.array(z.string())),
  witnesses: oc.input(z.object({ id: idSchema })).output(z.array(playWitnessSchema)),
  summary: oc.input(z.object({ kind: z.enum(['artist', 'album', 'track']), id: idSchema })).output(heardSummarySchema),
  /** Words heard whose track has no file, most played first, each with the best candidates on disk. */
  unmatched: oc.input(windowSchema).output(z.object({ total: z.number(), items: z.array(unmatchedTextSchema) })),
  /** Tracks on disk that these words may be, or that a person looks for; best first. */
  candidates: oc.input(z.object({ heardTextId: idSchema, search: z.string().max(200).default('') })).output(z.array(candidateSchema)),
  /** Pairs that may be one play, newest first. */
  doubtful: oc.input(windowSchema).output(z.object({ total: z.number(), items: z.array(doubtfulPairSchema) })),
  /** Joins the second into the first, or says that they are two for good. */
  decide: oc.input(z.object({ playId: idSchema, otherId: idSchema, isOne: z.boolean() })).output(z.object({ playId: idSchema })),
  /** Where and when it was really played; the words stay, for them there is the ledger. */
  edit: oc.input(z.object({ id: idSchema, startedAt: z.number().optional(), zone: z.string().optional(), how: z.enum(playHows).optional() })),
  remove: oc.input(z.object({ ids })).output(z.object({ removed: z.number() })),
  restore: oc.input(z.object({ ids })).output(z.object({ restored: z.number() })),
  /** The zones the listener was in, from a moment on; before the first one the first holds. */
  zones: oc.output(z.array(z.object({ fromAt: z.number(), zone: z.string() }))),
  /** Replaces the whole history of zones. Plays whose own source told no zone move to their new local day. */
  setZones: oc.input(z.object({ zones: z.array(z.object({ fromAt: z.number(), zone: z.string() })).max(2000) })).output(z.object({ jobId: idSchema.nullable() })),
}
