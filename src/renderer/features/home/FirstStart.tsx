import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { onAppEvent } from '#renderer/app/app-events.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { phaseName } from '#renderer/features/jobs/job-texts.ts'
import { AddFolderButton } from '#renderer/features/settings/folders/AddFolderButton.tsx'
import { api } from '#renderer/rpc.ts'
import { ProgressBar } from '#renderer/ui/feedback/ProgressBar.tsx'
import { Logo } from '#renderer/ui/marks/Logo.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import type { ScanProgress } from '#shared/contract/jobs.contract.ts'
import styles from './FirstStart.module.css'

/** An empty library: how to fill it, and how far the first scan is. */
export function FirstStart() {
  const t = useT()
  const [progress, setProgress] = useState<ScanProgress>()
  useEffect(() => onAppEvent((event) => event.type === 'scan.progressed' && setProgress(event.progress)), [])
  const { data: info } = useQuery(api.system.info.queryOptions())

  if (progress) {
    return (
      <div className={styles.scanning}>
        <h1 className={styles.title}>{t('home.scanning')}</h1>
        <ProgressBar label={phaseName(t, progress.phase)} done={progress.done} total={progress.total} ratePerSecond={progress.ratePerSecond} remainingMs={progress.remainingMs} detail={progress.detail} />
      </div>
    )
  }
  return (
    <>
      <h1 className="vh">{t('shell.home')}</h1>
      <EmptyState icon={<Logo />} title={t('home.welcome')} text={t('home.welcomeText')}>
        <AddFolderButton variant="primary" />
      </EmptyState>
      {info && !info.isDemo && (
        <p className={styles.demo}>
          {t('home.demo')} <code>npm start -- --demo</code>
        </p>
      )}
    </>
  )
}
