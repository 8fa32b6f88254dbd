import { randomUUID } from 'node:crypto'
import { ipcMain } from 'electron'
import type { WebContents } from 'electron'
import { createChannelServer, portChannel } from '#shared/rpc/server.ts'
import type { App } from '../app.ts'
import { appOrigin } from './guards.ts'

function isOwnPage(contents: WebContents): boolean {
  return contents.getURL().startsWith(`${appOrigin}/`)
}

/** Serves the contract on the port each page hands over, and takes folders dropped on the window. */
export function acceptPorts(core: App, onDropped: (paths: string[]) => void): void {
  const serve = createChannelServer(core.router, core.reportBug)
  ipcMain.on('sillon:port', (event) => {
    const [port] = event.ports
    if (!port || !isOwnPage(event.sender) || event.senderFrame !== event.sender.mainFrame) return
    serve(portChannel(port), { id: randomUUID(), kind: 'window' })
    port.start()
  })
  ipcMain.on('sillon:dropped', (event, paths: unknown) => {
    if (!isOwnPage(event.sender) || !Array.isArray(paths)) return
    onDropped(paths.filter((path): path is string => typeof path === 'string' && path.length < 4096).slice(0, 20))
  })
}
