import { shell } from 'electron'
import type { Session, WebContents } from 'electron'
import { isOwnPage, isWebLink, mayCheck, mayRequest } from './own-pages.ts'

/** Refuses every permission but the few that Sillon's own pages need. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback) => callback(mayRequest(contents.getURL(), permission)))
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => mayCheck(origin, permission, mediaType))
  session.setDevicePermissionHandler(() => false)
}

/** Keeps a window on Sillon's own pages; an https link opens in the system's browser. */
export function guardNavigation(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isWebLink(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}
