import { Block, GridSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import styles from './HomeSkeleton.module.css'

/** Home to come: the day, the card of what plays, a line of albums. */
export function HomeSkeleton() {
  return (
    <div aria-hidden>
      <div className={styles.day}><Block width="16rem" height="1.25rem" /></div>
      <Block height="15.625rem" />
      <div className={styles.section}><Block width="8rem" height=".75rem" /></div>
      <div className={styles.line}><GridSkeleton tiles={12} /></div>
    </div>
  )
}
