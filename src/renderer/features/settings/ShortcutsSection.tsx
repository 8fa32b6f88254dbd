import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { combinationOf, commandIds, commandKeys, commandOf, effectiveKeys, shownKeys } from '#renderer/app/shortcuts/commands.ts'
import type { CommandId } from '#renderer/app/shortcuts/commands.ts'
import { Button } from '#renderer/ui/button/Button.tsx'
import { showToast } from '#renderer/ui/feedback/toast.tsx'
import { Kbd } from '#renderer/ui/text/Kbd.tsx'
import { SettingRow } from './SettingRow.tsx'
import styles from './Settings.module.css'
import type { SettingSectionProps } from './setting-section.ts'

export function ShortcutsSection({ settings, update }: SettingSectionProps) {
  const t = useT()
  const [waiting, setWaiting] = useState<CommandId>()
  const keys = effectiveKeys(settings.shortcuts)

  function choose(id: CommandId, combination: string): void {
    const taken = combination && commandOf(combination, keys)
    if (taken && taken !== id) {
      showToast({ id: 'shortcut-taken', message: t('settings.taken', { keys: shownKeys(combination), name: t(`commands.${taken}`) }) })
      return
    }
    const { [id]: _before, ...rest } = settings.shortcuts
    update({ shortcuts: combination === commandKeys[id] ? rest : { ...rest, [id]: combination } })
    setWaiting(undefined)
  }

  function onKeyDown(id: CommandId, event: KeyboardEvent): void {
    if (waiting !== id || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const combination = combinationOf(event)
    if (event.key === 'Escape') setWaiting(undefined)
    else if (event.key === 'Delete' || event.key === 'Backspace') choose(id, '')
    else if (combination) choose(id, combination)
  }

  return (
    <div className={styles.rows}>
      <div className={styles.bar}>
        <span className={styles.quiet}>{t('settings.shortcutsText')}</span>
        <Button size="s" onClick={() => update({ shortcuts: {} })}>{t('settings.usual')}</Button>
      </div>
      {commandIds.map((id) => (
        <SettingRow key={id} name={t(`commands.${id}`)}>
          {({ labelId }) => (
            <Button size="s" aria-describedby={labelId} onClick={() => setWaiting(id)} onBlur={() => setWaiting(undefined)} onKeyDown={(event) => onKeyDown(id, event)}>
              {waiting === id ? t('settings.press') : keys[id] ? <Kbd keys={shownKeys(keys[id])} /> : t('settings.off')}
            </Button>
          )}
        </SettingRow>
      ))}
    </div>
  )
}
