import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'

/** A connection that remembers the text of every statement prepared on it. */
export function recordStatements(db: WriteDb): { db: WriteDb; statements: Set<string> } {
  const statements = new Set<string>()
  const sqlite = new Proxy(db.sqlite, {
    get: (target, key) => {
      if (key === 'prepare') {
        return (sql: string) => {
          statements.add(sql)
          return target.prepare(sql)
        }
      }
      const value = Reflect.get(target, key) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const prepare = ((sql: string) => sqlite.prepare(sql)) as ReadDb['prepare']
  return { db: { ...db, sqlite, prepare }, statements }
}

/** What SQLite would do for a statement, one step a line. */
export function planOf(db: ReadDb, sql: string): string[] {
  const parameters = [...sql.replaceAll(/'[^']*'/g, '').matchAll(/\?|[@$](\w+)/g)]
  const named = Object.fromEntries(parameters.flatMap(([, name]) => (name ? [[name, null]] : [])))
  const values = Object.keys(named).length > 0 ? [named] : parameters.map(() => null)
  return db.sqlite.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values).map(({ detail }) => detail)
}

/** Indexes that hold the few rows of a kind: going through one of them is no scan. */
const few = ['files_missing', 'tracks_merged', 'albums_merged', 'listening_history_open', 'heard_texts_hidden', 'albums_artwork_due']

/** Steps that read one of the large tables from end to end although an index could serve. */
export function fullScans(plan: readonly string[], tables: readonly string[] = ['tracks', 'files', 'listening_history', 'heard_texts', 'play_witnesses', 'play_months']): string[] {
  return plan.filter((step) => tables.some((table) => new RegExp(`^SCAN ${table}\\b`).test(step)) && !step.includes('COVERING INDEX') && !few.some((index) => step.endsWith(` ${index}`)))
}
