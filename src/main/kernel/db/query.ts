import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Rows } from './rows.gen.ts'

/**
 * Kysely only builds and compiles here; running is synchronous on the connection that is passed in, so a transaction
 * never awaits anything. One builder serves every connection. A file of its own, so that threads which
 * prepare their statements by hand do without its 26 MB.
 */
export const query: Kysely<Rows> = new Kysely<Rows>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})
