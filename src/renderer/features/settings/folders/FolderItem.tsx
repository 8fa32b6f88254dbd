import { Select, Switch } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#renderer/app/i18n/use-format.ts'
import { ToldText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { JobProgressBar } from '#renderer/features/jobs/JobProgressBar.tsx'
import { useActiveScan } from '#renderer/features/jobs/use-active-jobs.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { IconButton } from '#renderer/ui/button/IconButton.tsx'
import { ConfirmDialog } from '#renderer/ui/feedback/ConfirmDialog.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { ActionMenu } from '#renderer/ui/menu/ActionMenu.tsx'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import type { LibraryFolder } from '#shared/contract/library.contract.ts'
import styles from '../Settings.module.css'
import { RelocateDialog } from './RelocateDialog.tsx'
import { useFolderPicker } from './use-folder-picker.tsx'

const rescans = [15, 60, 360, 1440]

/** One folder of the library: its state, how changes are noticed, and what can be done with it. */
export function FolderItem({ folder }: { folder: LibraryFolder }) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: api.library.key() })
  const onError = (error: Error) => showError(error, { stays: true })
  const scan = useMutation({ ...api.library.scan.mutationOptions(), onError })
  const update = useMutation({ ...api.library.updateFolder.mutationOptions(), onError, onSuccess: refresh })
  const remove = useMutation({
    ...api.library.removeFolder.mutationOptions(),
    onError,
    onSuccess: () => {
      showToast({ message: t('settings.removed') })
      refresh()
    },
  })
  const scanning = useActiveScan()
  const isScanned = scanning !== undefined && (scanning.subject === null || scanning.subject === folder.path)
  const [isRemoving, setRemoving] = useState(false)
  const [newPath, setNewPath] = useState<string>()
  const relocation = useFolderPicker(t('settings.relocateTitle', { name: folder.path }), setNewPath)

  return (
    <article className={styles.item} aria-label={folder.path}>
      <div>
        <div className={styles.path}>{folder.path}</div>
        <div className={`${styles.facts} num`}>
          <span>{folder.scannedAt === null ? t('settings.folderFactsNew', { files: format.number(folder.files) }) : t('settings.folderFacts', { files: format.number(folder.files), when: format.moment(folder.scannedAt) })}</span>
          {folder.isNetwork && <span>{t('settings.networkFolder')}</span>}
          {folder.missing > 0 && <span>{t('settings.missingFiles', { count: folder.missing })}</span>}
          {folder.failures > 0 && <span>{t('settings.failedFiles', { count: folder.failures })}</span>}
        </div>
      </div>
      <div className={styles.actions}>
        <Button size="s" disabled={isScanned} onClick={() => scan.mutate({ folderIds: [folder.id] })}>{t('settings.scan')}</Button>
        <ActionMenu
          position="bottom-end"
          entries={() => [
            { kind: 'action', id: 'full', label: t('settings.scanFull'), onSelect: () => scan.mutate({ folderIds: [folder.id], isFull: true }) },
            { kind: 'action', id: 'relocate', label: t('settings.relocate'), onSelect: relocation.pick },
            { kind: 'line', id: 'line' },
            { kind: 'action', id: 'remove', label: t('settings.remove'), onSelect: () => setRemoving(true) },
          ]}
        >
          <IconButton label={t('common.more')} icon={<Icon of={IconDots} />} />
        </ActionMenu>
      </div>
      {isScanned && <div className={styles.progress}><JobProgressBar progress={scanning.progress} /></div>}
      {folder.missingSince !== null && <p className={styles.warning}>{t('settings.folderMissing', { when: format.moment(folder.missingSince) })}</p>}
      {folder.watchProblem && <p className={styles.warning}><ToldText told={folder.watchProblem} /></p>}
      <div className={styles.facts}>
        <Switch label={t('settings.watch')} checked={folder.isWatched} onChange={(event) => update.mutate({ id: folder.id, isWatched: event.currentTarget.checked })} />
        {(folder.isNetwork || !folder.isWatched || folder.watchProblem) && (
          <Select
            aria-label={t('settings.rescan')}
            size="xs"
            w="10rem"
            allowDeselect={false}
            value={String(folder.rescanMinutes ?? '')}
            data={[{ value: '', label: `${t('settings.rescan')} ${t('settings.rescanNever')}` }, ...rescans.map((minutes) => ({ value: String(minutes), label: minutes < 60 ? t('settings.rescanMinutes', { minutes }) : t('settings.rescanHours', { hours: minutes / 60 }) }))]}
            onChange={(value) => update.mutate({ id: folder.id, rescanMinutes: value ? Number(value) : null })}
          />
        )}
      </div>
      {relocation.dialog}
      {newPath !== undefined && <RelocateDialog folder={folder} path={newPath} onClose={() => setNewPath(undefined)} />}
      <ConfirmDialog isOpen={isRemoving} title={t('settings.removeTitle', { name: folder.path })} confirm={t('settings.remove')} onConfirm={() => remove.mutate({ id: folder.id })} onClose={() => setRemoving(false)}>
        {t('settings.removeText')}
      </ConfirmDialog>
    </article>
  )
}
