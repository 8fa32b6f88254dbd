import SqliteDatabase from 'better-sqlite3'
import type { Database as Sqlite, RunResult, Statement } from 'better-sqlite3'
import type { Compilable, InferResult } from 'kysely'
import { plainName } from '#shared/model/names.ts'
import { codeOf } from './sqlite-errors.ts'

/** What SQL may be bound to. Booleans are not: map them to 0 and 1. */
export type Bindable = string | number | bigint | Uint8Array | null

/** A connection that only reads. Statements are prepared once per SQL text and kept. */
export type ReadDb = {
  /** A prepared statement, cached by its text; for hot paths and what the builder cannot say. */
  prepare<Params extends unknown[], Row>(sql: string): Statement<Params, Row>
  /** All rows of a built query. */
  all<Q extends Compilable<unknown>>(built: Q): InferResult<Q>
  /** The first row of a built query, or undefined. */
  get<Q extends Compilable<unknown>>(built: Q): InferResult<Q> extends (infer Row)[] ? Row | undefined : never
  /** Runs reads on one state of the database, whatever other connections write meanwhile. */
  snapshot<T>(read: () => T): T
  /** The connection itself, for the kernel (backup, pragmas). */
  readonly sqlite: Sqlite
}

/** A connection that may write. */
export type WriteDb = ReadDb & {
  /** Runs a built insert, update or delete. */
  run(built: Compilable<unknown>): RunResult
  /**
   * Runs `work` in one immediate transaction: all of it or nothing. Nested calls join the outer one. Keep it under
   * 15 ms and 500 rows; it must not await.
   */
  transaction<T>(work: () => T): T
}

/** How a file is opened: `path` of the library, read-only or not, WAL or not (network file systems). */
export type OpenOptions = { path: string; isReadOnly?: boolean; journal?: 'wal' | 'delete' }

const cacheKib = 16 * 1024

/** Opens a connection with the pragmas every connection of Sillon uses. Throws what SQLite says; see open-library.ts. */
export function openDatabase(options: OpenOptions & { isReadOnly: true }): ReadDb & { close(): void }
export function openDatabase(options: OpenOptions): WriteDb & { close(): void }
export function openDatabase({ path, isReadOnly = false, journal = 'wal' }: OpenOptions): WriteDb & { close(): void } {
  const sqlite = new SqliteDatabase(path, { readonly: isReadOnly, timeout: 5_000 })
  if (!isReadOnly) {
    sqlite.pragma(`journal_mode = ${journal}`)
    sqlite.pragma('journal_size_limit = 67108864')
    sqlite.pragma(`synchronous = ${journal === 'wal' ? 'NORMAL' : 'FULL'}`)
  } else {
    sqlite.pragma('query_only = ON')
  }
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma(`cache_size = -${cacheKib}`)
  sqlite.pragma('temp_store = MEMORY')
  // Pages are read, not mapped: mapping made no list or search faster, counted 250 MB as memory of the process for each
  // connection, and where a drive vanishes a mapped page ends the process while a read only fails.
  sqlite.pragma('mmap_size = 0')
  return wrapDatabase(sqlite)
}

/** Gives an open better-sqlite3 connection the interface of this file, and the SQL function `plain_name(text)` of names.ts. */
export function wrapDatabase(sqlite: Sqlite): WriteDb & { close(): void } {
  const statements = new Map<string, Statement>()
  sqlite.function('plain_name', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? plainName(text) : null))

  function prepare(sql: string): Statement {
    const known = statements.get(sql)
    if (known) return known
    const prepared = sqlite.prepare(sql)
    statements.set(sql, prepared)
    return prepared
  }

  const immediate = sqlite.transaction((work: () => unknown) => work()).immediate

  /**
   * Waits its turn by looking every millisecond, as long as the connection may wait at all. Left to itself SQLite looks
   * again after 1, 3, 8, 18, 33… ms and can miss for seconds the pauses of somebody who writes a lot.
   */
  function write(work: () => unknown): unknown {
    const longestMs = prepare('PRAGMA busy_timeout').pluck().get() as number
    const restore = (): unknown => prepare(`PRAGMA busy_timeout = ${longestMs}`).get()
    const until = performance.now() + longestMs
    for (;;) {
      let hasBegun = false
      prepare(`PRAGMA busy_timeout = ${Math.min(1, longestMs)}`).get()
      try {
        return immediate(() => {
          hasBegun = true
          restore()
          return work()
        })
      } catch (error) {
        if (!hasBegun) restore()
        if (hasBegun || !codeOf(error)?.startsWith('SQLITE_BUSY') || performance.now() >= until) throw error
      }
    }
  }

  const deferred = sqlite.transaction((work: () => unknown) => work()).deferred

  return {
    sqlite,
    prepare: prepare as ReadDb['prepare'],
    all: (built) => {
      const { sql, parameters } = built.compile()
      return prepare(sql).all(...(parameters as Bindable[])) as never
    },
    get: (built) => {
      const { sql, parameters } = built.compile()
      return prepare(sql).get(...(parameters as Bindable[])) as never
    },
    run: (built) => {
      const { sql, parameters } = built.compile()
      return prepare(sql).run(...(parameters as Bindable[]))
    },
    transaction: (work) => (sqlite.inTransaction ? work() : (write(work) as ReturnType<typeof work>)),
    snapshot: (read) => (sqlite.inTransaction ? read() : (deferred(read) as ReturnType<typeof read>)),
    close: () => {
      statements.clear()
      sqlite.close()
    },
  }
}
