import type { AppContext } from '#main/context.ts'
import type { JournalFilter, JournalPlace, Period } from '#shared/contract/plays.contract.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { localDay } from '#shared/model/local-day.ts'
import { decidePair, editPlay, removePlays, restorePlays } from './edit-plays.service.ts'
import { journal } from './journal.reads.ts'
import { doubtful, heardSummary, sources, witnesses } from './plays.reads.ts'
import { programPlays } from './program-plays.reads.ts'
import type { ProgramPlaysRequest } from './program-plays.reads.ts'
import { stats, top } from './stats.reads.ts'
import type { TopKind } from './stats.reads.ts'
import { clock, day, onThisDay, strips, year } from './timeline.reads.ts'
import { candidates, unmatched } from './unmatched.reads.ts'
import { listZones, setZones } from './zones.service.ts'
import type { DeriveDaysJob, ZoneSpan } from './zones.service.ts'

type PlaysContext = Pick<AppContext, 'db' | 'reader' | 'events' | 'clock' | 'jobs'>
type Pair = Parameters<typeof decidePair>[2]
type Edit = Parameters<typeof editPlay>[2]
type Stretch = { offset: number; limit: number }
type JournalInput = { filter: JournalFilter; olderThan?: JournalPlace | undefined; newerThan?: JournalPlace | undefined; day?: number | undefined; limit: number }
type StripsInput = { olderThan?: number | undefined; newerThan?: number | undefined; upTo?: number | undefined; limit: number }

export type Plays = ReturnType<typeof openPlays>

/** What was heard, to look at and to put right. Everything is read off the main thread, since histories are long. */
export function openPlays(ctx: PlaysContext, settings: () => Settings, deriveDays: DeriveDaysJob) {
  const { reader, clock: wall } = ctx
  return {
    journal: (input: JournalInput, signal?: AbortSignal) => reader.run(journal, input, signal),
    day: (wanted: number) => reader.run(day, wanted),
    strips: (input: StripsInput, signal?: AbortSignal) => reader.run(strips, { ...input, dayStartsAt: settings().dayStartsAt }, signal),
    year: (wanted: number) => reader.run(year, wanted),
    clock: (wanted: number | undefined) => reader.run(clock, { year: wanted }),
    onThisDay: (limit: number) => reader.run(onThisDay, { today: localDay(wall.now(), wall.zone(), settings().dayStartsAt), limit }),
    sources: () => reader.run(sources, undefined),
    witnesses: (id: number) => reader.run(witnesses, id),
    summary: (kind: 'artist' | 'album' | 'track', id: number) => reader.run(heardSummary, { kind, id }),
    unmatched: (window: Stretch) => reader.run(unmatched, window),
    candidates: (heardTextId: number, search: string) => reader.run(candidates, { heardTextId, search, now: wall.now() }),
    doubtful: (window: Stretch) => reader.run(doubtful, window),
    top: (kind: TopKind, period: Period, limit: number) => reader.run(top, { kind, period, limit }),
    stats: () => reader.run(stats, undefined),
    decide: (pair: Pair) => decidePair(ctx, settings(), pair),
    edit: (change: Edit) => editPlay(ctx, settings(), change),
    remove: (ids: readonly number[]) => removePlays(ctx, ids),
    restore: (ids: readonly number[]) => restorePlays(ctx, ids),
    zones: () => listZones(ctx.db),
    setZones: (zones: readonly ZoneSpan[]) => setZones(ctx, deriveDays, zones),
    programPlays: (request: ProgramPlaysRequest) => reader.run(programPlays, request),
  }
}
