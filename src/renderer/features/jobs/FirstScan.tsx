import { useT } from '#renderer/app/i18n/use-t.ts'
import type { Job } from '#shared/contract/jobs.contract.ts'
import styles from './FirstScan.module.css'
import { JobProgressBar } from './JobProgressBar.tsx'

/** A scan under way, as the thing to look at: the library has nothing else to show yet. */
export function FirstScan({ scan }: { scan: Job }) {
  const t = useT()
  return (
    <section className={styles.scan} aria-labelledby="first-scan">
      <h2 id="first-scan" className={styles.title}>{t('home.scanning')}</h2>
      {scan.subject !== null && <p className={`${styles.folder} clip`} title={scan.subject}>{scan.subject}</p>}
      <JobProgressBar progress={scan.progress} />
    </section>
  )
}
