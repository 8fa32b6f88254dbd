import { useQuery } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { JobProgressBar } from '#renderer/features/jobs/JobProgressBar.tsx'
import { useActiveScan } from '#renderer/features/jobs/use-active-jobs.ts'
import { api } from '#renderer/rpc.ts'
import { Card } from '#renderer/ui/layout/Card.tsx'
import styles from './FirstStart.module.css'

/** Albums already show while a new folder is being read: how far that is. Later scans are quick, and the ring tells them. */
export function ScanStrip() {
  const t = useT()
  const scan = useActiveScan()
  const { data: folders } = useQuery(api.library.folders.queryOptions())
  if (!scan || !folders?.some((folder) => folder.scannedAt === null)) return null
  return (
    <div className={styles.strip}>
      <Card label={t('home.scanning')}>
        <p className={styles.stripHead}><b>{t('home.scanning')}</b> <span className="clip" title={scan.subject ?? undefined}>{scan.subject}</span></p>
        <JobProgressBar progress={scan.progress} />
      </Card>
    </div>
  )
}
