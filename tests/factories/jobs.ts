import { onTestFinished } from 'vitest'
import { createJobEngine } from '#main/kernel/jobs/job-engine.ts'
import type { JobEngine, JobEngineDeps } from '#main/kernel/jobs/job-engine.ts'
import { silentLog } from '#main/kernel/log.ts'

/** A queue on a test's library, stopped after the test. Retries come after exactly 5, 20, 80 s and so on. */
export function testJobs(deps: Omit<JobEngineDeps, 'log'> & Partial<JobEngineDeps>): JobEngine {
  const engine = createJobEngine({ log: silentLog, chance: () => 0.5, ...deps })
  onTestFinished(() => engine.stop(0))
  return engine
}
