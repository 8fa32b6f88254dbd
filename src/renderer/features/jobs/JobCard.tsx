import { useMutation } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { ToldText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import type { Job } from '#shared/contract/jobs.contract.ts'
import styles from './JobCard.module.css'
import { JobProgressBar } from './JobProgressBar.tsx'
import { jobName, stateName } from './job-texts.ts'

/** One job that runs, waits or failed, with what can be done about it. */
export function JobCard({ job }: { job: Job }) {
  const t = useT()
  const format = useFormat()
  const cancel = useMutation(api.jobs.cancel.mutationOptions())
  const retry = useMutation(api.jobs.retry.mutationOptions())
  const name = jobName(t, job.type)
  const waitsLonger = job.state === 'queued' && job.attempts > 0

  return (
    <article className={styles.job} data-failed={job.state === 'failed' || undefined}>
      <div className={styles.head}>
        <b>{name}</b>
        {job.subject && <span className={styles.subject} title={job.subject}>{job.subject}</span>}
        <span className={styles.state}>{stateName(t, job.state)}</span>
        {job.state === 'failed' ? (
          <Button size="s" aria-label={`${t('jobs.retry')}: ${name}`} onClick={() => retry.mutate({ id: job.id })}>{t('jobs.retry')}</Button>
        ) : (
          <Button size="s" variant="quiet" aria-label={`${t('jobs.cancel')}: ${name}`} onClick={() => cancel.mutate({ id: job.id })}>{t('jobs.cancel')}</Button>
        )}
      </div>
      {job.state === 'running' && job.progress && (
        <JobProgressBar progress={job.progress} />
      )}
      {job.told && <p className={styles.error}><ToldText told={job.told} /></p>}
      {(waitsLonger || job.state === 'failed') && (
        <p className={styles.note}>
          {t('jobs.attempt', { attempt: job.attempts, of: job.maxAttempts })}
          {waitsLonger && ` · ${t('jobs.waitsUntil', { when: format.time(job.runAfter) })}`}
        </p>
      )}
    </article>
  )
}
