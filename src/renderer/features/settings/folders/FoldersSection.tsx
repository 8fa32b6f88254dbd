import { IconFolderPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { EmptyState } from '#renderer/ui/state/EmptyState.tsx'
import { FailedState } from '#renderer/ui/state/FailedState.tsx'
import { Later } from '#renderer/ui/state/Later.tsx'
import { LinesSkeleton } from '#renderer/ui/state/Skeleton.tsx'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import styles from '../Settings.module.css'
import { AddFolderButton } from './AddFolderButton.tsx'
import { FailureList } from './FailureList.tsx'
import { FolderItem } from './FolderItem.tsx'
import { MissingList } from './MissingList.tsx'
import { MoveList } from './MoveList.tsx'

/** Where the music lies, and what about it needs a look. */
export function FoldersSection() {
  const t = useT()
  const { data: folders, error, refetch } = useQuery(api.library.folders.queryOptions())
  const scan = useMutation({
    ...api.library.scan.mutationOptions(),
    onSuccess: () => showToast({ message: t('commands.scanStarted') }),
    onError: (failure) => showError(failure),
  })

  if (error) return <FailedState what={<ErrorText error={error} />} onRetry={() => void refetch()} />
  if (!folders) return <div className={styles.rows}><Later><LinesSkeleton lines={3} /></Later></div>
  if (folders.length === 0) {
    return (
      <EmptyState icon={<Icon of={IconFolderPlus} />} title={t('settings.foldersEmptyTitle')} text={t('settings.foldersEmptyText')}>
        <AddFolderButton variant="primary" />
      </EmptyState>
    )
  }
  return (
    <div className={styles.rows}>
      <div className={styles.bar}>
        <AddFolderButton variant="primary" />
        <Button onClick={() => scan.mutate({})}>{t('settings.scanAll')}</Button>
        <Button variant="quiet" onClick={() => scan.mutate({ isFull: true })}>{t('settings.scanFull')}</Button>
      </div>
      {folders.map((folder) => <FolderItem key={folder.id} folder={folder} />)}
      <MoveList />
      <FailureList />
      <MissingList />
    </div>
  )
}
