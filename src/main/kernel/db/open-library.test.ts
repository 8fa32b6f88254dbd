import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { manualClock, temporaryFolder } from '#tests/factories/library.ts'
import { makeLibrary, migrationsWith } from '#tests/factories/migrations.ts'
import { prepareDataFolder } from '../lock.ts'
import { silentLog } from '../log.ts'
import { dataPaths } from '../paths.ts'
import type { Paths } from '../paths.ts'
import { listBackups } from './backup-file.ts'
import { checkLibrary } from './copy-library.ts'
import { readLibraryState, updateLibraryState } from './library-state.ts'
import { libraryWarnings } from './library-warnings.ts'
import { applicationId, readMigrations } from './migrate.ts'
import type { Migration } from './migrate.ts'
import { openLibrary, openLibraryForReading } from './open-library.ts'
import { inEnglish } from '#shared/messages/say.ts'

const migrations = readMigrations('migrations/library')
const latest = migrations.length
const clock = manualClock()

function dataFolder(): Paths {
  const paths = dataPaths(join(temporaryFolder(), 'data'))
  prepareDataFolder(paths)
  return paths
}

async function open(paths: Paths, options: { migrations?: Migration[]; replacesDamaged?: boolean } = {}) {
  const library = await openLibrary({ paths, migrations: options.migrations ?? migrations, clock, log: silentLog, replacesDamaged: options.replacesDamaged ?? false })
  let isOpen = true
  const close = (): void => {
    if (isOpen) library.close()
    isOpen = false
  }
  onTestFinished(close)
  return { ...library, close }
}

function setting(paths: Paths, key: string): unknown {
  const sqlite = new SqliteDatabase(paths.library, { readonly: true })
  const value = sqlite.prepare('SELECT valueJson FROM settings WHERE key = ?').pluck().get(key)
  sqlite.close()
  return value
}

test('a new data folder gets a library for its owner alone, marked as ours, and opens again', async () => {
  const paths = dataFolder()
  const library = await open(paths)
  expect(library).toMatchObject({ journal: 'wal', endedUncleanly: false, migrationBackup: null })
  expect(library.db.sqlite.pragma('application_id', { simple: true })).toBe(applicationId)
  const othersMay = process.platform === 'win32' ? 0 : statSync(paths.library).mode & 0o077
  expect(othersMay).toBe(0)
  library.close()
  expect((await open(paths)).endedUncleanly).toBe(false)
})

test('a library that was not closed is noticed at the next start', async () => {
  const paths = dataFolder()
  const crashed = await open(paths)
  crashed.db.prepare("INSERT INTO settings VALUES ('theme', '1', 0)").run()
  const copy = dataFolder()
  for (const name of readdirSync(paths.data)) if (statSync(join(paths.data, name)).isFile()) copyFileSync(join(paths.data, name), join(copy.data, name))
  const again = await open(copy)
  expect(again.endedUncleanly).toBe(true)
  again.close()
  expect(setting(copy, 'theme')).toBe('1')
})

test.skipIf(process.platform === 'win32')(`a data folder that was removed meanwhile is closed without a word${process.platform === 'win32' ? ' (skipped: Windows removes no open files)' : ''}`, async () => {
  const paths = dataFolder()
  const { close } = await open(paths)
  rmSync(paths.data, { recursive: true })
  close()
  expect(existsSync(paths.data)).toBe(false)
})

test('a library made by a newer Sillon is refused and left as it is', async () => {
  const paths = dataFolder()
  const newer = migrationsWith(join(temporaryFolder(), 'migrations'), 1)
  makeLibrary(paths.library, newer.migrations, 1)
  const before = readFileSync(paths.library)
  for (const replacesDamaged of [false, true]) {
    await expect(open(paths, { replacesDamaged })).rejects.toMatchObject({ code: 'database-newer', data: { libraryVersion: latest + 1, appVersion: latest } })
  }
  expect(() => openLibraryForReading(paths, migrations)).toThrow(expect.objectContaining({ code: 'database-newer' }))
  expect(readFileSync(paths.library)).toEqual(before)
})

test('a database of another program is refused and left as it is', async () => {
  const paths = dataFolder()
  const other = new SqliteDatabase(paths.library)
  other.exec('CREATE TABLE theirs (id INTEGER)')
  other.close()
  const before = readFileSync(paths.library)
  await expect(open(paths, { replacesDamaged: true })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('another program') })
  expect(readFileSync(paths.library)).toEqual(before)
})

test('an older library is backed up, then brought up to date', async () => {
  const paths = dataFolder()
  const newer = migrationsWith(join(temporaryFolder(), 'migrations'), 2)
  makeLibrary(paths.library, migrations, 3)
  const library = await open(paths, { migrations: newer.migrations })
  expect(library.db.sqlite.pragma('user_version', { simple: true })).toBe(latest + 2)
  const [backup] = listBackups([paths.backups])
  expect(backup).toMatchObject({ name: library.migrationBackup, reason: 'migration', schemaVersion: latest })
  expect(checkLibrary(backup?.path ?? '', 'thorough')).toEqual({ isSound: true, schemaVersion: latest, problems: [] })
})

