import { useMutation } from '@tanstack/react-query'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ProgressBar } from '#renderer/ui/feedback/ProgressBar.tsx'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import type { Account } from '#shared/contract/accounts.contract.ts'
import settings from '../Settings.module.css'

/** How far the whole history of an account has been read, and the button that reads on or pauses. */
export function AccountBackfill({ account: { id, backfill } }: { account: Account }) {
  const t = useT()
  const format = useFormat()
  const failed = { onError: (error: Error) => showError(error) }
  const start = useMutation({ ...api.accounts.startBackfill.mutationOptions(), ...failed })
  const pause = useMutation({ ...api.accounts.pauseBackfill.mutationOptions(), ...failed })
  if (!backfill) return <Button size="s" onClick={() => start.mutate({ id })}>{t('services.backfill')}</Button>
  if (backfill.isDone) return <span className={settings.quiet}>{t('services.backfillDone')}</span>
  const detail = backfill.reachedAt === null ? null : t('services.backfillProgress', { when: format.date(backfill.reachedAt) })
  return (
    <>
      <ProgressBar label={t(backfill.isPaused ? 'services.backfillPaused' : 'services.backfillStarts')} done={backfill.done} total={backfill.total} detail={detail} />
      {backfill.isPaused ? (
        <Button size="s" onClick={() => start.mutate({ id })}>{t('services.backfillGoOn')}</Button>
      ) : (
        <Button size="s" onClick={() => pause.mutate({ id })}>{t('services.backfillPause')}</Button>
      )}
    </>
  )
}
