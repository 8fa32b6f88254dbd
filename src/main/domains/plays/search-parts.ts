import { refreshSearch } from '#main/domains/search/search.service.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { TouchedRows } from './stored-texts.ts'

/** Search text is written some rows a transaction. */
const rowsPerPart = 40

/** Brings the search up to date with rows that were written, in short transactions of its own; one a step. */
export function* searchAgain(db: WriteDb, touched: TouchedRows): Generator<void> {
  for (const kind of ['trackIds', 'albumIds', 'artistIds'] as const) {
    const ids = [...touched[kind]]
    for (let from = 0; from < ids.length; from += rowsPerPart) {
      db.transaction(() => refreshSearch(db, { [kind]: ids.slice(from, from + rowsPerPart) }))
      yield
    }
  }
}
