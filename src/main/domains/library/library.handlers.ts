import { os } from '#main/contract.ts'
import type { Music } from './library.service.ts'

export function createLibraryHandlers(music: Music) {
  const { library: procedures } = os
  return {
    folders: procedures.folders.handler(() => music.folders()),
    addFolder: procedures.addFolder.handler(({ input }) => music.addFolder(input.path)),
    removeFolder: procedures.removeFolder.handler(({ input }) => music.removeFolder(input.id)),
    updateFolder: procedures.updateFolder.handler(({ input }) => music.updateFolder(input)),
    previewRelocation: procedures.previewRelocation.handler(({ input }) => music.previewRelocation(input)),
    relocateFolder: procedures.relocateFolder.handler(({ input }) => music.relocateFolder(input)),
    scan: procedures.scan.handler(({ input }) => music.scan(input)),
    failures: procedures.failures.handler(({ input }) => music.failures(input)),
    missing: procedures.missing.handler(({ input }) => music.missing(input)),
    forgetMissing: procedures.forgetMissing.handler(({ input }) => music.forgetMissing(input)),
    moveCandidates: procedures.moveCandidates.handler(({ input }) => music.moveCandidates(input)),
    decideMove: procedures.decideMove.handler(({ input }) => music.decideMove(input)),
    browse: procedures.browse.handler(({ input }) => music.browse(input)),
  }
}
