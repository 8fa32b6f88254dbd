import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { api } from '#renderer/rpc.ts'
import { Kbd } from '#renderer/ui/text/Kbd.tsx'
import { commandIds, effectiveKeys, shownKeys } from './commands.ts'
import styles from './ShortcutsDialog.module.css'
import { useCommand } from './shortcut-handlers.ts'

/** Every key and what it does; opened by `?`. */
export function ShortcutsDialog() {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  useCommand('help.shortcuts', useCallback(() => setOpen(true), []))
  const keys = effectiveKeys(settings?.shortcuts ?? {})

  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('commands.shortcuts')} size="40rem" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <dl className={styles.keys}>
        {commandIds
          .filter((id) => keys[id])
          .map((id) => (
            <div key={id} className={styles.line}>
              <dt>{t(`commands.${id}`)}</dt>
              <dd><Kbd keys={shownKeys(keys[id])} /></dd>
            </div>
          ))}
      </dl>
    </Modal>
  )
}
