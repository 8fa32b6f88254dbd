import styles from './Kbd.module.css'

export type KbdProps = {
  /** As it is pressed: `Ctrl K`. `Mod` is Ctrl, or Command on a Mac. */
  keys: string
}

const isMac = /mac/i.test(globalThis.navigator?.platform ?? '')

export function Kbd({ keys }: KbdProps) {
  return <kbd className={styles.kbd}>{keys.replace('Mod', isMac ? '⌘' : 'Ctrl')}</kbd>
}
