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
    decide: procedures.decide.handler(({ input }) => plays.decide(input)),
    edit: procedures.edit.handler(({ input }) => plays.edit(input)),
    remove: procedures.remove.handler(({ input }) => plays.remove(input.ids)),
    restore: procedures.restore.handler(({ input }) => plays.restore(input.ids)),
    zones: procedures.zones.handler(() => plays.zones()),
    setZones: procedures.setZones.handler(({ input }) => plays.setZones(input.zones)),
  }
}
