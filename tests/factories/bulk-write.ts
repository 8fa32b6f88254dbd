import type { WriteDb } from '#main/kernel/db/database.ts'

/**
 * Runs a bulk load with the triggers and secondary indexes of these tables away, then brings them back: ten times
 * faster for a whole library. The caller writes every counter the triggers would have kept.
 */
export function withoutUpkeep(db: WriteDb, tables: readonly string[], load: () => void): void {
  const named = tables.map(() => '?').join(', ')
  const kept = db.prepare<unknown[], { type: string; name: string; sql: string }>(
    `SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN (${named})`,
  ).all(...tables)
  for (const { type, name } of kept) db.sqlite.exec(`DROP ${type} ${name}`)
  db.sqlite.pragma('foreign_keys = OFF')
  load()
  for (const { sql } of kept) db.sqlite.exec(sql)
  db.sqlite.pragma('foreign_keys = ON')
}

/** A prepared insert of whole rows, columns in the order given. */
export function inserter<Columns extends readonly string[]>(db: WriteDb, table: string, columns: Columns): (values: { [Index in keyof Columns]: string | number | null }) => void {
  const statement = db.prepare<unknown[], never>(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  return (values) => {
    statement.run(...values)
  }
}
