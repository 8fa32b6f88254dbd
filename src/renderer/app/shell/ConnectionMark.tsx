import { useT } from '#renderer/app/i18n/use-t.ts'
import styles from './ConnectionMark.module.css'

/** Stands in the title bar while the core cannot be reached; what is shown meanwhile is the last that was known. */
export function ConnectionMark({ isConnected }: { isConnected: boolean }) {
  const t = useT()
  return <span role="status">{!isConnected && <span className={styles.mark}>{t('shell.offline')}</span>}</span>
}
