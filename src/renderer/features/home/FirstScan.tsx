import { useT } from '#renderer/app/i18n/use-t.ts'
import { JobProgressBar } from '#renderer/features/jobs/JobProgressBar.tsx'
import type { Job } from '#shared/contract/jobs.contract.ts'
import styles from './FirstStart.module.css'

/** A scan under way, as the thing to look at. */
export function FirstScan({ scan }: { scan: Job }) {
  const t = useT()
  return (
    <section className={styles.scanning} aria-labelledby="first-scan">
      <h1 id="first-scan" className={styles.title}>{t('home.scanning')}</h1>
      {scan.subject !== null && <p className={`${styles.folder} clip`} title={scan.subject}>{scan.subject}</p>}
      <JobProgressBar progress={scan.progress} />
    </section>
  )
}
