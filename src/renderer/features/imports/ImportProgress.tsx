import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ToldText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useActiveJobs } from '#renderer/features/jobs/use-active-jobs.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ProgressBar } from '#renderer/ui/feedback/ProgressBar.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import styles from './Imports.module.css'

/** How far a dry run or an import is; it can be stopped. */
export function ImportProgress({ jobId, label, onFailed }: { jobId: number; label: string; onFailed(): void }) {
  const t = useT()
  const job = useActiveJobs().find(({ id }) => id === jobId)
  const cancel = useMutation(api.jobs.cancel.mutationOptions())
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 50 } }))
  const ended = data?.items.find(({ id, state }) => id === jobId && (state === 'failed' || state === 'cancelled'))
  const onEnd = useRef(onFailed)
  useEffect(() => {
    onEnd.current = onFailed
  })
  useEffect(() => {
    if (!ended) return
    if (ended.state === 'failed') showToast({ message: ended.told ? <ToldText told={ended.told} /> : t('imports.failed'), stays: true })
    onEnd.current()
  }, [ended, t])
  const progress = job?.progress
  return (
    <div className={styles.progress}>
      <ProgressBar label={label} done={progress?.done ?? 0} total={progress?.total} ratePerSecond={progress?.ratePerSecond} remainingMs={progress?.remainingMs} detail={progress?.detail} />
      <Button size="s" onClick={() => cancel.mutate({ id: jobId })}>{t('imports.cancel')}</Button>
    </div>
  )
}
