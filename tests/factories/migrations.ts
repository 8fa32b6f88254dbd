import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate, readMigrations } from '#main/kernel/db/migrate.ts'
import type { Migration } from '#main/kernel/db/migrate.ts'
import { openDatabase } from '#main/kernel/db/database.ts'

/** Rows each added step writes. */
export const rowsPerStep = 4_000

/** The real migrations plus `extra` steps that each fill and index a table of their own, as a folder of SQL files. */
export function migrationsWith(folder: string, extra: number): { folder: string; migrations: Migration[]; released: number } {
  mkdirSync(folder, { recursive: true })
  const real = readdirSync('migrations/library').sort()
  for (const name of real) copyFileSync(join('migrations/library', name), join(folder, name))
  for (let step = 1; step <= extra; step += 1) {
    const number = String(real.length + step).padStart(4, '0')
    const sql = `CREATE TABLE step_${step} (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
      WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < ${rowsPerStep})
        INSERT INTO step_${step} SELECT n, hex(randomblob(60)) FROM counter;
      CREATE INDEX step_${step}_text ON step_${step} (text);`
    writeFileSync(join(folder, `${number}_step.sql`), sql)
  }
  return { folder, migrations: readMigrations(folder), released: real.length }
}

/** Makes a closed library of one schema with `settings` rows of some 2 kB, so that copying it takes a moment. */
export function makeLibrary(path: string, migrations: Migration[], settings: number): void {
  const db = openDatabase({ path })
  migrate(db, migrations)
  const insert = db.prepare('INSERT INTO settings VALUES (?, ?, 0)')
  db.transaction(() => {
    for (let count = 0; count < settings; count += 1) insert.run(`row.${count}`, 'x'.repeat(2_000))
  })
  db.close()
}
