import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ToldText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import type { Account } from '#shared/contract/accounts.contract.ts'
import settings from '../Settings.module.css'
import styles from './Services.module.css'

const shown = 50

/** What was and is to be sent to an account: the figures, and on request the rows with what came of each. */
export function SendingQueue({ account: { id, sendings } }: { account: Account }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const { queued, sent, ignored, failed } = sendings
  const retry = useMutation({
    ...api.accounts.retrySendings.mutationOptions(),
    onError: (error) => showError(error),
    onSuccess: (again) => showToast({ message: t('services.queue.retried', { count: again.queued }) }),
  })
  if (queued + sent + ignored + failed === 0) return null
  return (
    <>
      <span className={`${styles.grow} ${settings.facts} num`}>
        {queued > 0 && <span>{t('services.queue.waiting', { count: queued })}</span>}
        <span>{t('services.queue.sent', { count: sent })}</span>
        {ignored > 0 && <span>{t('services.queue.ignored', { count: ignored })}</span>}
        {failed > 0 && <span>{t('services.queue.failed', { count: failed })}</span>}
      </span>
      {queued + ignored + failed > 0 && <Button size="s" disabled={retry.isPending} onClick={() => retry.mutate({ accountId: id })}>{t('services.queue.retry')}</Button>}
      <Button size="s" variant="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('services.queue.show')}</Button>
      {isOpen && <Rows accountId={id} />}
    </>
  )
}

function Rows({ accountId }: { accountId: number }) {
  const t = useT()
  const format = useFormat()
  const { data } = useQuery(api.accounts.sendings.queryOptions({ input: { accountId, offset: 0, limit: shown } }))
  if (data?.items.length === 0) return <p className={settings.quiet}>{t('services.queue.empty')}</p>
  return (
    <table className={styles.table} aria-label={t('services.queue.title')}>
      <tbody>
        {data?.items.map((row) => (
          <tr key={row.id}>
            <th scope="row">{t(`services.queue.kind.${row.kind}`)}</th>
            <td>{row.title} · {row.artist}{row.problem && <p className={settings.warning}><ToldText told={row.problem} /></p>}</td>
            <td className="num">{row.startedAt !== null && `${format.moment(row.startedAt)}, `}{t(`services.queue.state.${row.state}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
