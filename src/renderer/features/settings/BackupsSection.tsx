import { NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { ConfirmDialog } from '#renderer/ui/feedback/ConfirmDialog.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import type { Backup } from '#shared/contract/backups.contract.ts'
import { SettingRow } from './SettingRow.tsx'
import styles from './Settings.module.css'
import type { SettingSectionProps } from './setting-section.ts'

type Asked = { what: 'restore' | 'remove'; backup: Backup }

export function BackupsSection({ settings, update }: SettingSectionProps) {
  const t = useT()
  const format = useFormat()
  const { data: backups } = useQuery(api.backups.list.queryOptions())
  const failed = { onError: (error: Error) => showError(error, { stays: true }) }
  const create = useMutation({ ...api.backups.create.mutationOptions(), ...failed, onSuccess: () => showToast({ message: t('commands.backupStarted') }) })
  const restore = useMutation({ ...api.backups.restore.mutationOptions(), ...failed })
  const remove = useMutation({ ...api.backups.remove.mutationOptions(), ...failed })
  const [asked, setAsked] = useState<Asked>()
  const when = asked ? format.moment(asked.backup.createdAt) : ''

  return (
    <div className={styles.rows}>
      <div className={styles.bar}>
        <span className={styles.quiet}>{t('settings.backupText')}</span>
        <Button variant="primary" onClick={() => create.mutate(undefined)}>{t('settings.backupNow')}</Button>
      </div>
      <SettingRow name={t('settings.backupsKept')}>
        {({ labelId }) => <NumberInput aria-labelledby={labelId} value={settings.backupsKept} min={1} max={60} allowDecimal={false} w="6rem" onChange={(value) => typeof value === 'number' && update({ backupsKept: value })} />}
      </SettingRow>
      <SettingRow name={t('settings.backupFolder')}>
        {({ labelId }) => <TextInput aria-labelledby={labelId} placeholder={t('settings.backupFolderUsual')} defaultValue={settings.backupFolder} w="18rem" onBlur={(event) => update({ backupFolder: event.currentTarget.value.trim() })} />}
      </SettingRow>
      <div className={styles.section}>
        {backups?.length === 0 && <p className={styles.quiet}>{t('settings.backupsEmpty')}</p>}
        {backups?.map((backup) => <BackupItem key={backup.name} backup={backup} onAsk={(what) => setAsked({ what, backup })} />)}
      </div>
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={asked?.what === 'remove' ? t('settings.removeBackupTitle', { when }) : t('settings.restoreTitle', { when })}
        confirm={asked?.what === 'remove' ? t('settings.removeBackup') : t('settings.restore')}
        onConfirm={() => {
          if (asked) (asked.what === 'remove' ? remove : restore).mutate({ name: asked.backup.name })
        }}
        onClose={() => setAsked(undefined)}
      >
        {asked?.what === 'remove' ? t('settings.removeBackupText') : t('settings.restoreText')}
      </ConfirmDialog>
    </div>
  )
}

function BackupItem({ backup, onAsk }: { backup: Backup; onAsk(what: Asked['what']): void }) {
  const t = useT()
  const format = useFormat()
  const verify = useMutation(api.backups.verify.mutationOptions())
  const when = format.moment(backup.createdAt)
  return (
    <div className={styles.item}>
      <div>
        <div className={styles.path}>{when}</div>
        <div className={styles.facts}>
          <span>{t(`settings.reasons.${backup.reason}`)}</span>
          <span className="num">{format.bytes(backup.bytes)}</span>
          {backup.isSound !== null && <span>{t(backup.isSound ? 'settings.sound' : 'settings.damaged')}</span>}
        </div>
      </div>
      <div className={styles.actions}>
        <Button size="s" variant="quiet" aria-label={`${t('settings.verify')}: ${when}`} onClick={() => verify.mutate({ name: backup.name })}>{t('settings.verify')}</Button>
        <Button size="s" aria-label={`${t('settings.restore')}: ${when}`} onClick={() => onAsk('restore')}>{t('settings.restore')}</Button>
        <Button size="s" variant="quiet" aria-label={`${t('settings.removeBackup')}: ${when}`} onClick={() => onAsk('remove')}>{t('settings.removeBackup')}</Button>
      </div>
    </div>
  )
}
