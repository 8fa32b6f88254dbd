import { Modal, TextInput } from '@mantine/core'
import { IconArrowUp, IconFolder } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorText } from '#renderer/app/i18n/told.tsx'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import styles from './FolderDialog.module.css'

export type FolderDialogProps = { title: string; onClose(): void; onPicked(path: string): void }

/** Chooses a folder on the machine the core runs on: walk through the folders, or type a path. */
export function FolderDialog({ title, onClose, onPicked }: FolderDialogProps) {
  const t = useT()
  const client = useQueryClient()
  const [path, setPath] = useState<string>()
  const [typed, setTyped] = useState<string>()
  const { data, error, isPlaceholderData } = useQuery({ ...api.system.listFolders.queryOptions({ input: path === undefined ? {} : { path } }), placeholderData: keepPreviousData, staleTime: 0, retry: false })
  // What was asked for, not the folder before it, while the answer is on its way: it may be taken at once.
  const shown = typed ?? (data && !isPlaceholderData ? data.path : path) ?? ''

  function open(next: string): void {
    setTyped(undefined)
    setPath(next)
  }

  /** What was typed is looked for first: a folder that is not there is said here, where it can be put right. */
  async function choose(wanted: string): Promise<void> {
    if (!wanted) return
    setPath(wanted)
    const found = await client.fetchQuery({ ...api.system.listFolders.queryOptions({ input: { path: wanted } }), retry: false }).catch(() => null)
    if (found) onPicked(found.path)
  }

  return (
    <Modal opened onClose={onClose} title={title} size="34rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void choose(shown)
        }}
      >
        <TextInput label={t('settings.folderPath')} value={shown} error={error && <ErrorText error={error} />} data-autofocus onChange={(event) => setTyped(event.currentTarget.value)} onBlur={() => typed && open(typed)} />
        <ul className={styles.folders}>
          {data?.places.map((place) => (
            <li key={`place-${place.path}`}><button type="button" className={styles.folder} onClick={() => open(place.path)}><Icon of={IconFolder} size="s" /><b>{place.name}</b></button></li>
          ))}
          {data?.parent && (
            <li><button type="button" className={styles.folder} onClick={() => data.parent && open(data.parent)}><Icon of={IconArrowUp} size="s" />{t('settings.parentFolder')}</button></li>
          )}
          {data?.folders.map((folder) => (
            <li key={folder.path}><button type="button" className={styles.folder} onClick={() => open(folder.path)}><Icon of={IconFolder} size="s" />{folder.name}</button></li>
          ))}
          {data?.folders.length === 0 && <li className={styles.none}>{t('settings.noSubfolders')}</li>}
        </ul>
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" disabled={!shown || (error !== null && typed === undefined)}>{t('settings.chooseThis')}</Button>
        </div>
      </form>
    </Modal>
  )
}
