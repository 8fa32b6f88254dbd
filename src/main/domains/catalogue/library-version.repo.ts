import type { ReadDb } from '#main/kernel/db/database.ts'

/** The state of the library: `catalogue` moves when rows lists show change, `plays` when something was heard. */
export type LibraryVersion = { catalogue: number; plays: number }

export function readVersion(db: ReadDb): LibraryVersion {
  const version = db.prepare<[], LibraryVersion>('SELECT catalogue, plays FROM library_version WHERE id = 1').get()
  return version ?? { catalogue: 0, plays: 0 }
}
