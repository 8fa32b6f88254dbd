import { randomUUID } from 'node:crypto'
import { ipcMain } from 'electron'
import type { IpcMainEvent } from 'electron'
import { createChannelServer, portChannel } from '#shared/rpc/server.ts'
import type { App } from '../app.ts'
import { readDroppedPaths } from './dropped-paths.ts'
import { isOwnPage } from './own-pages.ts'

function isFromOwnPage({ sender, senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnPage(senderFrame.url)
}

/** Serves the contract on the port each page hands over, and adds folders dropped on the window. */
export function acceptPorts(core: App): void {
  const serve = createChannelServer(core.router, core.reportBug)
  ipcMain.on('sillon:port', (event) => {
    const [port] = event.ports
    if (!port || !isFromOwnPage(event)) return
    serve(portChannel(port), { id: randomUUID(), kind: 'window' })
    port.start()
  })
  ipcMain.on('sillon:dropped', (event, paths: unknown) => {
    if (isFromOwnPage(event)) core.music.addDroppedFolders(readDroppedPaths(paths))
  })
}
