import { IconFolderPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { useFolderPicker } from './use-folder-picker.tsx'

/** Asks for a folder, adds it and starts reading it. */
export function AddFolderButton({ variant = 'plain' }: { variant?: 'plain' | 'primary' }) {
  const t = useT()
  const client = useQueryClient()
  const add = useMutation({
    ...api.library.addFolder.mutationOptions(),
    onSuccess: () => {
      showToast({ message: t('commands.scanStarted') })
      void client.invalidateQueries({ queryKey: api.library.key() })
    },
    onError: (error) => showToast({ message: error.message, stays: true }),
  })
  const { pick, dialog } = useFolderPicker(t('settings.addFolderTitle'), (path) => add.mutate({ path }))
  return (
    <>
      <Button variant={variant} icon={<Icon of={IconFolderPlus} size="s" />} disabled={add.isPending} onClick={pick}>{t('settings.addFolder')}</Button>
      {dialog}
    </>
  )
}
