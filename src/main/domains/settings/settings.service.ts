import type { AppContext } from '#main/context.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import type { Settings, SettingsPatch } from '#shared/contract/settings.contract.ts'
import { listSettings, saveSetting } from './settings.repo.ts'

export type SettingsStore = {
  get: () => Settings
  update: (patch: SettingsPatch) => Settings
}

type SettingsContext = Pick<AppContext, 'db' | 'events' | 'log' | 'clock' | 'environment'>
type StoredSettings = Pick<AppContext, 'log'> & { db: ReadDb }
type Key = keyof Settings

const shape = settingsSchema.shape
const keys = Object.keys(shape) as Key[]

/** The environment wins at each start; what a person then changes wins until the next one. */
const fromEnvironment: Partial<Record<Key, string>> = { ffmpegPath: 'SILLON_FFMPEG' }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is as wrong as JSON of another shape: the schema refuses both.
    return Symbol('not JSON')
  }
}

/** One spoilt value costs that value only, never the start. */
function readStored({ db, log }: StoredSettings): Partial<Settings> {
  const stored: Record<string, unknown> = {}
  for (const { key, valueJson } of listSettings(db)) {
    if (!(key in shape)) continue
    const parsed = shape[key as Key].safeParse(parseJson(valueJson))
    if (parsed.success) stored[key] = parsed.data
    else log.warn('a stored setting was not valid and its default is used', { key, valueJson })
  }
  return stored
}

function readEnvironment({ environment, log }: SettingsContext): Partial<Settings> {
  const given: Record<string, unknown> = {}
  for (const [key, variable] of Object.entries(fromEnvironment)) {
    const value = environment[variable]
    if (!value) continue
    const parsed = shape[key as Key].safeParse(value)
    if (parsed.success) given[key] = parsed.data
    else log.warn('a setting of the environment was not valid and is not used', { variable })
  }
  return given
}

/** What is stored, without opening it for changes: beside a running Sillon. */
export function readSettings(ctx: StoredSettings): Settings {
  return settingsSchema.parse(readStored(ctx))
}

/** Reads the settings once; they change only through `update`. */
export function openSettings(ctx: SettingsContext): SettingsStore {
  const { db, events, clock } = ctx
  let settings = settingsSchema.parse({ ...readStored(ctx), ...readEnvironment(ctx) })
  return {
    get: () => settings,
    update: (patch) => {
      const changed = keys.filter((key) => patch[key] !== undefined)
      const next = settingsSchema.parse({ ...settings, ...Object.fromEntries(changed.map((key) => [key, patch[key]])) })
      db.transaction(() => {
        for (const key of changed) saveSetting(db, key, JSON.stringify(next[key]), clock.now())
      })
      settings = next
      if (changed.length > 0) events.publish({ type: 'settings.changed', settings })
      return settings
    },
  }
}
