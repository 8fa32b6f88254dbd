import { IconFolderPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { announce } from '#renderer/app/announcements.ts'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { showError } from '#renderer/ui/feedback/toast.tsx'
import { useFolderPicker } from './use-folder-picker.tsx'

/** Asks for a folder, adds it and starts reading it. */
export function AddFolderButton({ variant = 'plain' }: { variant?: 'plain' | 'primary' }) {
  const t = useT()
  const client = useQueryClient()
  const add = useMutation({
    ...api.library.addFolder.mutationOptions(),
    // Every place with this button shows how far the scan is.
    onSuccess: () => {
      announce(t('commands.scanStarted'))
      void client.invalidateQueries({ queryKey: api.library.key() })
    },
    onError: (error) => showError(error, { stays: true }),
  })
  const { pick, dialog } = useFolderPicker(t('settings.addFolderTitle'), (path) => add.mutate({ path }))
  return (
    <>
      <Button variant={variant} icon={<Icon of={IconFolderPlus} size="s" />} disabled={add.isPending} onClick={pick}>{t('settings.addFolder')}</Button>
      {dialog}
    </>
  )
}
