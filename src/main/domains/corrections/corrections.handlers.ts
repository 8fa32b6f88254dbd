import { os } from '#main/contract.ts'
import type { Corrections } from './corrections.service.ts'

export function createCorrectionsHandlers(corrections: Corrections, rebuild: () => number) {
  const { corrections: procedures } = os
  return {
    preview: procedures.preview.handler(({ input }) => corrections.preview(input)),
    make: procedures.make.handler(({ input }) => corrections.make(input)),
    list: procedures.list.handler(({ input }) => corrections.list(input)),
    undo: procedures.undo.handler(({ input }) => corrections.undo(input.id)),
    redo: procedures.redo.handler(({ input }) => corrections.redo(input.id)),
    export: procedures.export.handler(() => corrections.export()),
    rebuild: procedures.rebuild.handler(() => ({ jobId: rebuild() })),
  }
}
