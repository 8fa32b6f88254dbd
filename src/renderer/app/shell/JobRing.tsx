import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { AppLink } from '#renderer/ui/link/AppLink.tsx'
import styles from './JobRing.module.css'

export type JobActivity = {
  /** Jobs running or waiting for their turn. */
  readonly active: number
  /** Jobs that failed and wait for the listener. */
  readonly failed: number
  /** Of the running ones together, 0..1; null while nothing is known. */
  readonly fraction: number | null
}

export type JobRingProps = { jobs: JobActivity; href: string }

const round = 2 * Math.PI * 7.5

/** What is being done in the background; leads to the page of jobs and is gone when there is nothing to tell. */
export function JobRing({ jobs, href }: JobRingProps) {
  const t = useT()
  const format = useFormat()
  if (jobs.active === 0 && jobs.failed === 0) return null
  const isFailed = jobs.active === 0
  const label = isFailed ? t('shell.jobsFailed', { count: jobs.failed }) : t('shell.jobsRunning', { count: jobs.active })
  const fraction = isFailed ? 1 : (jobs.fraction ?? 0.25)

  return (
    <AppLink href={href} className={styles.ring} data-failed={isFailed || undefined} title={jobs.fraction === null || isFailed ? undefined : t('shell.jobsProgress', { percent: format.percent(jobs.fraction) })}>
      <svg viewBox="0 0 20 20" aria-hidden focusable={false} data-turning={(!isFailed && jobs.fraction === null) || undefined}>
        <circle cx="10" cy="10" r="7.5" className={styles.groove} />
        <circle cx="10" cy="10" r="7.5" className={styles.done} strokeDasharray={`${fraction * round} ${round}`} />
      </svg>
      <span className={`${styles.label} num`}>{label}</span>
    </AppLink>
  )
}
