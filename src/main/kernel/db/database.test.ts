import { expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { openDatabase } from './database.ts'

const patience = (db: { sqlite: { pragma(text: string, options: { simple: true }): unknown } }): unknown => db.sqlite.pragma('busy_timeout', { simple: true })

test('a transaction leaves the patience of its connection as it was, however it ends', () => {
  const db = openTestLibrary()
  const other = openDatabase({ path: db.path })
  for (const ms of [5_000, 30, 0]) {
    db.sqlite.pragma(`busy_timeout = ${ms}`)
    expect(db.transaction(() => patience(db))).toBe(ms)
    expect(() => db.transaction(() => { throw new Error('taken back') })).toThrow('taken back')
    expect(patience(db)).toBe(ms)
  }
  other.sqlite.exec('BEGIN IMMEDIATE')
  for (const ms of [30, 0]) {
    db.sqlite.pragma(`busy_timeout = ${ms}`)
    expect(() => db.transaction(() => undefined)).toThrow('locked')
    expect(patience(db)).toBe(ms)
  }
  other.close()
  expect(db.transaction(() => 'written')).toBe('written')
})
