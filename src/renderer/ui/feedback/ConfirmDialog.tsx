import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Button } from '../button/Button.tsx'
import styles from './ConfirmDialog.module.css'

export type ConfirmDialogProps = {
  isOpen: boolean
  /** A question that names the thing. */
  title: string
  /** What is lost, and what is not. */
  children: ReactNode
  /** The verb, never *OK*. */
  confirm: string
  onConfirm(): void
  onClose(): void
}

/** Only for what cannot be undone; anything else is done at once and offers an undo. */
export function ConfirmDialog({ isOpen, title, children, confirm, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useT()
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} withCloseButton={false} size="26rem">
      <div className={styles.text}>{children}</div>
      <div className={styles.actions}>
        <Button data-autofocus onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {confirm}
        </Button>
      </div>
    </Modal>
  )
}
