import type { Selectable } from 'kysely'
import { query } from '#main/kernel/db/query.ts'
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import type { Rows } from '#main/kernel/db/rows.gen.ts'

export type AccessToken = Selectable<Rows['access_tokens']>

export function insertToken(db: WriteDb, token: { name: string; tokenHash: string; tokenMd5: string; createdAt: number }): void {
  db.run(query.insertInto('access_tokens').values(token))
}

export function listTokens(db: ReadDb): AccessToken[] {
  return db.all(query.selectFrom('access_tokens').selectAll().orderBy('id'))
}

export function findTokenByName(db: ReadDb, name: string): AccessToken | undefined {
  return db.get(query.selectFrom('access_tokens').selectAll().where('name', '=', name))
}

export function findTokenByHash(db: ReadDb, tokenHash: string): AccessToken | undefined {
  return db.get(query.selectFrom('access_tokens').selectAll().where('tokenHash', '=', tokenHash))
}

export function touchToken(db: WriteDb, id: number, lastUsedAt: number): void {
  db.run(query.updateTable('access_tokens').set({ lastUsedAt }).where('id', '=', id))
}

export function deleteToken(db: WriteDb, name: string): boolean {
  return db.run(query.deleteFrom('access_tokens').where('name', '=', name)).changes > 0
}
