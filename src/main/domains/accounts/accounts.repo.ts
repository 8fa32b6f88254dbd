import type { Selectable } from 'kysely'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { Rows } from '#main/kernel/db/rows.gen.ts'
import type { Service } from '#shared/contract/accounts.contract.ts'
import type { Told } from '#shared/messages/say.ts'

export type AccountRow = Omit<Selectable<Rows['accounts']>, 'service'> & { service: Service }

/** Those that were not removed, oldest first. */
export function listAccounts(db: ReadDb): AccountRow[] {
  return db.prepare<[], AccountRow>('SELECT * FROM accounts WHERE removedAt IS NULL ORDER BY id').all()
}

export function findAccount(db: ReadDb, id: number): AccountRow | undefined {
  return db.prepare<[number], AccountRow>('SELECT * FROM accounts WHERE id = ? AND removedAt IS NULL').get(id)
}

/** An account that was removed is taken up again, with what it had read. Inside a transaction. */
export function upsertAccount(db: WriteDb, { service, userName, baseUrl }: Pick<AccountRow, 'service' | 'userName' | 'baseUrl'>, now: number): number {
  const known = db.prepare<[string, string, string], number>('SELECT id FROM accounts WHERE service = ? AND userName = ? AND baseUrl = ?').pluck().get(service, userName, baseUrl)
  if (known === undefined) return Number(db.prepare('INSERT INTO accounts (service, userName, baseUrl, addedAt) VALUES (?, ?, ?, ?)').run(service, userName, baseUrl, now).lastInsertRowid)
  db.prepare('UPDATE accounts SET removedAt = NULL, lastErrorJson = NULL, isPolled = 1 WHERE id = ?').run(known)
  return known
}

export function removeAccount(db: WriteDb, id: number, now: number): void {
  db.transaction(() => {
    db.prepare('UPDATE accounts SET removedAt = ?, isPolled = 0, isSentTo = 0 WHERE id = ?').run(now, id)
    db.prepare("DELETE FROM sendings WHERE accountId = ? AND state <> 'sent'").run(id)
  })
}

export function changeAccount(db: WriteDb, id: number, { isPolled, isSentTo }: { isPolled?: boolean | undefined; isSentTo?: boolean | undefined }): void {
  const flag = (value: boolean | undefined): number | null => (value === undefined ? null : Number(value))
  db.prepare('UPDATE accounts SET isPolled = coalesce(?, isPolled), isSentTo = coalesce(?, isSentTo) WHERE id = ?').run(flag(isPolled), flag(isSentTo), id)
}

/** Gives an account the name it was made without; one of that name that was removed gives it up. Returns the name. */
export function renameAccount(db: WriteDb, id: number, userName: string): string {
  db.transaction(() => {
    db.prepare("UPDATE accounts SET userName = userName || ' (' || id || ')' WHERE service = 'listenbrainz' AND userName = ? AND baseUrl = '' AND removedAt IS NOT NULL").run(userName)
    db.prepare('UPDATE accounts SET userName = ? WHERE id = ?').run(userName, id)
  })
  return userName
}

export function savePollState(db: WriteDb, id: number, pollJson: string): void {
  db.prepare('UPDATE accounts SET pollJson = ? WHERE id = ?').run(pollJson, id)
}

export function savePollEnd(db: WriteDb, id: number, { at, problem }: { at: number; problem: Told | null }): void {
  db.prepare('UPDATE accounts SET lastPollAt = ?, lastSuccessAt = CASE WHEN ? THEN ? ELSE lastSuccessAt END, lastErrorJson = ? WHERE id = ?').run(at, problem === null ? 1 : 0, at, problem && JSON.stringify(problem), id)
}

export function saveProblem(db: WriteDb, id: number, problem: Told): void {
  db.prepare('UPDATE accounts SET lastErrorJson = ? WHERE id = ?').run(JSON.stringify(problem), id)
}

export function saveBackfill(db: WriteDb, id: number, backfillJson: string): void {
  db.prepare('UPDATE accounts SET backfillJson = ? WHERE id = ?').run(backfillJson, id)
}

export function countPlays(db: WriteDb, id: number, more: number): void {
  db.prepare('UPDATE accounts SET plays = plays + ? WHERE id = ?').run(more, id)
}
