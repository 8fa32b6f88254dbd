import { oc } from '@orpc/contract'
import { z } from 'zod'
import { toldSchema } from '../messages/told.schema.ts'
import { idSchema } from './ids.ts'

/** Kinds of files that hold plays or loves. `jsonl` and `csv` are our own; `lastfm-csv` is any CSV whose header names artist, track and time. */
export const playFormats = [
  'lastfm-csv', 'lastfm-json', 'librefm-csv', 'librefm-loved', 'spotify-extended', 'spotify-account', 'listenbrainz', 'pano-jsonl', 'maloja', 'koito', 'rockbox', 'itunes-xml', 'jsonl', 'csv',
] as const
export type PlayFormat = (typeof playFormats)[number]

/**
 * Why a sound row is not written as a play: by choice (`skipped-track`, `private-session`, `podcast`), because it is
 * none (`video`, `never-played`, `now-playing`, `not-a-play`), or because it is kept otherwise (`loved` as a love,
 * `only-counted` as a figure without a date).
 */
export const skipReasons = ['skipped-track', 'private-session', 'podcast', 'video', 'loved', 'never-played', 'now-playing', 'only-counted', 'not-a-play'] as const
export type SkipReason = (typeof skipReasons)[number]

/** Why a row cannot be taken. `cut-off` = the file ends in the middle of it. */
export const rejectReasons = ['malformed', 'too-large', 'cut-off', 'no-artist', 'no-title', 'no-date', 'impossible-date'] as const
export type RejectReason = (typeof rejectReasons)[number]

/** Choices of the person; each only matters to some formats. */
export const importOptionsSchema = z.object({
  /** Null = found by content. */
  format: z.enum(playFormats).nullable().default(null),
  /** IANA zone for clock times that carry none; null = UTC. */
  zone: z.string().nullable().default(null),
  /** Tracks that were skipped become plays that do not count. */
  takesSkips: z.boolean().default(true),
  takesPrivate: z.boolean().default(false),
  takesPodcasts: z.boolean().default(false),
})
export type ImportOptions = z.infer<typeof importOptionsSchema>

/** Every row has exactly one outcome: `rows = added + attached + duplicates + Σ skipped + Σ rejected`; `matched` are of `added`. */
export const importCountsSchema = z.object({
  rows: z.number(),
  added: z.number(),
  attached: z.number(),
  duplicates: z.number(),
  /** By {@link SkipReason}. */
  skipped: z.record(z.string(), z.number()),
  /** By {@link RejectReason}. */
  rejected: z.record(z.string(), z.number()),
  matched: z.number(),
  /** Tracks that were not loved before. */
  loves: z.number(),
  /** Plays known only as a number, beyond those with a date (iTunes). */
  figures: z.number(),
})
export type ImportCounts = z.infer<typeof importCountsSchema>

/** A row as an example of an outcome: `added`, `attached`, `duplicate`, or the reason it was skipped or rejected for. `line` counts lines of text, or items. */
export const importSampleSchema = z.object({ outcome: z.string(), path: z.string(), line: z.number(), artist: z.string(), title: z.string(), startedAt: z.number().nullable() })
export type ImportSample = z.infer<typeof importSampleSchema>

/** `format` is null for a file that holds no plays; `problem` says why it was not read, or not to its end. */
export const importFileSchema = z.object({ path: z.string(), format: z.enum(playFormats).nullable(), problem: toldSchema.nullable(), counts: importCountsSchema })
export type ImportFile = z.infer<typeof importFileSchema>

export const importReportSchema = z.object({
  counts: importCountsSchema,
  /** At most a thousand, those with plays or a problem first. */
  files: z.array(importFileSchema),
  /** Up to five of every outcome. */
  samples: z.array(importSampleSchema),
  /** Some file has clock times without a zone; they were read in `zone`. */
  needsZone: z.boolean(),
  /** Oldest and newest play of the files (UTC ms), duplicates included. */
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
})
export type ImportReport = z.infer<typeof importReportSchema>

export const importSummarySchema = z.object({
  id: idSchema,
  /** Of the file or folder, as the person knows it. */
  name: z.string(),
  state: z.enum(['running', 'done', 'failed', 'undone']),
  counts: importCountsSchema,
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  undoneAt: z.number().nullable(),
})
export type ImportSummary = z.infer<typeof importSummarySchema>

export const importEntrySchema = importSummarySchema.extend({ report: importReportSchema })
export type ImportEntry = z.infer<typeof importEntrySchema>

/** Absolute paths of files, folders and zips on the machine of the core, or `upload:<id>` for what was sent to `POST /uploads`. */
const source = z.object({ paths: z.array(z.string().min(1).max(8_000)).min(1).max(1000), options: importOptionsSchema.prefault({}) })
export type ImportSource = z.infer<typeof source>

export const importsContract = {
  /** Reads everything and says what an import would do; writes nothing. The report is the job's result, kept for `dryRunReport`. */
  dryRun: oc.input(source).output(z.object({ jobId: idSchema })),
  /** Null while the job runs, and when it failed or was cancelled. */
  dryRunReport: oc.input(z.object({ jobId: idSchema })).output(importReportSchema.nullable()),
  start: oc.input(source).output(z.object({ importId: idSchema, jobId: idSchema })),
  /** Newest first. */
  list: oc.output(z.array(importSummarySchema)),
  get: oc.input(z.object({ id: idSchema })).output(importEntrySchema),
  /** Takes the whole import back; a play that has another witness stays. Returns the job that does it; its result is `{ removed }`. */
  undo: oc.input(z.object({ id: idSchema })).output(z.object({ jobId: idSchema })),
}
