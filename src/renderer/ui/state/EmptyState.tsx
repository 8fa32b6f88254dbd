import type { ReactNode } from 'react'
import styles from './state.module.css'

export type EmptyStateProps = {
  icon?: ReactNode
  title: string
  /** What to do, in a sentence. */
  text: string
  /** The buttons that do it. */
  children?: ReactNode
}

export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{text}</p>
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  )
}
