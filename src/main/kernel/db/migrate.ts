import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { WriteDb } from './database.ts'

/** One step of the schema: `0002_catalogue.sql` is version 2. Steps are frozen once released. */
export type Migration = { version: number; name: string; sql: string }

/** Written to the file's header so that a library can be told from any other SQLite file: `SILN`. */
export const applicationId = 0x53494c4e

/** Reads `NNNN_<what>.sql` in order; throws when a number is missing or doubled. */
export function readMigrations(folder: string): Migration[] {
  const migrations = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), name: name.slice(5, -4), sql: readFileSync(join(folder, name), 'utf8') }))
  for (const [index, migration] of migrations.entries()) {
    if (migration.version !== index + 1) throw new Error(`migration ${index + 1} is missing or doubled near ${migration.name}`)
  }
  return migrations
}

/** The schema version of an open library; 0 for a new file. */
export function schemaVersion(db: WriteDb): number {
  return db.sqlite.pragma('user_version', { simple: true }) as number
}

/** The refusal of a library this Sillon does not know the schema of. */
export function newerLibraryError(libraryVersion: number, appVersion: number): AppError {
  return new AppError(
    'database-newer',
    say`This library was last opened by a newer version of Sillon. Nothing was changed. Install the newer version, or restore a backup made before the upgrade.`,
    { data: { libraryVersion, appVersion } },
  )
}

/**
 * Brings the schema up to date, each step in a transaction of its own together with its version, so that a kill leaves
 * a whole version behind. Returns how many steps ran. A library of a newer Sillon is refused and left as it is.
 */
export function migrate(db: WriteDb, migrations: Migration[]): number {
  const present = schemaVersion(db)
  const latest = migrations.at(-1)?.version ?? 0
  if (present > latest) throw newerLibraryError(present, latest)
  const due = migrations.slice(present)
  for (const migration of due) {
    db.transaction(() => {
      db.sqlite.exec(migration.sql)
      db.sqlite.pragma(`user_version = ${migration.version}`)
      db.sqlite.pragma(`application_id = ${applicationId}`)
    })
  }
  return due.length
}
