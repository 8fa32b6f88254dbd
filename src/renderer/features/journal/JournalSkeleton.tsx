import { Block } from '#renderer/ui/state/Skeleton.tsx'
import styles from './JournalSkeleton.module.css'

/** Days to come, on the very lines they will have. */
export function JournalSkeleton() {
  return (
    <div aria-hidden>
      {[9, 14].map((rows, day) => (
        <div key={day}>
          <div className={styles.head}><Block width="14rem" height="1rem" /><Block width="6rem" height=".625rem" /></div>
          {Array.from({ length: rows }, (_, at) => (
            <div key={at} className={styles.row}>
              <Block width="1.625rem" height="1.625rem" />
              <Block width="2.25rem" height=".5rem" />
              <Block width={`${45 + ((at * 7) % 30)}%`} height=".5rem" />
              <Block width={`${40 + ((at * 11) % 40)}%`} height=".5rem" />
              <Block width={`${40 + ((at * 5) % 35)}%`} height=".5rem" />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
