import { Modal, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api, rpc } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showError, showToast } from '#renderer/ui/feedback/toast.tsx'
import { playHows } from '#shared/contract/plays.contract.ts'
import type { PlayHow, PlayRow } from '#shared/contract/plays.contract.ts'
import styles from './dialogs.module.css'
import { momentOf, wallTimeOf } from './wall-time.ts'

/** Sets right when, where on earth and on what something was heard. */
export function EditPlayDialog({ play, onClose }: { play: PlayRow; onClose(): void }) {
  const t = useT()
  const [when, setWhen] = useState(() => wallTimeOf(play.startedAt, play.zone))
  const [zone, setZone] = useState(play.zone)
  const [how, setHow] = useState<PlayHow>(play.how)
  const startedAt = momentOf(when, zone)
  const zones = useMemo(() => [...new Set([play.zone, ...Intl.supportedValuesOf('timeZone')])], [play.zone])
  const { mutate, isPending, error } = useMutation({
    ...api.plays.edit.mutationOptions(),
    onSuccess: () => {
      onClose()
      const { id, startedAt: before, zone: zoneBefore, how: howBefore } = play
      showToast({ message: t('journal.edit.saved'), undo: { label: t('common.undo'), onUndo: () => void rpc.plays.edit({ id, startedAt: before, zone: zoneBefore, how: howBefore }).catch(showError) } })
    },
  })

  return (
    <Modal opened onClose={onClose} title={t('journal.edit.title')} size="26rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (startedAt === null) return
          mutate({ id: play.id, how, ...((startedAt !== play.startedAt || zone !== play.zone) && { startedAt, zone }) })
        }}
      >
        <p className={styles.subject}>{play.title} <span>{play.artist}</span></p>
        <TextInput type="datetime-local" step={1} label={t('journal.edit.when')} value={when} error={startedAt === null && t('journal.edit.invalid')} data-autofocus onChange={(event) => setWhen(event.currentTarget.value)} />
        <Select label={t('journal.edit.zone')} data={zones} value={zone} searchable allowDeselect={false} limit={60} onChange={(next) => next && setZone(next)} />
        <Select label={t('journal.edit.how')} data={playHows.map((value) => ({ value, label: t(`home.source.${value}`) }))} value={how} allowDeselect={false} onChange={(next) => next && setHow(next as PlayHow)} />
        {error && <p role="alert" className={styles.error}><ErrorText error={error} /></p>}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={startedAt === null || isPending}>{t('journal.edit.save')}</Button>
        </div>
      </form>
    </Modal>
  )
}
