import { os } from '#main/contract.ts'
import type { Imports } from './imports.service.ts'

export function createImportsHandlers(imports: Imports) {
  const { imports: procedures } = os
  return {
    dryRun: procedures.dryRun.handler(({ input }) => imports.dryRun(input)),
    dryRunReport: procedures.dryRunReport.handler(({ input }) => imports.dryRunReport(input.jobId)),
    start: procedures.start.handler(({ input }) => imports.start(input)),
    list: procedures.list.handler(() => imports.list()),
    get: procedures.get.handler(({ input }) => imports.get(input.id)),
    undo: procedures.undo.handler(({ input }) => imports.undo(input.id)),
  }
}
