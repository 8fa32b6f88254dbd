import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import styles from '../Settings.module.css'
import { AccountItem } from './AccountItem.tsx'
import { AddAccountDialog } from './AddAccountDialog.tsx'

/** The accounts of the listener at other services: what is read from them and what is sent there. */
export function ServicesSection() {
  const t = useT()
  const [isAdding, setAdding] = useState(false)
  const { data: accounts, error, refetch } = useQuery(api.accounts.list.queryOptions())
  const add = <Button variant="primary" icon={<Icon of={IconPlus} size="s" />} onClick={() => setAdding(true)}>{t('services.add')}</Button>
  const dialog = isAdding && <AddAccountDialog onClose={() => setAdding(false)} />

  if (error && !accounts) return <FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} />
  if (!accounts) return <div className={styles.rows}><Later><LinesSkeleton lines={3} /></Later></div>
  if (accounts.length === 0) {
    return (
      <>
        <EmptyState title={t('services.emptyTitle')} text={t('services.emptyText')}>
          {add}
          <ButtonLink href="/imports">{t('imports.open')}</ButtonLink>
        </EmptyState>
        {dialog}
      </>
    )
  }
  return (
    <div className={styles.rows}>
      <div className={styles.bar}>
        <span className={styles.quiet}>{t('services.text')}</span>
        <ButtonLink href="/imports">{t('imports.open')}</ButtonLink>
        {add}
      </div>
      {accounts.map((account) => <AccountItem key={account.id} account={account} />)}
      {dialog}
    </div>
  )
}
