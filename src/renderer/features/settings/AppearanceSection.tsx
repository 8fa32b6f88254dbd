import { Switch } from '@mantine/core'
import { useT } from '#renderer/app/i18n/use-t.ts'
import { Segmented } from '#renderer/ui/choice/Segmented.tsx'
import { SettingRow } from './SettingRow.tsx'
import styles from './Settings.module.css'
import type { SettingSectionProps } from './setting-section.ts'

const themes = ['system', 'walnut', 'paper'] as const
const languages = ['system', 'en', 'fr'] as const
const densities = ['comfortable', 'compact'] as const

export function AppearanceSection({ settings, update }: SettingSectionProps) {
  const t = useT()
  return (
    <div className={styles.rows}>
      <SettingRow name={t('settings.theme')}>
        {() => <Segmented label={t('settings.theme')} options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))} value={settings.theme} onChange={(theme) => update({ theme })} />}
      </SettingRow>
      <SettingRow name={t('settings.language')}>
        {() => <Segmented label={t('settings.language')} options={languages.map((value) => ({ value, label: t(`settings.languages.${value}`) }))} value={settings.language} onChange={(language) => update({ language })} />}
      </SettingRow>
      <SettingRow name={t('settings.density')}>
        {() => <Segmented label={t('settings.density')} options={densities.map((value) => ({ value, label: t(`settings.densities.${value}`) }))} value={settings.density} onChange={(density) => update({ density })} />}
      </SettingRow>
      <SettingRow name={t('settings.closesToTray')}>
        {({ labelId }) => <Switch aria-labelledby={labelId} checked={settings.closesToTray} onChange={(event) => update({ closesToTray: event.currentTarget.checked })} />}
      </SettingRow>
    </div>
  )
}
