import { os } from '#main/contract.ts'
import type { AppContext } from '#main/context.ts'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { dayStartIn } from '#shared/model/day-start.ts'
import { parseQuery } from '#shared/model/query-syntax.ts'
import { suggestions } from './search.reads.ts'

export function createSearchHandlers({ reader, clock }: Pick<AppContext, 'reader' | 'clock'>, settings: () => Settings) {
  const { search: procedures } = os
  return {
    suggest: procedures.suggest.handler(({ input, signal }) => reader.run(suggestions, { ...input, now: clock.now() }, signal)),
    parse: procedures.parse.handler(({ input }) => parseQuery(input.text, dayStartIn(clock.zone(), settings().dayStartsAt))),
  }
}
