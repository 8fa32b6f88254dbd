import { Menu, Tray, nativeImage, shell } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { RemoteCommand } from '#shared/contract/playback.contract.ts'
import type { hostTexts } from './texts.ts'

/** What menu and tray can ask for. */
export type HostActions = {
  navigate(page: string): void
  command(command: RemoteCommand): void
  show(): void
  quit(): void
  dataFolder: string
}

type Texts = ReturnType<typeof hostTexts>

function playbackItems(texts: Texts, actions: HostActions): MenuItemConstructorOptions[] {
  return [
    { label: texts.playPause, click: () => actions.command({ type: 'toggle' }) },
    { label: texts.next, accelerator: 'CmdOrCtrl+Right', registerAccelerator: false, click: () => actions.command({ type: 'next' }) },
    { label: texts.previous, accelerator: 'CmdOrCtrl+Left', registerAccelerator: false, click: () => actions.command({ type: 'previous' }) },
  ]
}

/** The application menu. The window is frameless, so on Windows and Linux it shows only while Alt is held. */
export function setMenu(texts: Texts, actions: HostActions): void {
  const isMac = process.platform === 'darwin'
  const settings: MenuItemConstructorOptions = { label: texts.settings, accelerator: 'CmdOrCtrl+,', click: () => actions.navigate('/settings') }
  const quit: MenuItemConstructorOptions = { label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: () => actions.quit() }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
      { label: texts.file, submenu: [{ label: texts.addFolder, click: () => actions.navigate('/settings/folders') }, settings, { type: 'separator' }, isMac ? { role: 'close' } : quit] },
      { label: texts.edit, role: 'editMenu' },
      {
        label: texts.view,
        submenu: [
          { label: texts.home, click: () => actions.navigate('/') },
          { label: texts.library, click: () => actions.navigate('/library') },
          { label: texts.jobs, click: () => actions.navigate('/jobs') },
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
      { label: texts.help, submenu: [{ label: texts.shortcuts, click: () => actions.navigate('/settings/shortcuts') }, { label: texts.dataFolder, click: () => void shell.openPath(actions.dataFolder) }] },
    ]),
  )
}

/** A tray icon with the transport; a click shows the window. */
export function createTray(icon: string, texts: Texts, actions: HostActions): Tray {
  const image = nativeImage.createFromPath(icon)
  if (process.platform === 'darwin') image.setTemplateImage(true)
  const tray = new Tray(image)
  tray.setToolTip('Sillon')
  tray.setContextMenu(Menu.buildFromTemplate([...playbackItems(texts, actions), { type: 'separator' }, { label: texts.show, click: () => actions.show() }, { label: texts.quit, click: () => actions.quit() }]))
  tray.on('click', () => actions.show())
  return tray
}
