import type { ScanProgress } from '#shared/contract/jobs.contract.ts'

/** What a scan tells while it runs; the job adds its id. */
export type ScanReport = Omit<ScanProgress, 'jobId'>

/** What a scan found so far. */
export type ScanCounts = { added: number; updated: number; unchanged: number; failed: number; missing: number }

const reportEveryMs = 100
const rateWindowMs = 4_000

/** Measures how fast a phase goes and tells it, at most ten times a second. */
export type Progress = {
  counts: ScanCounts
  begin(phase: ScanReport['phase'], total: number | null): void
  /** Tells how far the phase is; `total` once it is known. */
  at(done: number, total: number | null, detail?: string | null): void
}

export function openProgress(counts: ScanCounts, emit: (report: ScanReport) => void): Progress {
  let phase: ScanReport['phase'] = 'counting'
  let told = -Infinity
  let marks: { at: number; done: number }[] = []

  function rate(now: number, done: number): number | null {
    while (marks.length > 2 && now - (marks[0]?.at ?? now) > rateWindowMs) marks.shift()
    const [first] = marks
    return first && now - first.at >= 200 ? Math.max(0, ((done - first.done) * 1000) / (now - first.at)) : null
  }

  function tell(done: number, total: number | null, detail: string | null): void {
    const now = performance.now()
    told = now
    const ratePerSecond = rate(now, done)
    marks.push({ at: now, done })
    const remainingMs = total !== null && ratePerSecond !== null && ratePerSecond > 0 ? Math.round(((total - done) * 1000) / ratePerSecond) : null
    emit({ phase, done, total, ratePerSecond: ratePerSecond === null ? null : Math.round(ratePerSecond), remainingMs, detail, ...counts })
  }

  return {
    counts,
    begin: (next, total) => {
      phase = next
      marks = []
      tell(0, total, null)
    },
    at: (done, total, detail = null) => {
      if (performance.now() - told >= reportEveryMs) tell(done, total, detail)
    },
  }
}
