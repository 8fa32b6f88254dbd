/** One measured figure. `ratio` compares it with a baseline measured in the same run; `isMet` tells whether the target holds. */
export type Figure = {
  group: string
  name: string
  value: number
  unit: string
  baseline?: { name: string; value: number }
  ratio?: number
  target?: string
  isMet?: boolean
}

/** What a figure has to reach: a bound of its value, or of its ratio to the baseline. */
export type Target = { atMost: number } | { atLeast: number } | { ratioAtLeast: number } | { ratioAtMost: number }

/** Collects figures of one group and what could not be measured. */
export type Report = {
  add(name: string, value: number, unit: string, options?: { baseline?: { name: string; value: number }; target?: Target }): void
  /** Says why something was not measured. */
  skip(name: string, reason: string): void
}

/** A benchmark module: `run` measures and reports. Its file is `<group>.bench.ts`. */
export type Bench = { run(report: Report): Promise<void> | void }

function judge(value: number, ratio: number | undefined, target: Target): { target: string; isMet: boolean } {
  if ('atMost' in target) return { target: `at most ${target.atMost}`, isMet: value <= target.atMost }
  if ('atLeast' in target) return { target: `at least ${target.atLeast}`, isMet: value >= target.atLeast }
  if ('ratioAtLeast' in target) return { target: `ratio at least ${target.ratioAtLeast}`, isMet: (ratio ?? 0) >= target.ratioAtLeast }
  return { target: `ratio at most ${target.ratioAtMost}`, isMet: (ratio ?? Number.POSITIVE_INFINITY) <= target.ratioAtMost }
}

/** A report that keeps its figures. */
export function createReport(group: string): Report & { figures: Figure[]; skips: { group: string; name: string; reason: string }[] } {
  const figures: Figure[] = []
  const skips: { group: string; name: string; reason: string }[] = []
  return {
    figures,
    skips,
    add: (name, value, unit, { baseline, target } = {}) => {
      const ratio = baseline ? value / baseline.value : undefined
      figures.push({ group, name, value, unit, ...(baseline && { baseline }), ...(ratio !== undefined && { ratio }), ...(target && judge(value, ratio, target)) })
    },
    skip: (name, reason) => skips.push({ group, name, reason }),
  }
}

/** The value below which `share` (0..1) of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
