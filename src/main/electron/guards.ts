import { shell } from 'electron'
import type { Session, WebContents } from 'electron'

/** The origin of Sillon's own pages. */
export const appOrigin = 'app://sillon'

/** What a page may ask the system for: choosing the sound output, and the whole screen. Nothing else. */
const granted = new Set<string>(['speaker-selection', 'fullscreen'])

/** Refuses every permission but the granted ones, and those only to Sillon's own pages. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) => callback(granted.has(permission) && contents.getURL().startsWith(`${appOrigin}/`)))
  session.setPermissionCheckHandler((_contents, permission, origin) => granted.has(permission) && origin.startsWith(appOrigin))
  session.setDevicePermissionHandler(() => false)
}

/** Keeps a window on Sillon's own pages; an https link opens in the system's browser. */
export function guardNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${appOrigin}/`)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (URL.canParse(url) && new URL(url).protocol === 'https:') void shell.openExternal(url)
    return { action: 'deny' }
  })
}
