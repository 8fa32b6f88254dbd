import { Switch } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ToldText } from '#renderer/app/i18n/told.tsx'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { ConfirmDialog } from '#renderer/ui/feedback/ConfirmDialog.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import type { Account } from '#shared/contract/accounts.contract.ts'
import settings from '../Settings.module.css'
import { AccountBackfill } from './AccountBackfill.tsx'
import { AccountSending } from './AccountSending.tsx'
import styles from './Services.module.css'

/** An account: how it is doing in plain words, and all that can be done with it. */
export function AccountItem({ account }: { account: Account }) {
  const t = useT()
  const format = useFormat()
  const [isRemoving, setRemoving] = useState(false)
  const name = t(`services.name.${account.service}`)
  const failed = { onError: (error: Error) => showError(error) }
  const poll = useMutation({ ...api.accounts.pollNow.mutationOptions(), ...failed, onSuccess: () => showToast({ message: t('services.polled', { name }) }) })
  const update = useMutation({ ...api.accounts.update.mutationOptions(), ...failed })
  const remove = useMutation({ ...api.accounts.remove.mutationOptions(), ...failed, onSuccess: () => showToast({ message: t('services.removed', { name }) }) })
  const { nowListening, lastSuccessAt, nextPollAt } = account

  return (
    <article className={settings.item} aria-label={`${name}, ${account.userName}`}>
      <div>
        <div className={styles.head}>
          <span className={settings.path}>{name}</span>
          <span>{account.userName}</span>
          <span className={styles.state}><span className={styles.dot} data-state={account.state} />{t(`services.state.${account.state}`)}</span>
        </div>
        <div className={`${settings.facts} num`}>
          <span>{lastSuccessAt === null ? t('services.neverRead') : t(account.state === 'failing' ? 'services.failingSince' : 'services.lastSuccess', { when: format.moment(lastSuccessAt) })}{nextPollAt !== null && account.isPolled && `, ${t('services.nextPoll', { when: format.time(nextPollAt) })}`}</span>
          <span>{t('services.plays', { plays: t('common.plays', { count: account.plays }) })}</span>
          {account.baseUrl !== '' && <span>{account.baseUrl}</span>}
        </div>
        {nowListening && <p className={styles.now}>{t('services.listening', { title: nowListening.title, artist: nowListening.artist })}</p>}
      </div>
      <div className={settings.actions}>
        <Button size="s" disabled={account.state === 'polling'} onClick={() => poll.mutate({ id: account.id })}>{t('services.pollNow')}</Button>
        <ActionMenu position="bottom-end" entries={() => [{ kind: 'action', id: 'remove', label: t('services.remove'), onSelect: () => setRemoving(true) }]}>
          <IconButton label={t('common.more')} icon={<Icon of={IconDots} />} />
        </ActionMenu>
      </div>
      {account.problem && <p className={settings.warning}><ToldText told={account.problem} /></p>}
      <div className={styles.part}>
        <Switch label={t('services.reads')} checked={account.isPolled} onChange={(event) => update.mutate({ id: account.id, isPolled: event.currentTarget.checked })} />
        <span className={styles.grow}><AccountBackfill account={account} /></span>
      </div>
      <AccountSending account={account} onSwitch={(isSentTo) => update.mutate({ id: account.id, isSentTo })} />
      <ConfirmDialog isOpen={isRemoving} title={t('services.removeTitle', { name: `${name} (${account.userName})` })} confirm={t('services.remove')} onConfirm={() => remove.mutate({ id: account.id })} onClose={() => setRemoving(false)}>
        {t('services.removeText')}
      </ConfirmDialog>
    </article>
  )
}
