import { IconFolderPlus } from '@tabler/icons-react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { FirstScan } from '#renderer/features/jobs/FirstScan.tsx'
import { useActiveScan } from '#renderer/features/jobs/use-active-jobs.ts'
import { AddFolderButton } from '#renderer/features/settings/folders/AddFolderButton.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'

/** Every view of a library without music: how to fill it. */
export function EmptyLibrary() {
  const t = useT()
  const scan = useActiveScan()
  if (scan) return <FirstScan scan={scan} />
  return (
    <EmptyState icon={<Icon of={IconFolderPlus} />} title={t('library.emptyTitle')} text={t('library.emptyText')}>
      <AddFolderButton variant="primary" />
    </EmptyState>
  )
}
