import { Select, Switch } from '@mantine/core'
import { useMemo } from 'react'
import { useT } from '#renderer/app/i18n/use-t.ts'
import type { ImportOptions } from '#shared/contract/imports.contract.ts'
import styles from './Imports.module.css'

export type ImportOptionsFormProps = { options: ImportOptions; needsZone: boolean; onChange(options: ImportOptions): void }

/** What a person decides: the zone of clock times without one, and what becomes of skips, private sessions and podcasts. */
export function ImportOptionsForm({ options, needsZone, onChange }: ImportOptionsFormProps) {
  const t = useT()
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')], [])
  return (
    <fieldset className={styles.options}>
      <legend>{t('imports.choices')}</legend>
      {needsZone && options.zone === null && <p role="status" className={styles.warning}>{t('imports.zoneNeeded')}</p>}
      <Select label={t('imports.zone')} description={t('imports.zoneText')} searchable limit={60} data={zones} value={options.zone ?? 'UTC'} allowDeselect={false} w="18rem" onChange={(zone) => onChange({ ...options, zone })} />
      <Switch label={t('imports.takesSkips')} checked={options.takesSkips} onChange={(event) => onChange({ ...options, takesSkips: event.currentTarget.checked })} />
      <Switch label={t('imports.takesPrivate')} checked={options.takesPrivate} onChange={(event) => onChange({ ...options, takesPrivate: event.currentTarget.checked })} />
      <Switch label={t('imports.takesPodcasts')} checked={options.takesPodcasts} onChange={(event) => onChange({ ...options, takesPodcasts: event.currentTarget.checked })} />
    </fieldset>
  )
}
