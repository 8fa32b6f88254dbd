import type { ReadDb } from '#main/kernel/db/database.ts'
import { AppError } from '#shared/errors.ts'
import type { Told } from '#shared/messages/say.ts'
import { say } from '#shared/messages/say.ts'

type Mergeable = 'tracks' | 'albums' | 'artists'

const gone: Record<Mergeable, Told> = {
  tracks: say`This track is no longer in the library. Nothing was changed; go back and look for it again.`,
  albums: say`This album is no longer in the library. Nothing was changed; go back and look for it again.`,
  artists: say`This artist is no longer in the library. Nothing was changed; go back and look for them again.`,
}

/** The id a row has now: ids of merged rows lead to the row they became. Throws `not-found`. */
export function currentId(db: ReadDb, table: Mergeable, id: number): number {
  const statement = db.prepare<[number], { mergedIntoId: number | null }>(`SELECT mergedIntoId FROM ${table} WHERE id = ?`)
  const seen = new Set<number>()
  for (let at = id; !seen.has(at); ) {
    const row = statement.get(at)
    if (!row) break
    if (row.mergedIntoId === null) return at
    seen.add(at)
    at = row.mergedIntoId
  }
  throw new AppError('not-found', gone[table], { data: { id } })
}
