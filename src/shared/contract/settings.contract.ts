import { oc } from '@orpc/contract'
import { z } from 'zod'

export const replayGainModes = ['off', 'track', 'album', 'auto'] as const

/** Everything a person can set that is not a secret. Stored value by value; each has its default here. */
export const settingsSchema = z.object({
  language: z.enum(['system', 'en', 'fr']).default('system'),
  theme: z.enum(['system', 'walnut', 'paper']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** Hour (0 to 23) at which the listener's day begins. */
  dayStartsAt: z.int().min(0).max(23).default(0),
  isGapless: z.boolean().default(true),
  /** Seconds two tracks overlap; 0 = none. */
  crossfadeSeconds: z.number().min(0).max(12).default(0),
  replayGain: z.enum(replayGainModes).default('auto'),
  /** dB added to every ReplayGain value, and to files without one. */
  preampDb: z.number().min(-15).max(15).default(0),
  untaggedDb: z.number().min(-15).max(15).default(0),
  preventsClipping: z.boolean().default(true),
  outputDeviceId: z.string().default(''),
  /** Decoded audio kept for gapless playback, in MB; longer files are streamed. */
  decodedCapMb: z.int().min(50).max(1000).default(250),
  restoresQueue: z.boolean().default(true),
  ffmpegPath: z.string().default(''),
  scansOnStart: z.boolean().default(false),
  keepsAwake: z.boolean().default(true),
  /** Minutes between two polls of an account; quicker while something plays, slower when nothing did for long. */
  pollMinutes: z.int().min(1).max(60).default(2),
  closesToTray: z.boolean().default(false),
  backupsKept: z.int().min(1).max(60).default(7),
  /** Empty = the data folder's `backups`. */
  backupFolder: z.string().default(''),
  isFirstRunDone: z.boolean().default(false),
  /** Shortcut overrides: command id to key combination. */
  shortcuts: z.record(z.string(), z.string()).default({}),
  /** View choices of pages (columns, sort, density), by page id; each page validates its own. */
  views: z.record(z.string(), z.unknown()).default({}),
})
export type Settings = z.infer<typeof settingsSchema>

/** Any subset of the settings. */
export const settingsPatchSchema = z.object(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([key, schema]) => [key, schema.unwrap().optional()])) as {
    [K in keyof typeof settingsSchema.shape]: z.ZodOptional<ReturnType<(typeof settingsSchema.shape)[K]['unwrap']>>
  },
)
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

export const settingsContract = {
  get: oc.output(settingsSchema),
  update: oc.input(settingsPatchSchema).output(settingsSchema),
}
