import type { App } from '#main/app.ts'
import { listImportSummaries } from '#main/domains/imports/imports.service.ts'
import { importOptionsSchema, playFormats } from '#shared/contract/imports.contract.ts'
import type { ImportReport } from '#shared/contract/imports.contract.ts'
import { AppError } from '#shared/errors.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { inEnglish, verbatim } from '#shared/messages/say.ts'
import { defineCommand, iso } from '../command.ts'
import type { Command, CommandInput } from '../command.ts'
import { table } from '../table.ts'

function optionsOf({ options: { format, zone } }: CommandInput) {
  const known = playFormats.find((name) => name === format)
  if (format !== undefined && !known) throw new AppError('invalid-input', verbatim(`--format takes one of: ${playFormats.join(', ')}.`))
  return importOptionsSchema.parse({ format: known ?? null, zone: typeof zone === 'string' ? zone : null })
}

/** Waits for a job and shows how far it is; interrupting cancels it. */
async function finish({ context }: App, jobId: number, { progress, signal }: CommandInput): Promise<unknown> {
  const unfollow = context.events.subscribe((event) => {
    const job = event.type === 'jobs.changed' ? event.active.find(({ id }) => id === jobId) : undefined
    if (job?.progress) progress(job.progress)
  })
  const onAbort = () => context.jobs.cancel(jobId)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    if (signal.aborted) onAbort()
    const { state, result, errorCode, told } = await context.jobs.wait(jobId)
    signal.throwIfAborted()
    if (state !== 'done') throw new AppError((errorCode ?? 'unavailable') as ErrorCode, told ?? verbatim('The work was not finished.'))
    return result
  } finally {
    signal.removeEventListener('abort', onAbort)
    unfollow()
  }
}

function tellProblems({ files, needsZone }: ImportReport, { warn }: CommandInput, hasZone: boolean): void {
  for (const { path, problem } of files) if (problem) warn(`${path}: ${inEnglish(problem)}`)
  if (needsZone && !hasZone) warn('Some clock times carry no zone and were read as UTC. Say where they are from with --zone, for example --zone Europe/Paris.')
  if (files.some(({ format }) => format !== null)) return
  const [first] = files
  throw new AppError('unsupported', first?.problem ?? verbatim(`There is no listening history in ${first ? first.path : 'there'} that Sillon can read. It reads: ${playFormats.join(', ')}.`))
}

const importCommand = defineCommand({
  name: 'import',
  usage: '<file, zip or folder>... [--format F] [--dry-run] [--zone IANA]',
  summary: 'take in plays from files of other programs and services',
  options: { format: { type: 'string' }, zone: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  run: (session, input) => {
    const options = optionsOf(input)
    const paths = input.words.map(input.resolvePath)
    return session.owning(
      async (app) => {
        const begun = performance.now()
        const { importId, report } = input.options['dry-run'] === true ? await lookAt(app, paths) : await takeIn(app, paths)
        tellProblems(report, input, options.zone !== null)
        const { rows, added, attached, duplicates, skipped, rejected, matched } = report.counts
        return { importId, rows, added, attached, duplicates, skipped, rejected, matched, durationMs: Math.round(performance.now() - begun) }
      },
      { runsJobs: true },
    )

    async function lookAt(app: App, chosen: string[]): Promise<{ importId: number | null; report: ImportReport }> {
      const { jobId } = app.imports.dryRun({ paths: chosen, options })
      await finish(app, jobId, input)
      const report = app.imports.dryRunReport(jobId)
      if (!report) throw new AppError('unavailable', verbatim('The dry run was not finished.'))
      return { importId: null, report }
    }

    async function takeIn(app: App, chosen: string[]): Promise<{ importId: number | null; report: ImportReport }> {
      const { importId, jobId } = app.imports.start({ paths: chosen, options })
      await finish(app, jobId, input)
      return { importId, report: app.imports.get(importId).report }
    }
  },
  print: ({ importId, rows, added, attached, duplicates, skipped, rejected, matched, durationMs }) =>
    [
      `${importId === null ? 'Dry run' : `Import ${importId}`}: ${rows} rows in ${(durationMs / 1000).toFixed(1)} s: ${added} added (${matched} of them on disk), ${attached} seen before by others, ${duplicates} known already`,
      ...Object.entries(skipped).map(([reason, count]) => `left out, ${reason}: ${count}`),
      ...Object.entries(rejected).map(([reason, count]) => `not taken, ${reason}: ${count}`),
    ].join('\n'),
})

function idOf([word = '']: string[]): number {
  const id = Number(word)
  if (!Number.isInteger(id) || id < 1) throw new AppError('invalid-input', verbatim(`"${word}" is not the id of an import; "imports" lists them.`))
  return id
}

/** Plays from files, and what became of them. */
export const importCommands: readonly Command[] = [
  importCommand,
  defineCommand({
    name: 'imports',
    usage: '',
    summary: 'what was imported, newest first',
    run: (session, { limit, offset }) =>
      session.reading((db) => {
        const all = listImportSummaries(db)
        const items = all.slice(offset, offset + limit).map(({ counts, startedAt, endedAt, undoneAt, ...entry }) => ({ ...entry, ...counts, startedAt: iso(startedAt), endedAt: iso(endedAt), undoneAt: iso(undoneAt) }))
        return { total: all.length, items }
      }),
    print: ({ items }) => table(items, ['id', 'name', 'state', 'rows', 'added', 'attached', 'duplicates', 'startedAt']),
  }),
  defineCommand({
    name: 'imports undo',
    usage: '<id>',
    summary: 'take an import back; plays that something else saw too stay',
    run: (session, input) => {
      const id = idOf(input.words)
      return session.owning(async (app) => (await finish(app, app.imports.undo(id).jobId, input)) as { removed: number }, { runsJobs: true })
    },
    print: ({ removed }) => `${removed} plays taken back`,
  }),
]
