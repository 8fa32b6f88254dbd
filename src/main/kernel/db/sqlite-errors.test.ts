import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { say, verbatim } from '#shared/messages/say.ts'
import { abortError } from '../workers/worker-protocol.ts'
import { mapSqliteError } from './sqlite-errors.ts'

const coded = (code: string, more: object = {}) => Object.assign(new Error('raw words'), { code, ...more })

test.each([
  ['SQLITE_FULL', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['SQLITE_READONLY_DBMOVED', 'permission'],
  ['EROFS', 'permission'],
  ['SQLITE_CANTOPEN', 'permission'],
  ['EACCES', 'permission'],
  ['SQLITE_CORRUPT_INDEX', 'database-damaged'],
  ['SQLITE_NOTADB', 'database-damaged'],
  ['SQLITE_IOERR_READ', 'unavailable'],
  ['EIO', 'unavailable'],
  ['SQLITE_BUSY_SNAPSHOT', 'unavailable'],
  ['ENOTDIR', 'invalid-input'],
])('%s is told as %s, naming the file and keeping the cause', (code, expected) => {
  const error = coded(code)
  const mapped = mapSqliteError(error, '/data/library.db')
  expect(mapped).toMatchObject({ code: expected, cause: error, data: { file: '/data/library.db', reason: code }, message: expect.stringContaining('/data/library.db') })
  expect(mapped.message).not.toContain('raw words')
})

test('an error of the file system names its own path', () => {
  expect(mapSqliteError(coded('EACCES', { path: '/music/a.flac' }), say`the library`).message).toContain('/music/a.flac')
})

test('sentences begin with a capital', () => {
  expect(mapSqliteError(coded('SQLITE_IOERR'), say`the library`).message).toMatch(/^The drive that holds the library/)
})

test('what has its meaning already, and what has none here, is left alone', () => {
  for (const error of [new AppError('conflict', verbatim('No.')), abortError(), new TypeError('x'), coded('SQLITE_CONSTRAINT_UNIQUE'), coded('ENOENT')]) expect(mapSqliteError(error, 'x')).toBe(error)
  expect(mapSqliteError('text', 'x')).toEqual(new Error('text'))
})
