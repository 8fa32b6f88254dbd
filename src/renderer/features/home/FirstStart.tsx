import { useQuery } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { FirstScan } from '#renderer/features/jobs/FirstScan.tsx'
import { useActiveScan } from '#renderer/features/jobs/use-active-jobs.ts'
import { AddFolderButton } from '#renderer/features/settings/folders/AddFolderButton.tsx'
import { api } from '#renderer/rpc.ts'
import { ButtonLink } from '#renderer/ui/button/ButtonLink.tsx'
import { Logo } from '#renderer/ui/marks/Logo.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import styles from './FirstStart.module.css'

/** An empty library: how to fill it, how far the first scan is, and what to do when it found nothing. */
export function FirstStart() {
  const t = useT()
  const scan = useActiveScan()
  const { data: info } = useQuery(api.system.info.queryOptions())
  const { data: folders } = useQuery(api.library.folders.queryOptions())

  if (scan) return <div className={styles.middle}><h1 className="vh">{t('shell.home')}</h1><FirstScan scan={scan} /></div>
  if (!folders) return null
  const failures = folders.reduce((sum, folder) => sum + folder.failures, 0)
  return (
    <div className={styles.middle}>
      <h1 className="vh">{t('shell.home')}</h1>
      {folders.length > 0 ? (
        <EmptyState icon={<Logo />} title={t('home.noneFound')} text={failures > 0 ? t('home.noneReadable', { count: failures }) : t('home.noneFoundText', { folder: folders.map((folder) => folder.path).join(', ') })}>
          <AddFolderButton variant="primary" />
          <ButtonLink href="/settings/folders">{t('home.showFolders')}</ButtonLink>
        </EmptyState>
      ) : (
        <EmptyState icon={<Logo />} title={t('home.welcome')} text={t('home.welcomeText')}>
          <AddFolderButton variant="primary" />
        </EmptyState>
      )}
      {folders.length === 0 && info?.host === 'headless' && !info.isDemo && (
        <p className={styles.demo}>
          {t('home.demo')} <code>npm start -- --demo</code>
        </p>
      )}
    </div>
  )
}
