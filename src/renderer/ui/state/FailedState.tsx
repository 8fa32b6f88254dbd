import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Button } from '../button/Button.tsx'
import { Icon } from '../icon/Icon.tsx'
import styles from './state.module.css'

export type FailedStateProps = {
  /** What happened. */
  what: ReactNode
  /** What was kept. */
  kept?: string
  /** What to do next. */
  next?: string
  onRetry?(): void
  /** Further buttons, and the technical words for whoever wants them. */
  children?: ReactNode
  details?: string
}

/** The three things an error owes: what happened, what was kept, what to do. */
export function FailedState({ what, kept, next, onRetry, children, details }: FailedStateProps) {
  const t = useT()
  return (
    <div className={styles.state} role="alert">
      <span className={styles.warning}><Icon of={IconAlertTriangle} /></span>
      <h2 className={styles.title}>{what}</h2>
      {kept && <p className={styles.text}>{kept}</p>}
      {next && <p className={styles.text}>{next}</p>}
      {(onRetry || children) && (
        <div className={styles.actions}>
          {onRetry && <Button variant="primary" onClick={onRetry}>{t('common.retry')}</Button>}
          {children}
        </div>
      )}
      {details && (
        <details className={styles.details}>
          <summary>{t('common.details')}</summary>
          <pre data-selectable>{details}</pre>
        </details>
      )}
    </div>
  )
}
