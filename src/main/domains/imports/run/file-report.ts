import type { ImportCounts, ImportFile, ImportReport, ImportSample } from '#shared/contract/imports.contract.ts'
import type { FileRow } from '../formats/file-row.ts'

/** What is kept of one file of an import, also while it is being read. */
export type FileReport = ImportFile & { samples: ImportSample[]; needsZone: boolean; firstAt: number | null; lastAt: number | null }

export type PlayOutcome = 'added' | 'attached' | 'duplicate'

const samplesOfEach = 5
const mostFilesShown = 1000

export function emptyCounts(): ImportCounts {
  return { rows: 0, added: 0, attached: 0, duplicates: 0, skipped: {}, rejected: {}, matched: 0, loves: 0, figures: 0 }
}

export function emptyFileReport(path: string): FileReport {
  return { path, format: null, problem: null, counts: emptyCounts(), samples: [], needsZone: false, firstAt: null, lastAt: null }
}

function addSample(report: FileReport, outcome: string, { line, artist, title }: FileRow, startedAt: number | null): void {
  if (report.samples.filter((sample) => sample.outcome === outcome).length >= samplesOfEach) return
  report.samples.push({ outcome, path: report.path, line, artist: artist.slice(0, 200), title: title.slice(0, 200), startedAt })
}

/** Counts a row that is no play, or none that can be taken. */
export function countLeftOut(report: FileReport, row: FileRow, outcome: Exclude<FileRow['outcome'], { kind: 'play' }>): void {
  const { counts } = report
  const reasons = outcome.kind === 'skipped' ? counts.skipped : counts.rejected
  counts.rows += 1
  reasons[outcome.reason] = (reasons[outcome.reason] ?? 0) + 1
  addSample(report, outcome.reason, row, null)
}

export function countPlay(report: FileReport, row: FileRow, startedAt: number, outcome: PlayOutcome, isMatched: boolean): void {
  const { counts } = report
  counts.rows += 1
  if (outcome === 'added') {
    counts.added += 1
    if (isMatched) counts.matched += 1
  } else if (outcome === 'attached') counts.attached += 1
  else counts.duplicates += 1
  if (report.firstAt === null || startedAt < report.firstAt) report.firstAt = startedAt
  if (report.lastAt === null || startedAt > report.lastAt) report.lastAt = startedAt
  addSample(report, outcome, row, startedAt)
}

function addReasons(sum: Record<string, number>, reasons: Readonly<Record<string, number>>): void {
  for (const [reason, count] of Object.entries(reasons)) sum[reason] = (sum[reason] ?? 0) + count
}

export function addCounts(sum: ImportCounts, counts: ImportCounts): void {
  for (const key of ['rows', 'added', 'attached', 'duplicates', 'matched', 'loves', 'figures'] as const) sum[key] += counts[key]
  addReasons(sum.skipped, counts.skipped)
  addReasons(sum.rejected, counts.rejected)
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other)
}

/** The report of an import from those of its files. */
export function joinReports(files: readonly FileReport[]): ImportReport {
  const report: ImportReport = { counts: emptyCounts(), files: [], samples: [], needsZone: false, firstAt: null, lastAt: null }
  const sampled = new Map<string, number>()
  for (const file of files) {
    addCounts(report.counts, file.counts)
    report.needsZone ||= file.needsZone
    report.firstAt = earliest(report.firstAt, file.firstAt)
    report.lastAt = file.lastAt === null ? report.lastAt : Math.max(report.lastAt ?? file.lastAt, file.lastAt)
    for (const sample of file.samples) {
      const taken = sampled.get(sample.outcome) ?? 0
      if (taken >= samplesOfEach) continue
      sampled.set(sample.outcome, taken + 1)
      report.samples.push(sample)
    }
  }
  const isTelling = (file: FileReport): boolean => file.format !== null || file.problem !== null
  report.files = [...files.filter(isTelling), ...files.filter((file) => !isTelling(file))].slice(0, mostFilesShown).map(({ path, format, problem, counts }) => ({ path, format, problem, counts }))
  return report
}
