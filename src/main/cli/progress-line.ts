import type { JobProgress } from '#shared/contract/jobs.contract.ts'

/** Progress on stderr. */
export type ProgressLine = {
  show(progress: JobProgress): void
  /** Takes the line away, before anything else is written. */
  clear(): void
}

const barWidth = 24
const everyMs = 10_000

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** `reading 1200 of 5000, 830/s, 5 s left`. */
export function describeProgress({ phase, done, total, ratePerSecond, remainingMs }: JobProgress): string {
  const parts = [total === null && done === 0 ? phase : `${phase} ${done}${total === null ? '' : ` of ${total}`}`]
  if (ratePerSecond !== null) parts.push(`${Math.round(ratePerSecond)}/s`)
  if (remainingMs !== null) parts.push(`${duration(remainingMs)} left`)
  return parts.join(', ')
}

function bar({ done, total }: JobProgress): string {
  if (!total) return ''
  const filled = Math.min(barWidth, Math.round((done / total) * barWidth))
  return `[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}] `
}

/** A bar that is drawn over on a terminal; elsewhere a line when a phase begins and every ten seconds. */
export function createProgressLine({ write, isTerminal, now }: { write: (text: string) => void; isTerminal: boolean; now: () => number }): ProgressLine {
  let phase: string | undefined
  let toldAt = 0
  let isShown = false
  return {
    show: (progress) => {
      if (isTerminal) {
        isShown = true
        return write(`\r\u001b[K${bar(progress)}${describeProgress(progress)}`)
      }
      if (progress.phase === phase && now() - toldAt < everyMs) return undefined
      phase = progress.phase
      toldAt = now()
      return write(`${describeProgress(progress)}\n`)
    },
    clear: () => {
      if (isShown) write('\r\u001b[K')
      isShown = false
    },
  }
}
