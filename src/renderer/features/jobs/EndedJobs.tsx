import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import type { Job } from '#shared/contract/jobs.contract.ts'
import styles from './JobsPage.module.css'
import { jobName, stateName } from './job-texts.ts'

/** What ended, newest first. */
export function EndedJobs({ jobs }: { jobs: readonly Job[] }) {
  const t = useT()
  const format = useFormat()
  return (
    <ul>
      {jobs.map((job) => (
        <li key={job.id} className={styles.line}>
          <span className={styles.clip}>{jobName(t, job.type)}</span>
          <span className={`${styles.clip} ${styles.quiet}`} title={job.subject ?? undefined}>{job.subject}</span>
          <span className={styles.quiet}>{stateName(t, job.state)}</span>
          <span className={`${styles.quiet} num`}>{job.endedAt === null ? '' : format.moment(job.endedAt)}</span>
        </li>
      ))}
    </ul>
  )
}
