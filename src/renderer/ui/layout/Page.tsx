import type { CSSProperties, ReactNode } from 'react'
import styles from './Page.module.css'

export type PageProps = {
  /** Fills the window with lists that scroll inside, rather than scrolling as a whole. */
  fills?: boolean
  /** Sets --art and its kin for a page that takes its light from a cover. */
  art?: CSSProperties
  children: ReactNode
}

export function Page({ fills = false, art, children }: PageProps) {
  return <div className={styles.page} data-fills={fills || undefined} style={art}>{children}</div>
}

export type PageHeadProps = {
  title: string
  /** Beside the title: the views of the page. */
  views?: ReactNode
  /** At the end: a count, buttons. */
  children?: ReactNode
}

export function PageHead({ title, views, children }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      {views}
      <span className={styles.end}>{children}</span>
    </header>
  )
}
