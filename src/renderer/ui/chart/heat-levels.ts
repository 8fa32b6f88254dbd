/**
 * Five levels of heat, 0 for nothing to 4 for the most: steps at quarters of the heaviest days, leaving out the few
 * outliers that would make every other day look idle.
 */
export function heatLevels(values: readonly number[]): (value: number) => number {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b)
  const most = Math.max(4, sorted[Math.floor(sorted.length * 0.97)] ?? 0)
  return (value) => (value <= 0 ? 0 : Math.min(4, Math.max(1, Math.ceil((value / most) * 4))))
}
