import { z } from 'zod'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import type { Jobs } from '#main/kernel/jobs/job-definition.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import type { Clock } from '#main/kernel/clock.ts'
import type { CopyProgress } from '#main/kernel/db/copy-library.ts'
import { checkBackup, checkLibraryInUse, makeBackup } from './backups.service.ts'
import type { Backups } from './backups.service.ts'

const lane = 'backups'
/** After an unclean stop the person comes first, the check second. */
const checkDelayMs = 30_000

function copying({ done, total }: CopyProgress): JobProgress {
  return { phase: 'copying', done, total, ratePerSecond: null, remainingMs: null, detail: null }
}

const checking: JobProgress = { phase: 'checking', done: 0, total: null, ratePerSecond: null, remainingMs: null, detail: null }

export function defineBackupJobs(backups: Backups) {
  return {
    create: defineJob({
      type: 'backups.create',
      lane,
      payload: z.object({ reason: z.enum(['daily', 'request']) }),
      run: async ({ payload, signal, progress }) => {
        const onProgress = (copied: CopyProgress): void => progress(copied.done < copied.total ? copying(copied) : checking)
        return { kind: 'done', result: await makeBackup(backups, payload.reason, { signal, onProgress }) }
      },
    }),
    verify: defineJob({
      type: 'backups.verify',
      lane,
      payload: z.object({ name: z.string() }),
      run: async ({ payload, signal, progress }) => {
        progress(checking)
        return { kind: 'done', result: { name: payload.name, ...(await checkBackup(backups, payload.name, { signal })) } }
      },
    }),
    checkLibrary: defineJob({
      type: 'library.check',
      lane,
      payload: z.object({}),
      run: async ({ signal, progress }) => {
        progress(checking)
        await checkLibraryInUse(backups, { signal })
        return { kind: 'done' }
      },
    }),
  }
}

export type BackupJobs = ReturnType<typeof defineBackupJobs>

/** Daily at three, the whole file weekly; both are made up for after a night switched off. */
export function registerBackupJobs(engine: JobEngine, jobs: BackupJobs): void {
  engine.register(jobs.create)
  engine.register(jobs.verify)
  engine.register(jobs.checkLibrary)
  engine.schedules.register('backups.daily', jobs.create, { reason: 'daily' }, '0 3 * * *')
  engine.schedules.register('library.check', jobs.checkLibrary, {}, '30 3 * * 0')
}

export function requestBackup(queue: Jobs, jobs: BackupJobs): number {
  return queue.enqueue(jobs.create, { reason: 'request' }, { dedupeKey: 'backups.create', priority: 10 })
}

export function requestCheck(queue: Jobs, jobs: BackupJobs, name: string): number {
  return queue.enqueue(jobs.verify, { name }, { dedupeKey: `backups.verify:${name}`, subject: name, priority: 10 })
}

export function checkAfterUncleanStop(queue: Jobs, jobs: BackupJobs, clock: Clock): number {
  return queue.enqueue(jobs.checkLibrary, {}, { dedupeKey: 'library.check', runAfter: clock.now() + checkDelayMs })
}
