import { oc } from '@orpc/contract'
import { z } from 'zod'
import { toldSchema } from '../messages/told.schema.ts'

export const systemInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'headless', 'cli']),
  platform: z.string(),
  locale: z.string(),
  dataFolder: z.string(),
  isDemo: z.boolean(),
  /** Null = not found: formats Chromium cannot decode do not play. */
  ffmpeg: z.object({ path: z.string(), version: z.string() }).nullable(),
  canPickFolder: z.boolean(),
  hasSystemKeyring: z.boolean(),
  /** Warnings about this installation in plain words: network file system, no keyring. */
  warnings: z.array(z.object({ code: z.string(), told: toldSchema })),
})
export type SystemInfo = z.infer<typeof systemInfoSchema>

export const systemContract = {
  info: oc.output(systemInfoSchema),
  /** Opens the system's folder dialog where there is one; null = the person closed it. */
  pickFolder: oc.input(z.object({ title: z.string().max(200) })).output(z.object({ path: z.string().nullable() })),
  /** Sub-folders of a folder on the machine the core runs on, for choosing one where no dialog can. */
  listFolders: oc.input(z.object({ path: z.string().max(4096).optional() })).output(z.object({ path: z.string(), parent: z.string().nullable(), folders: z.array(z.object({ name: z.string(), path: z.string() })), places: z.array(z.object({ name: z.string(), path: z.string() })) })),
  /** Shows a file of the library in the system's file manager; `unsupported` where there is none. */
  showFile: oc.input(z.object({ fileId: z.int().positive() })),
  openExternal: oc.input(z.object({ url: z.url({ protocol: /^https$/ }) })),
  /** The last lines of the log, for a problem report; secrets are never in it. */
  recentLog: oc.input(z.object({ lines: z.int().min(1).max(1000).default(200) })).output(z.array(z.string())),
  /** Looks again for ffmpeg, after an installation or a change of the setting. */
  findFfmpeg: oc.output(systemInfoSchema.shape.ffmpeg),
}
