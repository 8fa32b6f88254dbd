import { useT } from '#renderer/app/i18n/use-t.ts'
import { ProgressBar } from '#renderer/ui/feedback/ProgressBar.tsx'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { phaseName } from './job-texts.ts'

/** How far a job is: its phase, counts, rate and time left. Without progress yet, a bar that waits. */
export function JobProgressBar({ progress }: { progress: JobProgress | null }) {
  const t = useT()
  if (!progress) return <ProgressBar label={t('jobs.queued')} done={0} />
  const { phase, done, total, ratePerSecond, remainingMs, detail } = progress
  return <ProgressBar label={phaseName(t, phase)} done={done} total={total} ratePerSecond={ratePerSecond} remainingMs={remainingMs} detail={detail} />
}
