import { Modal } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import type { LibraryFolder } from '#shared/contract/library.contract.ts'
import styles from './FolderDialog.module.css'

export type RelocateDialogProps = { folder: LibraryFolder; path: string; onClose(): void }

/** Says how much of the library was found at the new place before anything is changed. */
export function RelocateDialog({ folder, path, onClose }: RelocateDialogProps) {
  const t = useT()
  const client = useQueryClient()
  const { data: preview, error } = useQuery({ ...api.library.previewRelocation.queryOptions({ input: { id: folder.id, path } }), staleTime: 0, retry: false })
  const relocate = useMutation({
    ...api.library.relocateFolder.mutationOptions(),
    onSuccess: () => {
      onClose()
      void client.invalidateQueries({ queryKey: api.library.key() })
    },
    onError: (failure) => showError(failure, { stays: true }),
  })
  return (
    <Modal opened onClose={onClose} title={t('settings.relocateTitle', { name: folder.path })} size="30rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={styles.form}>
        <p>{path}</p>
        <p role="status">{error ? <ErrorText error={error} /> : preview ? t('settings.relocateFound', preview) : t('common.loading')}</p>
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" disabled={!preview || relocate.isPending} onClick={() => relocate.mutate({ id: folder.id, path })}>{t('settings.relocateConfirm')}</Button>
        </div>
      </div>
    </Modal>
  )
}
