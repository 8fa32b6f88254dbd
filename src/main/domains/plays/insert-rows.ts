import type { Bindable, WriteDb } from '#main/kernel/db/database.ts'

/** So many rows share one statement: asking for each row costs as much as writing it. */
const atOnce = 40

function insertOf(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => row).join(', ')}`
}

/** Inserts rows in their order. */
export function insertRows(db: WriteDb, table: string, columns: readonly string[], rows: readonly (readonly Bindable[])[]): void {
  const whole = rows.length - (rows.length % atOnce)
  for (let from = 0; from < whole; from += atOnce) db.prepare<Bindable[], never>(insertOf(table, columns, atOnce)).run(...rows.slice(from, from + atOnce).flat())
  for (const row of rows.slice(whole)) db.prepare<Bindable[], never>(insertOf(table, columns, 1)).run(...row)
}
