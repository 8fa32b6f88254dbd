import type { ReactNode } from 'react'
import styles from './Card.module.css'

export type CardProps = { children: ReactNode; label?: string; isTinted?: boolean; isPadded?: boolean }

/** A panel on the page; with `isTinted` lit from the corner by the cover's colour. */
export function Card({ children, label, isTinted = false, isPadded = true }: CardProps) {
  return <section className={styles.card} aria-label={label} data-tinted={isTinted || undefined} data-padded={isPadded || undefined}>{children}</section>
}
