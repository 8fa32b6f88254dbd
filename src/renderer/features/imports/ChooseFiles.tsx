import { TextInput } from '@mantine/core'
import { IconFileImport, IconFolder } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { useFolderPicker } from '#renderer/features/settings/folders/use-folder-picker.tsx'
import { Button } from '#renderer/ui/button/Button.tsx'
import { Chip } from '#renderer/ui/choice/Chip.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Icon } from '#renderer/ui/icon/Icon.tsx'
import { nameOfPath, sendsFiles, uploadFile } from './chosen-file.ts'
import type { ChosenFile } from './chosen-file.ts'
import styles from './Imports.module.css'

export type ChooseFilesProps = { chosen: readonly ChosenFile[]; onChange(chosen: readonly ChosenFile[]): void }

/** Files of this computer, which are sent; a folder or a path on the computer of the core. */
export function ChooseFiles({ chosen, onChange }: ChooseFilesProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<string>()
  const [typed, setTyped] = useState('')
  const folder = useFolderPicker(t('imports.folderTitle'), (path) => add([{ path, name: nameOfPath(path) }]))

  function add(more: readonly ChosenFile[]): void {
    onChange([...chosen, ...more.filter(({ path }) => chosen.every((other) => other.path !== path))])
  }

  async function send(files: readonly File[]): Promise<void> {
    const sent: ChosenFile[] = []
    for (const file of files) {
      setSending(file.name)
      try {
        sent.push(await uploadFile(file))
      } catch {
        showToast({ message: t('imports.uploadFailed', { name: file.name }), stays: true })
      }
    }
    setSending(undefined)
    add(sent)
  }

  return (
    <div
      className={styles.choose}
      onDragOver={(event) => sendsFiles && event.preventDefault()}
      onDrop={(event) => {
        if (!sendsFiles) return
        event.preventDefault()
        void send([...event.dataTransfer.files])
      }}
    >
      <div className={styles.actions}>
        {sendsFiles && (
          <>
            <input ref={input} type="file" multiple hidden aria-label={t('imports.chooseFiles')} onChange={(event) => {
              void send([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }} />
            <Button variant={chosen.length === 0 ? 'primary' : 'plain'} icon={<Icon of={IconFileImport} size="s" />} onClick={() => input.current?.click()}>{t('imports.chooseFiles')}</Button>
          </>
        )}
        <Button icon={<Icon of={IconFolder} size="s" />} onClick={folder.pick}>{t('imports.chooseFolder')}</Button>
        {sendsFiles && <span className={styles.quiet}>{sending === undefined ? t('imports.drop') : t('imports.uploading', { name: sending })}</span>}
      </div>
      <form
        className={styles.path}
        onSubmit={(event) => {
          event.preventDefault()
          const path = typed.trim()
          if (path) add([{ path, name: nameOfPath(path) }])
          setTyped('')
        }}
      >
        <TextInput aria-label={t('imports.path')} placeholder={t('imports.path')} value={typed} spellCheck={false} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" disabled={typed.trim() === ''}>{t('imports.addPath')}</Button>
      </form>
      {chosen.length > 0 && (
        <ul className={styles.chosen} aria-label={t('imports.chosen')}>
          {chosen.map(({ path, name }) => (
            <li key={path}><Chip label={name} removeLabel={t('imports.removeChosen', { name })} onRemove={() => onChange(chosen.filter((other) => other.path !== path))} /></li>
          ))}
        </ul>
      )}
      {folder.dialog}
    </div>
  )
}
