import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { witnessName } from './attach.rules.ts'
import { insertRows } from './insert-rows.ts'
import type { Witness } from './play-of-witnesses.rules.ts'

type Stored = Omit<Witness, 'isCounted'> & { id: number; accountId: number | null; isCounted: number }

export type StoredWitness = Witness & { id: number; /** By `witnessName`. */ name: string }

/** What saw a play, in no order that means anything. */
export function listWitnesses(db: ReadDb, playId: number): StoredWitness[] {
  return db
    .prepare<[number], Stored>('SELECT id, source, accountId, startedAt, precisionMs, rowKey, zone, heardTextId, durationMs, heardMs, how, isCounted FROM play_witnesses WHERE playId = ?')
    .all(playId)
    .map(({ accountId, isCounted, ...witness }) => ({ ...witness, name: witnessName(witness.source, accountId), isCounted: isCounted === 1 }))
}

/** A witness, as far as rows are compared with it. */
export type ToldRow = [startedAt: number, rowKey: number, source: string, accountId: number, playId: number, heardTextId: number]

/** What was told to have begun in a stretch of time, whatever was put right since. */
export function listTold(db: ReadDb, from: number, to: number): ToldRow[] {
  return db
    .prepare<[number, number], ToldRow>("SELECT startedAt, rowKey, source, coalesce(accountId, 0), playId, heardTextId FROM play_witnesses INDEXED BY play_witnesses_by_row WHERE startedAt BETWEEN ? AND ? AND source <> 'person'")
    .raw()
    .all(from, to)
}

export type KnownWitness = { id: number; playId: number; heardTextId: number }

/** The witness that this very row of a source became. */
export function findWitness(db: ReadDb, { startedAt, rowKey, source, accountId }: { startedAt: number; rowKey: number; source: string; accountId: number | null }): KnownWitness | undefined {
  return db
    .prepare<[number, number, string, number], KnownWitness>('SELECT id, playId, heardTextId FROM play_witnesses WHERE startedAt = ? AND rowKey = ? AND source = ? AND coalesce(accountId, 0) = ?')
    .get(startedAt, rowKey, source, accountId ?? 0)
}

export type NewWitness = Witness & { playId: number; accountId: number | null; importId: number | null; rawJson: string | null }

const columns = ['playId', 'source', 'accountId', 'importId', 'rowKey', 'startedAt', 'precisionMs', 'zone', 'heardTextId', 'durationMs', 'heardMs', 'how', 'isCounted', 'rawJson']

export function insertWitnesses(db: WriteDb, witnesses: readonly NewWitness[]): void {
  insertRows(
    db,
    'play_witnesses',
    columns,
    witnesses.map(({ playId, source, accountId, importId, rowKey, startedAt, precisionMs, zone, heardTextId, durationMs, heardMs, how, isCounted, rawJson }) => [
      playId, source, accountId, importId, rowKey, startedAt, precisionMs, zone, heardTextId, durationMs, heardMs, how, isCounted ? 1 : 0, rawJson,
    ]),
  )
}

export function insertWitness(db: WriteDb, witness: NewWitness): void {
  insertWitnesses(db, [witness])
}
