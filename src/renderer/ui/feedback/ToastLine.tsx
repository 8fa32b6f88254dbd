import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Button } from '../button/Button.tsx'
import { IconButton } from '../button/IconButton.tsx'
import { Icon } from '../icon/Icon.tsx'
import styles from './ToastLine.module.css'

export type ToastLineProps = {
  /** What was done, past tense: *4 tracks removed from the queue*. */
  message: ReactNode
  /** How to take it back. */
  undo?: { label: string; onUndo(): void }
  onClose(): void
}

export function ToastLine({ message, undo, onClose }: ToastLineProps) {
  const t = useT()
  return (
    <span className={styles.line}>
      <span className={styles.message}>{message}</span>
      {undo && (
        <span className={styles.undo}>
          <Button
            variant="quiet"
            size="s"
            onClick={() => {
              onClose()
              undo.onUndo()
            }}
          >
            {undo.label}
          </Button>
        </span>
      )}
      <IconButton label={t('common.close')} icon={<Icon of={IconX} size="s" />} onClick={onClose} />
    </span>
  )
}