test('a step that fails leaves the version before it, the backup and a library that opens', async () => {
  const paths = dataFolder()
  makeLibrary(paths.library, migrations, 3)
  const broken = [...migrations, { version: latest + 1, name: 'broken', sql: 'CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);' }]
  await expect(open(paths, { migrations: broken })).rejects.toThrow('nowhere')
  const library = await open(paths)
  expect(library.db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'").get()).toEqual({ n: 0 })
  expect(listBackups([paths.backups])).toHaveLength(1)
})

test.each(['not a database at all, whatever its name says', ''.padEnd(8_192, '\0')])('a file that no longer begins like a library is refused, or put aside and kept', async (content) => {
  const paths = dataFolder()
  writeFileSync(paths.library, content)
  await expect(open(paths)).rejects.toMatchObject({ code: 'database-damaged' })
  expect(readFileSync(paths.library, 'utf8')).toBe(content)

  const library = await open(paths, { replacesDamaged: true })
  expect(library.db.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
  const kept = readdirSync(paths.data).filter((name) => name.startsWith('library.damaged-'))
  expect(kept.map((name) => readFileSync(join(paths.data, name), 'utf8'))).toEqual([content])
  const [warning] = libraryWarnings(paths, latest, clock.now())
  expect(warning?.code).toBe('library-set-aside')
  expect(warning && inEnglish(warning.told)).toContain(kept[0] ?? '-')
})

test('damage that a check found while the library was in use puts it aside at the next start and offers the newest good backup', async () => {
  const paths = dataFolder()
  makeLibrary(paths.library, migrations, 2_000)
  copyFileSync(paths.library, join(paths.backups, 'library-2026-01-01T03-00-00Z-daily.db'))
  truncateSync(paths.library, 1_000_000)
  updateLibraryState(paths, { isSuspect: true })
  expect(libraryWarnings(paths, latest, clock.now())).toMatchObject([{ code: 'library-suspect' }])
  const library = await open(paths, { replacesDamaged: true })
  expect(library.db.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
  const [warning] = libraryWarnings(paths, latest, clock.now())
  expect(warning?.code).toBe('library-set-aside')
  expect(warning && inEnglish(warning.told)).toContain('library-2026-01-01T03-00-00Z-daily.db')
  expect(readLibraryState(paths).isSuspect).toBe(false)
})

test('a suspicion that proves wrong is dropped', async () => {
  const paths = dataFolder()
  makeLibrary(paths.library, migrations, 1)
  updateLibraryState(paths, { isSuspect: true })
  await open(paths, { replacesDamaged: true })
  expect(setting(paths, 'row.0')).toBeDefined()
})

test('a damaged library is never parted from its log when the move is interrupted', async () => {
  const paths = dataFolder()
  writeFileSync(paths.library, 'spoilt')
  writeFileSync(join(paths.data, 'library.damaged-x.db-wal'), 'its log')
  updateLibraryState(paths, { movingTo: 'library.damaged-x.db' })
  await open(paths)
  expect(readFileSync(join(paths.data, 'library.damaged-x.db'), 'utf8')).toBe('spoilt')
})

test('copies that a kill left half-made are removed', async () => {
  const paths = dataFolder()
  const partial = join(paths.backups, 'library-2026-01-01T03-00-00Z-daily.db.partial')
  writeFileSync(partial, '')
  await open(paths)
  expect(existsSync(partial)).toBe(false)
})

test('reading refuses a library that has to be brought up to date, and says so when there is none', () => {
  const paths = dataFolder()
  expect(() => openLibraryForReading(paths, migrations)).toThrow(expect.objectContaining({ code: 'not-found' }))
  makeLibrary(paths.library, migrations.slice(0, 2), 0)
  expect(() => openLibraryForReading(paths, migrations)).toThrow(expect.objectContaining({ code: 'conflict' }))
})

test('backups go to the chosen folder, and to the data folder when that drive is gone', async () => {
  const elsewhere = temporaryFolder()
  const newer = migrationsWith(join(temporaryFolder(), 'migrations'), 1)
  for (const [folder, expected] of [[elsewhere, elsewhere], [join(elsewhere, 'gone'), null]] as const) {
    const paths = dataFolder()
    mkdirSync(paths.backups, { recursive: true })
    makeLibrary(paths.library, migrations, 0)
    updateLibraryState(paths, { backupFolder: folder, isOpen: false })
    const library = await open(paths, { migrations: newer.migrations })
    expect(existsSync(join(expected ?? paths.backups, library.migrationBackup ?? '-'))).toBe(true)
  }
})
