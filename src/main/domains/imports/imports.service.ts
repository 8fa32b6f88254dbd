import { existsSync } from 'node:fs'
import { basename, isAbsolute } from 'node:path'
import { importReportSchema } from '#shared/contract/imports.contract.ts'
import type { ImportEntry, ImportReport, ImportSource, ImportSummary } from '#shared/contract/imports.contract.ts'
import { AppError } from '#shared/errors.ts'
import { isZone } from '#shared/model/local-day.ts'
import { say } from '#shared/messages/say.ts'
import type { AppContext } from '#main/context.ts'
import { findActiveByKey, findJob } from '#main/kernel/jobs/job-rows.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import { defineImportJobs } from './imports.jobs.ts'
import type { ImportRequest } from './imports.jobs.ts'
import { findImport, insertImport, listImports } from './imports.repo.ts'
import type { StoredImport } from './imports.repo.ts'
import { joinReports } from './run/file-report.ts'
import { chosenFiles, removeLeftovers } from './uploads.ts'

export { uploadName, uploadsFolder } from './uploads.ts'

export type Imports = ReturnType<typeof openImports>

function reportOf({ reportJson }: StoredImport): ImportReport {
  return JSON.parse(reportJson) as ImportReport
}

function summaryOf(stored: StoredImport): ImportSummary {
  const { id, name, state, startedAt, endedAt, undoneAt } = stored
  return { id, name, state, counts: reportOf(stored).counts, startedAt, endedAt, undoneAt }
}

/** Every import, newest first. */
export function listImportSummaries(db: ReadDb): ImportSummary[] {
  return listImports(db).map(summaryOf)
}

/** Files of plays: looked at first, taken in, listed, taken back. */
export function openImports(ctx: Pick<AppContext, 'db' | 'clock' | 'events' | 'paths' | 'workers' | 'jobs'>, needs: { dayStartsAt: () => number; journal: 'wal' | 'delete' }) {
  const { db, clock, events, paths, jobs } = ctx
  const definitions = defineImportJobs(ctx, needs)

  /** Refuses what would only fail later; a name for the list. */
  function check({ paths: names, options }: ImportRequest): string {
    if (options.zone !== null && !isZone(options.zone)) throw new AppError('invalid-input', say`${options.zone} is not a time zone. Zones are named like Europe/Paris.`)
    const shown = names.map((name) => {
      const [path, ...more] = chosenFiles(paths, name)
      if (path === undefined || !existsSync(path)) throw new AppError('not-found', say`There is nothing at ${name} that could be imported.`, { data: { path: name } })
      if (!isAbsolute(path)) throw new AppError('invalid-input', say`${name} is not an absolute path.`)
      return { name: basename(path), more: more.length }
    })
    const more = shown.reduce((sum, { more }) => sum + 1 + more, -1)
    return more === 0 ? (shown[0]?.name ?? '') : `${shown[0]?.name} + ${more}`
  }

  function getImport(id: number): StoredImport {
    const stored = findImport(db, id)
    if (!stored) throw new AppError('not-found', say`There is no import ${String(id)}.`, { data: { id } })
    return stored
  }

  return {
    registerJobs: (engine: JobEngine): void => {
      for (const definition of [definitions.run, definitions.undo]) engine.register(definition)
      engine.register(definitions.dryRun)
      removeLeftovers(paths, clock.now())
    },
    dryRun: (source: ImportSource): { jobId: number } => {
      const subject = check(source)
      return { jobId: db.transaction(() => jobs.enqueue(definitions.dryRun, source, { subject })) }
    },
    dryRunReport: (jobId: number): ImportReport | null => {
      const job = findJob(db, jobId)
      if (!job || job.type !== definitions.dryRun.type) throw new AppError('not-found', say`There is no such dry run.`, { data: { jobId } })
      return job.state === 'done' && job.resultJson !== null ? importReportSchema.parse(JSON.parse(job.resultJson)) : null
    },
    start: (source: ImportSource): { importId: number; jobId: number } => {
      const name = check(source)
      const started = db.transaction(() => {
        const importId = insertImport(db, { name, optionsJson: JSON.stringify(source), report: joinReports([]), now: clock.now() })
        return { importId, jobId: jobs.enqueue(definitions.run, { importId }, { subject: name, dedupeKey: `imports.run:${importId}` }) }
      })
      events.publishSoon({ type: 'imports.changed' })
      return started
    },
    list: (): ImportSummary[] => listImportSummaries(db),
    get: (id: number): ImportEntry => {
      const stored = getImport(id)
      return { ...summaryOf(stored), report: reportOf(stored) }
    },
    undo: (importId: number): { jobId: number } => {
      const { name, state } = getImport(importId)
      if (state === 'undone') throw new AppError('conflict', say`That import was taken back already.`, { data: { id: importId } })
      const active = findActiveByKey(db, `imports.run:${importId}`)
      // One that failed may wait for its next try.
      if (active?.state === 'queued') jobs.cancel(active.id)
      if (active?.state === 'running') throw new AppError('conflict', say`That import is still running. Cancel it first; what it wrote can then be taken back.`, { data: { id: importId } })
      return { jobId: db.transaction(() => jobs.enqueue(definitions.undo, { importId }, { subject: name, dedupeKey: `imports.undo:${importId}` })) }
    },
  }
}
