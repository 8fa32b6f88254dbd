import type { AppContext } from '#main/context.ts'
import { libraryVersion } from '../catalogue/catalogue.service.ts'
import { startWorker } from '#main/kernel/workers/worker-channel.ts'
import type { DemoWorker } from './demo.worker.ts'
import type { FillProgress } from './fill-plays.ts'

export type DemoPlaysOptions = {
  /** The library folder the demo's music was scanned from. */
  folder: string
  /** Hour at which the listener's day begins. */
  dayStartsAt: number
  signal?: AbortSignal
  onProgress?: (progress: FillProgress) => void
}

/** Gives the demo's tracks two years of plays, once: a second call writes what a first could not. Returns how many it wrote. */
export async function fillDemoPlays({ db, clock, events, paths, workers }: Pick<AppContext, 'db' | 'clock' | 'events' | 'paths' | 'workers'>, { folder, dayStartsAt, signal, onProgress }: DemoPlaysOptions): Promise<{ plays: number }> {
  const journal = db.sqlite.pragma('journal_mode', { simple: true }) === 'wal' ? 'wal' : 'delete'
  const worker = startWorker<DemoWorker>(workers('domains/demo/demo.worker'))
  try {
    return await worker.call('fillPlays', { library: paths.library, journal, folder, zone: clock.zone(), dayStartsAt }, { signal, onEvent: onProgress })
  } finally {
    await worker.terminate()
    events.publishSoon({ type: 'library.changed', version: libraryVersion(db) })
    events.publishSoon({ type: 'plays.recorded', trackId: null })
  }
}
