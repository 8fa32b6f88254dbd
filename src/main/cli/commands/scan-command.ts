import type { App } from '#main/app.ts'
import type { ScanResult } from '#main/domains/library/scan/scan.ts'
import { AppError } from '#shared/errors.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { FailureReason } from '#shared/contract/library.contract.ts'
import { inEnglish, verbatim } from '#shared/messages/say.ts'
import { defineCommand } from '../command.ts'
import type { CommandInput } from '../command.ts'

type Failure = { path: string; reason: FailureReason; message: string }

const failuresPerRead = 500

/** Scans one folder and waits; interrupting keeps what was written. */
async function scanFolder({ music, context }: App, folderId: number, signal: AbortSignal): Promise<ScanResult> {
  const { jobId } = music.scan({ folderIds: [folderId], isFull: false })
  const onAbort = () => context.jobs.cancel(jobId)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    if (signal.aborted) onAbort()
    const { state, result, errorCode, told } = await context.jobs.wait(jobId)
    signal.throwIfAborted()
    if (state !== 'done') throw new AppError((errorCode ?? 'unavailable') as ErrorCode, told ?? verbatim('The folder was not scanned.'))
    return result as ScanResult
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

async function listFailures({ music }: App, folderIds: readonly number[]): Promise<Failure[]> {
  const failures: Failure[] = []
  for (;;) {
    const { items } = await music.failures({ folderIds, offset: failures.length, limit: failuresPerRead })
    failures.push(...items.map(({ path, reason, told }) => ({ path, reason, message: inEnglish(told) })))
    if (items.length < failuresPerRead) return failures
  }
}

/** Shows how far the scan is, and then what else runs: covers. */
function followJobs({ context }: App, { progress }: CommandInput): () => void {
  return context.events.subscribe((event) => {
    if (event.type === 'scan.progressed') progress(event.progress)
    if (event.type !== 'jobs.changed') return
    const running = event.active.find((job) => job.type !== 'library.scan' && job.progress !== null)
    if (running?.progress) progress(running.progress)
  })
}

/** Adds folders and scans them, their covers included. */
export const scanCommand = defineCommand({
  name: 'scan',
  usage: '[<folder>...]',
  summary: 'add new folders to the library, then scan those, or all',
  run: (session, input) =>
    session.owning(
      async (app) => {
        const unfollow = followJobs(app, input)
        const folderIds = input.words.length > 0 ? app.music.ensureFolders(input.words.map(input.resolvePath)) : app.music.folderIds()
        const total = { files: 0, added: 0, updated: 0, unchanged: 0, missing: 0, durationMs: 0 }
        for (const folderId of folderIds) {
          const found = await scanFolder(app, folderId, input.signal)
          for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += found[key]
        }
        await app.settled()
        unfollow()
        const { durationMs, ...counts } = total
        return { ...counts, failed: await listFailures(app, folderIds), durationMs }
      },
      { runsJobs: true },
    ),
  print: ({ files, added, updated, unchanged, missing, failed, durationMs }) =>
    [
      `${files} files in ${(durationMs / 1000).toFixed(1)} s: ${added} added, ${updated} updated, ${unchanged} unchanged, ${failed.length} not added, ${missing} missing`,
      ...failed.map(({ path, reason, message }) => `${path}: ${reason}. ${message}`),
    ].join('\n'),
})
