import { join } from 'node:path'
import { z } from 'zod'
import type { AppContext } from '#main/context.ts'
import { defineJob } from '#main/kernel/jobs/job-definition.ts'
import type { JobEngine } from '#main/kernel/jobs/job-engine.ts'
import type { JobProgress } from '#shared/contract/jobs.contract.ts'
import { makeDemoMusic } from './demo-music.service.ts'
import { fillDemoPlays } from './demo-plays.service.ts'

/** What the demo needs of the rest of the core. */
export type DemoNeeds = {
  /** The folder of what ships beside the code. */
  resources: string
  ffmpegPath: () => Promise<string | null>
  /** Adds a library folder where it is none yet, and resolves when it has been scanned. */
  scan: (folder: string, signal: AbortSignal) => Promise<void>
  dayStartsAt: () => number
}

/** Fills an empty data folder with music and plays to look around in. Everything it does can be interrupted and is then taken up at the next start. */
export function openDemo(ctx: Pick<AppContext, 'db' | 'clock' | 'events' | 'paths' | 'workers'>, needs: DemoNeeds) {
  const folder = join(ctx.paths.data, 'music')
  const prepare = defineJob({
    type: 'demo.prepare',
    lane: 'demo',
    payload: z.object({}),
    run: async ({ signal, progress }) => {
      const tell = (phase: string) => ({ done, total }: { done: number; total: number }): void => progress({ phase, done, total, ratePerSecond: null, remainingMs: null, detail: null } satisfies JobProgress)
      const music = await makeDemoMusic(ctx, folder, { resources: needs.resources, ffmpegPath: await needs.ffmpegPath(), signal, onProgress: tell('music') })
      tell('reading')({ done: 0, total: music.tracks })
      await needs.scan(folder, signal)
      const { plays } = await fillDemoPlays(ctx, { folder, dayStartsAt: needs.dayStartsAt(), signal, onProgress: tell('plays') })
      return { kind: 'done', result: { ...music, plays } }
    },
  })
  return {
    registerJobs: (engine: JobEngine): void => engine.register(prepare),
    /** At every start: what is there already costs a few milliseconds. */
    start: (engine: JobEngine): number => engine.enqueue(prepare, {}, { dedupeKey: 'demo.prepare' }),
  }
}
