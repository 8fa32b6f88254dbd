import { os } from '#main/contract.ts'
import type { Plays } from './plays.service.ts'

export function createPlaysHandlers(plays: Plays) {
  const { plays: procedures } = os
  return {
    journal: procedures.journal.handler(({ input, signal }) => plays.journal(input, signal)),
    day: procedures.day.handler(({ input }) => plays.day(input.day)),
    strips: procedures.strips.handler(({ input, signal }) => plays.strips(input, signal)),
    year: procedures.year.handler(({ input }) => plays.year(input.year)),
    clock: procedures.clock.handler(({ input }) => plays.clock(input.year)),
    onThisDay: procedures.onThisDay.handler(({ input }) => plays.onThisDay(input.limit)),
    sources: procedures.sources.handler(() => plays.sources()),
    witnesses: procedures.witnesses.handler(({ input }) => plays.witnesses(input.id)),
    summary: procedures.summary.handler(({ input }) => plays.summary(input.kind, input.id)),
    unmatched: procedures.unmatched.handler(({ input }) => plays.unmatched(input)),
    candidates: procedures.candidates.handler(({ input }) => plays.candidates(input.heardTextId, input.search)),
    doubtful: procedures.doubtful.handler(({ input }) => plays.doubtful(input)),
  }
}
