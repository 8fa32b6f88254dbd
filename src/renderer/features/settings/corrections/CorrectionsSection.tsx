import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import type { CorrectionEntry } from '#shared/contract/corrections.contract.ts'
import styles from '../Settings.module.css'
import { AddRuleDialog } from './AddRuleDialog.tsx'
import { sayCorrection } from './say-correction.ts'

const page = 100

async function save(name: string): Promise<void> {
  const { text } = await rpc.corrections.export()
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/** The ledger: everything put right, newest first, each undone or made again by itself. */
export function CorrectionsSection() {
  const t = useT()
  const [isAdding, setAdding] = useState(false)
  const [limit, setLimit] = useState(page)
  const { data, error, refetch } = useQuery(api.corrections.list.queryOptions({ input: { offset: 0, limit } }))
  const rebuild = useMutation({ ...api.corrections.rebuild.mutationOptions(), onError: (failure) => showError(failure), onSuccess: () => showToast({ message: t('ledger.rebuildStarted') }) })
  const add = <Button variant="primary" icon={<Icon of={IconPlus} size="s" />} onClick={() => setAdding(true)}>{t('ledger.add')}</Button>
  const dialog = isAdding && <AddRuleDialog onClose={() => setAdding(false)} />

  if (error && !data) return <FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} />
  if (!data) return <div className={styles.rows}><Later><LinesSkeleton lines={4} /></Later></div>
  if (data.total === 0) {
    return (
      <>
        <EmptyState title={t('ledger.emptyTitle')} text={t('ledger.emptyText')}>
          {add}
          <ButtonLink href="/journal">{t('journal.title')}</ButtonLink>
        </EmptyState>
        {dialog}
      </>
    )
  }
  return (
    <div className={styles.rows}>
      <div className={styles.bar}>
        <span className={styles.quiet}>{t('ledger.text')}</span>
        <Button variant="quiet" disabled={rebuild.isPending} onClick={() => rebuild.mutate(undefined)}>{t('ledger.rebuild')}</Button>
        <Button onClick={() => void save(t('ledger.exportName')).catch(showError)}>{t('ledger.export')}</Button>
        {add}
      </div>
      {data.items.map((entry) => <Entry key={entry.id} entry={entry} />)}
      {data.items.length < data.total && <div className={styles.bar}><Button variant="quiet" onClick={() => setLimit(Math.min(1000, limit + page))}>{t('ledger.loadMore')}</Button></div>}
      {dialog}
    </div>
  )
}

function Entry({ entry: { id, correction, texts, plays, createdAt, undoneAt } }: { entry: CorrectionEntry }) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const said = sayCorrection(t, format, correction)
  const told = { onError: (error: Error) => showError(error), onSettled: () => void client.invalidateQueries({ queryKey: api.corrections.list.key() }) }
  const undo = useMutation({ ...api.corrections.undo.mutationOptions(), ...told, onSuccess: ({ effect }) => showToast({ message: t('ledger.undone', { plays: t('common.plays', { count: effect.plays }) }) }) })
  const redo = useMutation({ ...api.corrections.redo.mutationOptions(), ...told, onSuccess: ({ effect }) => showToast({ message: t('ledger.redone', { plays: t('common.plays', { count: effect.plays }) }) }) })
  return (
    <article className={styles.item} aria-label={said} data-quiet={undoneAt !== null || undefined}>
      <div>
        <div className={styles.path}>{said}</div>
        <div className={`${styles.facts} num`}>
          <span>{t(`ledger.kind.${correction.kind}`)}</span>
          <span>{format.moment(createdAt)}</span>
          <span>{t('ledger.effect', { plays: t('common.plays', { count: plays }), count: texts })}</span>
          {undoneAt !== null && <span>{t('ledger.undoneAt', { when: format.moment(undoneAt) })}</span>}
        </div>
      </div>
      <div className={styles.actions}>
        {undoneAt === null ? (
          <Button size="s" disabled={undo.isPending} aria-label={`${t('ledger.undo')}: ${said}`} onClick={() => undo.mutate({ id })}>{t('ledger.undo')}</Button>
        ) : (
          <Button size="s" variant="quiet" disabled={redo.isPending} aria-label={`${t('ledger.redo')}: ${said}`} onClick={() => redo.mutate({ id })}>{t('ledger.redo')}</Button>
        )}
      </div>
    </article>
  )
}
