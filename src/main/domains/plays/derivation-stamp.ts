import type { ReadDb } from '#main/kernel/db/database.ts'
import { ledgerStamp } from './ledger.repo.ts'

/** Names the state of all that meanings are derived from: the ledger and the catalogue. */
export function derivationStamp(db: ReadDb): string {
  return `${db.prepare<[], number>('SELECT catalogue FROM library_version').pluck().get()} ${ledgerStamp(db)}`
}
