import { notifications } from '@mantine/notifications'
import type { Told } from '#shared/messages/say.ts'
import { ErrorText, ToldText } from '#renderer/app/i18n/told.tsx'
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

/** Says what the core told, in the language of the window. */
export function showTold(told: Told, options: Pick<Toast, 'id' | 'stays'> = {}): void {
  showToast({ message: <ToldText told={told} />, ...options })
}

/** Says what went wrong, in the language of the window. */
export function showError(error: unknown, options: Pick<Toast, 'id' | 'stays'> = {}): void {
  showToast({ message: <ErrorText error={error} />, ...options })
}
