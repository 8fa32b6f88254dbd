import { os } from '#main/contract.ts'
import { listFolders } from './list-folders.ts'
import { openExternal, pickFolder, showFile, systemInfo } from './system.service.ts'
import type { SystemContext, SystemSources } from './system.service.ts'

export function createSystemHandlers(ctx: SystemContext, sources: SystemSources) {
  const { system: procedures } = os
  return {
    info: procedures.info.handler(() => systemInfo(ctx, sources)),
    pickFolder: procedures.pickFolder.handler(({ input }) => pickFolder(ctx, input.title)),
    listFolders: procedures.listFolders.handler(({ input }) => listFolders(input.path)),
    showFile: procedures.showFile.handler(({ input }) => showFile(ctx, input.fileId)),
    openExternal: procedures.openExternal.handler(({ input }) => openExternal(ctx, input.url)),
    recentLog: procedures.recentLog.handler(({ input }) => sources.recentLines(input.lines)),
    findFfmpeg: procedures.findFfmpeg.handler(() => sources.ffmpeg.look()),
  }
}
