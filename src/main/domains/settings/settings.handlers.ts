import { os } from '#main/contract.ts'
import type { SettingsStore } from './settings.service.ts'

export function createSettingsHandlers(settings: SettingsStore) {
  const { settings: procedures } = os
  return {
    get: procedures.get.handler(() => settings.get()),
    update: procedures.update.handler(({ input }) => settings.update(input)),
  }
}
