import { notifications } from '@mantine/notifications'
import { ToastLine, type ToastLineProps } from './ToastLine.tsx'

export type Toast = Omit<ToastLineProps, 'onClose'> & {
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
    withCloseButton: false,
    message: <ToastLine message={message} onClose={() => notifications.hide(shown)} {...(undo ? { undo } : {})} />,
  })
}
