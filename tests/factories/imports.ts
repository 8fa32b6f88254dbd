import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openImports } from '#main/domains/imports/imports.service.ts'
import { importOptionsSchema } from '#shared/contract/imports.contract.ts'
import type { ImportOptions, ImportReport } from '#shared/contract/imports.contract.ts'
import { testJobs } from './jobs.ts'
import { testContext } from './library.ts'

/** The whole of imports on a library of its own, its worker included. */
export function openTestImports() {
  const context = testContext()
  const engine = testJobs(context)
  const imports = openImports({ ...context, jobs: engine, workers: (name) => pathToFileURL(`src/main/${name}.ts`) }, { dayStartsAt: () => 0, journal: 'wal' })
  imports.registerJobs(engine)
  engine.start({ runsSchedules: false })

  async function ended(jobId: number): Promise<unknown> {
    const { state, result, errorMessage } = await engine.wait(jobId)
    if (state !== 'done') throw new Error(errorMessage ?? state)
    return result
  }

  return {
    ...context,
    engine,
    imports,
    ended,
    /** Writes a file and returns its path. */
    file: (name: string, content: string | Uint8Array): string => {
      const path = join(context.paths.data, name)
      writeFileSync(path, content)
      return path
    },
    /** Imports and waits. */
    take: async (paths: string[], options: Partial<ImportOptions> = {}): Promise<{ importId: number; report: ImportReport }> => {
      const { importId, jobId } = imports.start({ paths, options: importOptionsSchema.parse(options) })
      await ended(jobId)
      return { importId, report: imports.get(importId).report }
    },
    look: async (paths: string[], options: Partial<ImportOptions> = {}): Promise<ImportReport | null> => {
      const { jobId } = imports.dryRun({ paths, options: importOptionsSchema.parse(options) })
      await ended(jobId)
      return imports.dryRunReport(jobId)
    },
    undo: async (importId: number): Promise<unknown> => ended(imports.undo(importId).jobId),
    count: (table: string): number => context.db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0,
  }
}
