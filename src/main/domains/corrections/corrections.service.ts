import type { AppContext } from '#main/context.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import type { WorkerChannel } from '#main/kernel/workers/worker-channel.ts'
import type { Correction, CorrectionEffect, CorrectionEntry } from '#shared/contract/corrections.contract.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { libraryVersion } from '../catalogue/catalogue.service.ts'
import { countTextsOf, makeCorrection, mostTextsAtOnce, redoCorrection, tryCorrection, undoCorrection } from './correction-work.ts'
import { countCorrections, findCorrection, listCorrections } from './corrections.repo.ts'
import type { CorrectionsApi, CorrectionsData } from './corrections.worker.ts'
import { exportLedger } from './export-ledger.ts'

type CorrectionsContext = Pick<AppContext, 'db' | 'events' | 'clock' | 'paths' | 'workers' | 'log'>
type Made = { id: number; effect: CorrectionEffect }

const heap = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }

export type Corrections = ReturnType<typeof openCorrections>

export function listLedger(db: ReadDb, window: { offset: number; limit: number }): { total: number; items: CorrectionEntry[] } {
  return { total: countCorrections(db), items: listCorrections(db, window) }
}

/** The ledger. What touches many texts runs in a thread of its own, in one transaction all the same. */
export function openCorrections(ctx: CorrectionsContext, journal: 'wal' | 'delete') {
  const { db, events, clock, paths, workers, log } = ctx

  async function inWorker<Result>(call: (channel: WorkerChannel<CorrectionsApi>) => Promise<Result>): Promise<Result> {
    const workerData: CorrectionsData = { library: paths.library, journal }
    const channel = startWorker<CorrectionsApi>(workers('domains/corrections/corrections.worker'), { workerData, log, resourceLimits: heap })
    try {
      return await call(channel)
    } finally {
      await channel.terminate()
    }
  }

  function isSmall(correction: Correction): boolean {
    return countTextsOf(db, correction) <= mostTextsAtOnce
  }

  function known(id: number): Correction {
    const found = findCorrection(db, id)
    if (!found) throw new AppError('not-found', say`This correction does not exist.`)
    return found.correction
  }

  async function announced<Result>(work: Result | Promise<Result>): Promise<Result> {
    const result = await work
    events.publishSoon({ type: 'plays.changed' })
    events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
    return result
  }

  return {
    preview: async (correction: Correction): Promise<CorrectionEffect> => (isSmall(correction) ? tryCorrection(db, correction, clock.now()) : inWorker((channel) => channel.call('preview', correction))),
    make: async (correction: Correction): Promise<Made> => announced(isSmall(correction) ? makeCorrection(db, correction, clock.now()) : inWorker((channel) => channel.call('make', correction))),
    undo: async (id: number): Promise<{ effect: CorrectionEffect }> => ({
      effect: await announced(isSmall(known(id)) ? undoCorrection(db, id, clock.now()) : inWorker((channel) => channel.call('undo', { id }))),
    }),
    redo: async (id: number): Promise<Made> => announced(isSmall(known(id)) ? redoCorrection(db, id, clock.now()) : inWorker((channel) => channel.call('redo', { id }))),
    list: (window: { offset: number; limit: number }) => listLedger(db, window),
    export: () => ({ text: exportLedger(db, clock.now()) }),
  }
}
