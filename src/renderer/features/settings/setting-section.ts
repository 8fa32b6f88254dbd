import type { Settings, SettingsPatch } from '#shared/contract/settings.contract.ts'

/** What every section of the settings is given. */
export type SettingSectionProps = { settings: Settings; update(patch: SettingsPatch): void }
