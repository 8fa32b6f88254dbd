import type { ReactNode } from 'react'
import { FormatMark, type MarkShape } from './FormatMark.tsx'
import styles from './TruthStrip.module.css'

export type Truth = {
  mark: MarkShape
  title: string
  value: string
  /** A line of facts under it. */
  note?: ReactNode
  /** At the end: a quality badge, a sparkline. */
  aside?: ReactNode
}

export type TruthStripProps = { truths: readonly Truth[] }

/** The truths about one album side by side: on disk, on the shelf, heard. */
export function TruthStrip({ truths }: TruthStripProps) {
  return (
    <ul className={styles.strip}>
      {truths.map((truth) => (
        <li key={truth.title} className={styles.truth}>
          <span className={styles.mark}><FormatMark shape={truth.mark} size="m" /></span>
          <h2 className={styles.title}>{truth.title}</h2>
          <p className={`${styles.value} num`}>{truth.value}</p>
          {truth.aside && <div className={styles.aside}>{truth.aside}</div>}
          {truth.note && <p className={`${styles.note} num`}>{truth.note}</p>}
        </li>
      ))}
    </ul>
  )
}
