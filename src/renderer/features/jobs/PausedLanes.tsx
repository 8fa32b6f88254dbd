import { useMutation } from '@tanstack/react-query'
import type { Told } from '#shared/messages/say.ts'
import { useTell } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import styles from './JobsPage.module.css'

export type PausedLanesProps = { lanes: readonly { lane: string; until: number | null; reason: Told | null }[] }

/** Services that asked for time, or that the listener stopped. */
export function PausedLanes({ lanes }: PausedLanesProps) {
  const t = useT()
  const tell = useTell()
  const format = useFormat()
  const resume = useMutation(api.jobs.resumeLane.mutationOptions())
  return lanes.map(({ lane, until, reason }) => (
    <div key={lane} className={styles.paused} role="status">
      {t('jobs.pausedUntil', { lane, when: until === null ? '…' : format.moment(until), reason: reason ? tell(reason) : '' })}
      <Button size="s" onClick={() => resume.mutate({ lane })}>{t('jobs.resume')}</Button>
    </div>
  ))
}
