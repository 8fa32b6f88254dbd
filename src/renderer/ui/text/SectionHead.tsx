import type { ReactNode } from 'react'
import { AppLink } from '../link/AppLink.tsx'
import styles from './SectionHead.module.css'

export type SectionHeadProps = {
  title: string
  /** For `aria-labelledby` on the section. */
  id?: string
  /** A quiet fact beside the title, such as a count. */
  note?: ReactNode
  /** Where the whole list is. */
  more?: { label: string; href: string }
  /** Controls at the end, instead of or before `more`. */
  children?: ReactNode
}

export function SectionHead({ title, id, note, more, children }: SectionHeadProps) {
  return (
    <div className={styles.head}>
      <h2 id={id}>{title}</h2>
      {note !== undefined && <span className={`${styles.note} num`}>{note}</span>}
      <span className={styles.end}>
        {children}
        {more && <AppLink href={more.href} aria-label={`${more.label}: ${title}`}>{more.label}</AppLink>}
      </span>
    </div>
  )
}
