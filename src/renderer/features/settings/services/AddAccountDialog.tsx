import { Modal, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { rpc } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Segmented } from '#renderer/ui/choice/Segmented.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { services } from '#shared/contract/accounts.contract.ts'
import type { Service } from '#shared/contract/accounts.contract.ts'
import styles from './Services.module.css'

/** Connects an account. The service is asked first, so that nothing wrong is kept. */
export function AddAccountDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const [service, setService] = useState<Service>('lastfm')
  const [fields, setFields] = useState({ userName: '', apiKey: '', secret: '', token: '', baseUrl: '' })
  const name = t(`services.name.${service}`)
  const set = (field: keyof typeof fields) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setFields((before) => ({ ...before, [field]: value }))
  }
  const { userName, apiKey, secret, token, baseUrl } = fields
  const isComplete = service === 'lastfm' ? userName.trim() !== '' && apiKey.trim() !== '' : token.trim() !== ''
  const connect = useMutation({
    mutationFn: () => (service === 'lastfm' ? rpc.accounts.addLastfm({ userName, apiKey, secret, baseUrl: baseUrl.trim() }) : rpc.accounts.addListenbrainz({ token, baseUrl: baseUrl.trim() })),
    onSuccess: () => {
      onClose()
      showToast({ message: t('services.dialog.connected', { name }) })
    },
  })

  return (
    <Modal opened onClose={onClose} title={t('services.dialog.title')} size="30rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete) connect.mutate()
        }}
      >
        <Segmented
          label={t('services.dialog.service')}
          value={service}
          onChange={(next) => {
            setService(next)
            connect.reset()
          }}
          options={services.map((value) => ({ value, label: t(`services.name.${value}`) }))}
        />
        {service === 'lastfm' ? (
          <>
            <TextInput label={t('services.dialog.userName')} value={userName} autoComplete="off" data-autofocus onChange={set('userName')} />
            <TextInput label={t('services.dialog.apiKey')} description={t('services.dialog.apiKeyText')} value={apiKey} autoComplete="off" spellCheck={false} onChange={set('apiKey')} />
            <PasswordInput label={t('services.dialog.secret')} description={t('services.dialog.secretText')} value={secret} autoComplete="off" onChange={set('secret')} />
          </>
        ) : (
          <PasswordInput label={t('services.dialog.token')} description={t('services.dialog.tokenText')} value={token} autoComplete="off" onChange={set('token')} />
        )}
        <details className={styles.advanced}>
          <summary>{t('services.dialog.advanced')}</summary>
          <TextInput label={t('services.dialog.baseUrl')} description={t('services.dialog.baseUrlText', { name })} value={baseUrl} placeholder="https://" autoComplete="off" spellCheck={false} onChange={set('baseUrl')} />
        </details>
        {connect.error && <p role="alert" className={styles.error}><ErrorText error={connect.error} /></p>}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={!isComplete || connect.isPending}>{connect.isPending ? t('services.dialog.connecting', { name }) : t('services.dialog.connect')}</Button>
        </div>
      </form>
    </Modal>
  )
}
