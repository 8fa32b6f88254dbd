import type { Recorded, SeenPlay } from '#main/domains/plays/record-plays.service.ts'
import type { FileRow, Love } from '../formats/file-row.ts'
import { countLeftOut, countPlay } from './file-report.ts'
import type { FileReport } from './file-report.ts'
import { playsOf } from './row-plays.ts'
import type { SourcedPlay } from './row-plays.ts'

/** What writes into the library, inside the transaction of the batch. */
export type ImportWrites = {
  record(plays: readonly SeenPlay[], source: string): Recorded[]
  /** More of what is known of a play. */
  join(playId: number, seen: readonly SourcedPlay[]): void
  /** True when the track was not loved before. */
  love(love: Love): boolean
  figure(figure: NonNullable<FileRow['figure']>, source: string): void
}

const dayMs = 86_400_000

type Waiting = { row: FileRow; startedAt: number; sourced: [SourcedPlay, ...SourcedPlay[]] }

/** Records plays, those of one source together and in their order. */
function recordAll(plays: readonly SourcedPlay[], record: ImportWrites['record']): Recorded[] {
  const recorded: Recorded[] = []
  const sources = new Map<string, number[]>()
  for (const [index, { source }] of plays.entries()) {
    const known = sources.get(source)
    if (known) known.push(index)
    else sources.set(source, [index])
  }
  for (const [source, indexes] of sources) {
    const results = record(indexes.flatMap((index) => plays[index]?.play ?? []), source)
    for (const [place, index] of indexes.entries()) {
      const result = results[place]
      if (result) recorded[index] = result
    }
  }
  return recorded
}

/** Writes rows of one file and counts what they came to. Call it inside a transaction. */
export function writeRows(rows: readonly FileRow[], format: string, report: FileReport, ordinalOf: (key: string) => number, now: number, writes: ImportWrites): void {
  const waiting: Waiting[] = []
  for (const row of rows) {
    const { outcome } = row
    if (outcome.kind !== 'play') countLeftOut(report, row, outcome)
    else if (outcome.play.startedAt > now + dayMs) countLeftOut(report, row, { kind: 'rejected', reason: 'impossible-date' })
    else waiting.push({ row, startedAt: outcome.play.startedAt, sourced: playsOf(outcome.play, format, ordinalOf) })
  }
  if (waiting.length > 0) {
    const recorded = recordAll(waiting.map(({ sourced }) => sourced[0]), writes.record)
    for (const [index, { row, startedAt, sourced }] of waiting.entries()) {
      const result = recorded[index]
      if (!result) continue
      if (sourced.length > 1) writes.join(result.playId, sourced.slice(1))
      countPlay(report, row, startedAt, result.outcome, result.isMatched)
    }
  }
  for (const { love, figure, outcome } of rows) {
    if (love && writes.love(love)) report.counts.loves += 1
    if (!figure) continue
    writes.figure(figure, format)
    report.counts.figures += figure.total - (outcome.kind === 'play' ? 1 : 0)
  }
}

/** Keeps the counting of equal rows in step over rows that were written before a stop. */
export function passRows(rows: readonly FileRow[], format: string, ordinalOf: (key: string) => number): void {
  for (const { outcome } of rows) if (outcome.kind === 'play') playsOf(outcome.play, format, ordinalOf)
}
