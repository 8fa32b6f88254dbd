import { oc } from '@orpc/contract'
import { z } from 'zod'
import { idSchema } from './ids.ts'

export const backupSchema = z.object({
  name: z.string(),
  path: z.string(),
  bytes: z.number(),
  createdAt: z.number(),
  reason: z.enum(['daily', 'migration', 'request', 'restore']),
  schemaVersion: z.number(),
  /** Null = never checked. */
  isSound: z.boolean().nullable(),
})
export type Backup = z.infer<typeof backupSchema>

const name = z.object({ name: z.string().regex(/^[\w.-]{1,200}$/) })

export const backupsContract = {
  list: oc.output(z.array(backupSchema)),
  create: oc.output(z.object({ jobId: idSchema })),
  verify: oc.input(name).output(z.object({ jobId: idSchema })),
  /** Keeps the present library beside it as a backup, then starts again on the chosen one. */
  restore: oc.input(name).output(z.object({ isRestarting: z.boolean() })),
  remove: oc.input(name),
}
