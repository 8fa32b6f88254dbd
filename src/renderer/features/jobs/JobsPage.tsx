import { IconChecks } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { onAppEvent } from '#renderer/app/app-events.ts'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { Page, PageHead } from '#renderer/ui/layout/Page.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import type { Job } from '#shared/contract/jobs.contract.ts'
import { JobCard } from './JobCard.tsx'
import { EndedJobs } from './EndedJobs.tsx'
import styles from './JobsPage.module.css'
import { PausedLanes } from './PausedLanes.tsx'
import { Schedules } from './Schedules.tsx'

/** Progress arrives as events; the list itself is asked for again only when jobs come and go. */
function useLiveJobs(listed: readonly Job[]): readonly Job[] {
  const [live, setLive] = useState<readonly Job[]>([])
  useEffect(() => onAppEvent((event) => event.type === 'jobs.changed' && setLive(event.active)), [])
  return listed.map((job) => live.find((other) => other.id === job.id) ?? job)
}

/** What is being done, what failed, and what runs by itself. */
export function JobsPage() {
  const t = useT()
  const { data, error, refetch } = useQuery(api.jobs.list.queryOptions({ input: { limit: 200 } }))
  const clear = useMutation(api.jobs.clear.mutationOptions())
  const jobs = useLiveJobs(data?.items ?? [])

  if (error) return <Page><FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} /></Page>
  const active = jobs.filter((job) => job.state === 'running' || job.state === 'queued')
  const failed = jobs.filter((job) => job.state === 'failed')
  const ended = jobs.filter((job) => job.state === 'done' || job.state === 'skipped' || job.state === 'cancelled')

  return (
    <Page>
      <PageHead title={t('jobs.title')} />
      {!data && <Later><LinesSkeleton lines={4} /></Later>}
      {data && <PausedLanes lanes={data.pausedLanes} />}
      {data && active.length + failed.length === 0 && <EmptyState icon={<Icon of={IconChecks} />} title={t('jobs.emptyTitle')} text={t('jobs.emptyText')} />}
      {failed.length > 0 && (
        <section className={styles.section} aria-labelledby="jobs-failed">
          <SectionHead id="jobs-failed" title={t('jobs.needsYou')} note={failed.length} />
          {failed.map((job) => <JobCard key={job.id} job={job} />)}
        </section>
      )}
      {active.length > 0 && (
        <section className={styles.section} aria-labelledby="jobs-active">
          <SectionHead id="jobs-active" title={t('jobs.running')} note={active.length} />
          {active.map((job) => <JobCard key={job.id} job={job} />)}
        </section>
      )}
      <Schedules />
      {ended.length > 0 && (
        <section className={styles.section} aria-labelledby="jobs-ended">
          <SectionHead id="jobs-ended" title={t('jobs.ended')}>
            <span className={styles.clear}><Button size="s" variant="quiet" onClick={() => clear.mutate(undefined)}>{t('jobs.clear')}</Button></span>
          </SectionHead>
          <EndedJobs jobs={ended} />
        </section>
      )}
    </Page>
  )
}
