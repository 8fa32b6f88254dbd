import { oc } from '@orpc/contract'
import { z } from 'zod'
import { idSchema } from './ids.ts'
import { toldSchema } from '../messages/told.schema.ts'

/** Progress of any job: `done` of `total` (null while unknown), things a second, milliseconds left (null while unknown). */
export const jobProgressSchema = z.object({
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  ratePerSecond: z.number().nullable(),
  remainingMs: z.number().nullable(),
  detail: z.string().nullable(),
})
export type JobProgress = z.infer<typeof jobProgressSchema>

export const scanPhaseSchema = z.enum(['counting', 'reading', 'removing', 'artwork', 'finishing'])

/** What a running scan tells: the job's progress plus what it found so far. */
export const scanProgressSchema = jobProgressSchema.extend({
  jobId: idSchema,
  phase: scanPhaseSchema,
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  failed: z.number(),
  missing: z.number(),
})
export type ScanProgress = z.infer<typeof scanProgressSchema>

export const jobStateSchema = z.enum(['queued', 'running', 'done', 'skipped', 'failed', 'cancelled'])
export type JobState = z.infer<typeof jobStateSchema>

export const jobSchema = z.object({
  id: idSchema,
  type: z.string(),
  lane: z.string(),
  subject: z.string().nullable(),
  state: jobStateSchema,
  attempts: z.number(),
  maxAttempts: z.number(),
  progress: jobProgressSchema.nullable(),
  errorCode: z.string().nullable(),
  /** The English of `told`. */
  errorMessage: z.string().nullable(),
  /** What went wrong, or why it was skipped. */
  told: toldSchema.nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** When a waiting job may run at the earliest. */
  runAfter: z.number(),
})
export type Job = z.infer<typeof jobSchema>

export const scheduleSchema = z.object({
  name: z.string(),
  jobType: z.string(),
  cron: z.string(),
  isEnabled: z.boolean(),
  lastRunAt: z.number().nullable(),
  nextRunAt: z.number().nullable(),
  lastJob: jobSchema.nullable(),
})
export type Schedule = z.infer<typeof scheduleSchema>

export const jobsContract = {
  /** Newest first; active ones always lead. */
  list: oc
    .input(z.object({ state: jobStateSchema.optional(), before: idSchema.optional(), limit: z.int().min(1).max(200).default(100) }))
    .output(z.object({ items: z.array(jobSchema), counts: z.record(jobStateSchema, z.number()), pausedLanes: z.array(z.object({ lane: z.string(), until: z.number().nullable(), reason: toldSchema.nullable() })) })),
  cancel: oc.input(z.object({ id: idSchema })).output(z.object({ isCancelled: z.boolean() })),
  retry: oc.input(z.object({ id: idSchema })).output(z.object({ jobId: idSchema })),
  /** Removes finished jobs from the list. */
  clear: oc.output(z.object({ removed: z.number() })),
  pauseLane: oc.input(z.object({ lane: z.string() })),
  resumeLane: oc.input(z.object({ lane: z.string() })),
  schedules: oc.output(z.array(scheduleSchema)),
  updateSchedule: oc.input(z.object({ name: z.string(), cron: z.string().optional(), isEnabled: z.boolean().optional() })).output(scheduleSchema),
  runSchedule: oc.input(z.object({ name: z.string() })).output(z.object({ jobId: idSchema })),
}
