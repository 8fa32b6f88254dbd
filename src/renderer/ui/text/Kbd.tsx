import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './Kbd.module.css'

export type KbdProps = {
  /** As it is pressed: `Ctrl K`. `Mod` is Ctrl, or Command on a Mac. */
  keys: string
}

const isMac = /mac/i.test(globalThis.navigator?.platform ?? '')

export function Kbd({ keys }: KbdProps) {
  const t = useT()
  const shown = keys.split(' ').map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : t(`shell.key.${key}` as 'shell.key.Space', { defaultValue: key })))
  return <kbd className={styles.kbd}>{shown.join(' ')}</kbd>
}
