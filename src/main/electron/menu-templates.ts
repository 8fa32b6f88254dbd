import type { MenuItemConstructorOptions } from 'electron'
import type { RemoteCommand } from '#shared/contract/playback.contract.ts'
import type { HostTexts } from './texts.ts'

/** What menu and tray can ask for. */
export type HostActions = {
  navigate(page: string): void
  command(command: RemoteCommand): void
  show(): void
  quit(): void
  showDataFolder(): void
}

function playbackItems(texts: HostTexts, { command }: HostActions): MenuItemConstructorOptions[] {
  // The page has these keys itself; here they are only shown.
  return [
    { label: texts.playPause, click: () => command({ type: 'toggle' }) },
    { label: texts.next, accelerator: 'CmdOrCtrl+Right', registerAccelerator: false, click: () => command({ type: 'next' }) },
    { label: texts.previous, accelerator: 'CmdOrCtrl+Left', registerAccelerator: false, click: () => command({ type: 'previous' }) },
  ]
}

/** The application menu. The window is frameless, so on Windows and Linux it shows only while Alt is held. */
export function menuTemplate(texts: HostTexts, actions: HostActions, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const { navigate, quit, showDataFolder } = actions
  const isMac = platform === 'darwin'
  const settings: MenuItemConstructorOptions = { label: texts.settings, accelerator: 'CmdOrCtrl+,', click: () => navigate('/settings') }
  const quitItem: MenuItemConstructorOptions = { label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: () => quit() }
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: texts.file, submenu: [{ label: texts.addFolder, click: () => navigate('/settings/folders') }, settings, { type: 'separator' }, isMac ? { role: 'close' } : quitItem] },
    { label: texts.edit, role: 'editMenu' },
    {
      label: texts.view,
      submenu: [
        { label: texts.home, click: () => navigate('/') },
        { label: texts.library, click: () => navigate('/library') },
        { label: texts.jobs, click: () => navigate('/jobs') },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { label: texts.playback, submenu: playbackItems(texts, actions) },
    { label: texts.window, role: 'windowMenu' },
    { label: texts.help, submenu: [{ label: texts.shortcuts, click: () => navigate('/settings/shortcuts') }, { label: texts.dataFolder, click: () => showDataFolder() }] },
  ]
}

/** The menu of the tray icon. */
export function trayTemplate(texts: HostTexts, actions: HostActions): MenuItemConstructorOptions[] {
  return [
    ...playbackItems(texts, actions).map(({ label, click }) => ({ label, click }) as MenuItemConstructorOptions),
    { type: 'separator' },
    { label: texts.show, click: () => actions.show() },
    { label: texts.quit, click: () => actions.quit() },
  ]
}
