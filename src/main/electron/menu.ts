import { Menu, Tray, nativeImage } from 'electron'
import { menuTemplate, trayTemplate } from './menu-templates.ts'
import type { HostActions } from './menu-templates.ts'
import type { HostTexts } from './texts.ts'

/** The application menu and the tray icon, which change their language with the settings. */
export type HostMenus = { setTexts(texts: HostTexts): void; close(): void }

/** Makes both; a click on the icon shows the window. */
export function createMenus(icon: string, actions: HostActions): HostMenus {
  const image = nativeImage.createFromPath(icon)
  if (process.platform === 'darwin') image.setTemplateImage(true)
  const tray = new Tray(image)
  tray.setToolTip('Sillon')
  tray.on('click', () => actions.show())
  return {
    setTexts: (texts) => {
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(texts, actions, process.platform)))
      tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(texts, actions)))
    },
    close: () => tray.destroy(),
  }
}
