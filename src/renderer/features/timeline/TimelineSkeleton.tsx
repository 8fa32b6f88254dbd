import { Block } from '#renderer/ui/state/Skeleton.tsx'
import styles from './TimelinePage.module.css'

/** Strips of days to come. */
export function TimelineSkeleton() {
  return (
    <div aria-hidden className={styles.skeleton}>
      {Array.from({ length: 6 }, (_, at) => <div key={at}><Block width="4.5rem" height="1rem" /><Block height="4.5rem" /></div>)}
    </div>
  )
}
