import { Switch } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import type { Account } from '#shared/contract/accounts.contract.ts'
import settings from '../Settings.module.css'
import { SendingQueue } from './SendingQueue.tsx'
import styles from './Services.module.css'

/** Sending on or off, with the sign-in in the browser that Last.fm wants first. */
export function AccountSending({ account, onSwitch }: { account: Account; onSwitch(isSentTo: boolean): void }) {
  const t = useT()
  const { data: info } = useQuery(api.system.info.queryOptions())
  const [page, setPage] = useState<string>()
  const open = (url: string): void => {
    setPage(url)
    if (info?.host === 'electron') void rpc.system.openExternal({ url }).catch(showError)
    else window.open(url, '_blank', 'noopener')
  }
  const begin = useMutation({ ...api.accounts.beginSignIn.mutationOptions(), onError: (error) => showError(error), onSuccess: ({ url }) => open(url) })
  const finish = useMutation({ ...api.accounts.finishSignIn.mutationOptions(), onError: (error) => showError(error), onSuccess: () => setPage(undefined) })
  const name = t(`services.name.${account.service}`)

  if (!account.canSend) {
    return (
      <div className={styles.part}>
        {page === undefined ? (
          <Button size="s" disabled={begin.isPending} onClick={() => begin.mutate({ id: account.id })}>{t('services.signIn')}</Button>
        ) : (
          <>
            <span className={`${styles.grow} ${settings.quiet}`}>{t('services.signInText', { name })}</span>
            <Button size="s" onClick={() => open(page)}>{t('services.signInOpen')}</Button>
            <Button size="s" variant="primary" disabled={finish.isPending} onClick={() => finish.mutate({ id: account.id })}>{t('services.signedIn')}</Button>
          </>
        )}
        <span className={settings.quiet}>{page === undefined && t('services.sendsText')}</span>
      </div>
    )
  }
  return (
    <div className={styles.part}>
      <Switch label={t('services.sends')} checked={account.isSentTo} onChange={(event) => onSwitch(event.currentTarget.checked)} />
      <SendingQueue account={account} />
    </div>
  )
}
