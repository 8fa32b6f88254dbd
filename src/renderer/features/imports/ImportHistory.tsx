import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { ConfirmDialog } from '#renderer/ui/feedback/ConfirmDialog.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { SectionHead } from '#renderer/ui/text/SectionHead.tsx'
import type { ImportSummary } from '#shared/contract/imports.contract.ts'
import styles from './Imports.module.css'

/** What was imported, newest first; each can be taken back as a whole. */
export function ImportHistory() {
  const t = useT()
  const format = useFormat()
  const { data, error, refetch } = useQuery(api.imports.list.queryOptions())
  const [asked, setAsked] = useState<ImportSummary>()
  const undo = useMutation({ ...api.imports.undo.mutationOptions(), onError: (failure) => showError(failure, { stays: true }), onSuccess: () => showToast({ message: t('imports.undoStarted') }) })

  return (
    <section className={styles.centre} aria-labelledby="import-history">
      <SectionHead id="import-history" title={t('imports.history')} />
      {error && !data && <FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} />}
      {!data && !error && <Later><LinesSkeleton lines={3} /></Later>}
      {data?.length === 0 && <p className={styles.quiet}>{t('imports.historyEmpty')}</p>}
      <ul>
        {data?.map((item) => (
          <li key={item.id} className={styles.entry}>
            <div>
              <h3>{item.name}</h3>
              <p className={`${styles.facts} num`}>
                <span>{t(`imports.state.${item.state}`)}</span>
                <span>{format.moment(item.undoneAt ?? item.endedAt ?? item.startedAt)}</span>
                <span>{t('imports.summary', { added: format.number(item.counts.added), rows: format.number(item.counts.rows) })}</span>
              </p>
            </div>
            {(item.state === 'done' || item.state === 'failed') && (
              <div className={styles.actions}>
                <ButtonLink size="s" variant="quiet" href={`/journal?import=${item.id}`}>{t('imports.showPlays')}</ButtonLink>
                <Button size="s" disabled={undo.isPending} aria-label={`${t('imports.undo')}: ${item.name}`} onClick={() => setAsked(item)}>{t('imports.undo')}</Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog isOpen={asked !== undefined} title={t('imports.undoTitle', { name: asked?.name ?? '' })} confirm={t('imports.undo')} onConfirm={() => asked && undo.mutate({ id: asked.id })} onClose={() => setAsked(undefined)}>
        {t('imports.undoText', { plays: t('common.plays', { count: asked?.counts.added ?? 0 }) })}
      </ConfirmDialog>
    </section>
  )
}
