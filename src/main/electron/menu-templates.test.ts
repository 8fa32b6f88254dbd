import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { menuTemplate, trayTemplate } from './menu-templates.ts'
import { hostTexts } from './texts.ts'

function recorder() {
  const asked: unknown[] = []
  return {
    asked,
    actions: {
      navigate: (page: string) => void asked.push(page),
      command: (command: { type: string }) => void asked.push(command.type),
      show: () => void asked.push('show'),
      quit: () => void asked.push('quit'),
      showDataFolder: () => void asked.push('data folder'),
    },
  }
}

function itemsOf(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])])
}

/** Clicks need nothing of Electron. */
function click({ click: act }: MenuItemConstructorOptions): void {
  act?.(undefined as never, undefined, undefined as never)
}

test.each(['linux', 'win32', 'darwin'] as const)('every item of the menu on %s has a text or a role, and does something', (platform) => {
  const { actions, asked } = recorder()
  const items = itemsOf(menuTemplate(hostTexts('en', 'en'), actions, platform))
  for (const item of items) expect(item.role ?? item.label ?? item.type).toBeTruthy()
  for (const item of items) click(item)
  expect(asked).toEqual(expect.arrayContaining(['/', '/library', '/jobs', '/settings', '/settings/folders', '/settings/shortcuts', 'toggle', 'next', 'previous', 'data folder']))
  expect(asked.includes('quit')).toBe(platform !== 'darwin')
})

test('no two items of the menu have one accelerator', () => {
  const accelerators = itemsOf(menuTemplate(hostTexts('en', 'en'), recorder().actions, 'linux')).flatMap(({ accelerator }) => accelerator ?? [])
  expect(new Set(accelerators).size).toBe(accelerators.length)
})

test('the tray steers playback, shows the window and quits', () => {
  const { actions, asked } = recorder()
  for (const item of trayTemplate(hostTexts('fr', 'en'), actions)) click(item)
  expect(asked).toEqual(['toggle', 'next', 'previous', 'show', 'quit'])
})

test('the texts follow the setting, and the system where it says so', () => {
  expect([hostTexts('system', 'fr-CH').file, hostTexts('system', 'de').file, hostTexts('fr', 'en').file, hostTexts('en', 'fr').file]).toEqual(['Fichier', 'File', 'Fichier', 'File'])
  const [english, french] = [hostTexts('en', 'en'), hostTexts('fr', 'en')]
  expect(Object.keys(french)).toEqual(Object.keys(english))
  for (const text of [...Object.values(english), ...Object.values(french)]) expect(text).not.toMatch(/!|^$/)
})
