import { notifications } from '@mantine/notifications'
import { Button } from '../button/Button.tsx'
import styles from './toast.module.css'

export type Toast = {
  /** What was done, past tense: *4 tracks removed from the queue*. */
  message: string
  /** How to take it back. */
  undo?: { label: string; onUndo(): void }
  /** A newer toast with the same id takes the place of the older. */
  id?: string
  /** Stays until it is closed: for what someone must read. */
  stays?: boolean
}

/** Says what was done, at the foot of the window, and offers to take it back. Waits while pointed at. */
export function showToast({ message, undo, id, stays = false }: Toast): void {
  const shown = id ?? crypto.randomUUID()
  notifications.hide(shown)
  notifications.show({
    id: shown,
    autoClose: stays ? false : 8000,
    message: (
      <span className={styles.line}>
        <span className={styles.message}>{message}</span>
        {undo && (
          <Button
            variant="quiet"
            size="s"
            onClick={() => {
              notifications.hide(shown)
              undo.onUndo()
            }}
          >
            {undo.label}
          </Button>
        )}
      </span>
    ),
  })
}
