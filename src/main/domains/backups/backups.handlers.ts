import { os } from '#main/contract.ts'
import type { Jobs } from '#main/kernel/jobs/job-definition.ts'
import { requestBackup, requestCheck } from './backups.jobs.ts'
import type { BackupJobs } from './backups.jobs.ts'
import { listAllBackups, removeBackup, restoreBackup } from './backups.service.ts'
import type { Backups } from './backups.service.ts'

export function createBackupsHandlers(backups: Backups, queue: Jobs, jobs: BackupJobs) {
  const { backups: procedures } = os
  return {
    list: procedures.list.handler(() => listAllBackups(backups)),
    create: procedures.create.handler(() => ({ jobId: requestBackup(queue, jobs) })),
    verify: procedures.verify.handler(({ input }) => ({ jobId: requestCheck(queue, jobs, input.name) })),
    restore: procedures.restore.handler(({ input }) => restoreBackup(backups, input.name)),
    remove: procedures.remove.handler(({ input }) => removeBackup(backups, input.name)),
  }
}
