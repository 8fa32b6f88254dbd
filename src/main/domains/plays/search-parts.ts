import type { SearchSubjects } from '#main/domains/search/search.service.ts'
import type { TouchedRows } from './stored-texts.ts'

/** Search text is written some rows a transaction. */
const rowsPerPart = 40

export function* inParts(touched: TouchedRows): Generator<SearchSubjects> {
  for (const kind of ['trackIds', 'albumIds', 'artistIds'] as const) {
    const ids = [...touched[kind]]
    for (let from = 0; from < ids.length; from += rowsPerPart) yield { [kind]: ids.slice(from, from + rowsPerPart) }
  }
}
