import { mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { Settings } from '#shared/contract/settings.contract.ts'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import { createLibraryFiles } from '#main/kernel/db/library-files.ts'
import { libraryWarnings } from '#main/kernel/db/library-warnings.ts'
import { readMigrations } from '#main/kernel/db/migrate.ts'
import { openLibrary } from '#main/kernel/db/open-library.ts'
import { prepareDataFolder } from '#main/kernel/lock.ts'
import { silentLog } from '#main/kernel/log.ts'
import { dataPaths } from '#main/kernel/paths.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { manualClock, temporaryFolder, testContext } from '#tests/factories/library.ts'
import { checkAfterUncleanStop, defineBackupJobs, registerBackupJobs, requestBackup, requestCheck } from './backups.jobs.ts'
import { chooseRestore, listAllBackups, makeBackup, openBackups, removeBackup, restoreBackup, restoreClosedLibrary } from './backups.service.ts'

const migrations = readMigrations('migrations/library')
const hourMs = 60 * 60 * 1000

function setUp(change: Partial<Settings> = {}, restart?: () => Promise<void>) {
  const context = testContext()
  prepareDataFolder(context.paths)
  const host = { name: 'headless' as const, locale: 'en', hasSystemKeyring: false, ...(restart && { restart }) }
  const files = createLibraryFiles({ workers: (name) => pathToFileURL(`src/main/${name}.ts`), log: silentLog })
  let settings = settingsSchema.parse(change)
  const backups = openBackups({ ...context, host }, { files, settings: () => settings, journal: 'wal', latestVersion: migrations.length })
  const set = (patch: Partial<Settings>): void => {
    settings = { ...settings, ...patch }
    context.events.publish({ type: 'settings.changed', settings })
  }
  const write = (key: string): void => void context.db.prepare('INSERT INTO settings VALUES (?, ?, 0)').run(key, '1')
  const make = async (reason: 'daily' | 'request' = 'request') => {
    context.clock.advance(hourMs)
    return makeBackup(backups, reason, {})
  }
  const damage = (path: string): void => {
    const content = readFileSync(path)
    writeFileSync(path, content.fill(7, 4_096, content.length / 2))
  }
  return { ...context, backups, set, write, make, damage, files }
}

/** Opens the data folder again as the next start would. */
async function startAgain(folder: string) {
  const library = await openLibrary({ paths: dataPaths(folder), migrations, clock: manualClock(), log: silentLog, replacesDamaged: true })
  const keys = library.db.prepare<[], string>('SELECT key FROM settings ORDER BY key').pluck().all()
  library.close()
  return keys
}

test('a backup is one checked file with what was written up to that moment', async () => {
  const { make, write, backups, heard } = setUp()
  write('one')
  const backup = await make()
  expect(backup).toMatchObject({ reason: 'request', isSound: true, schemaVersion: migrations.length, createdAt: Date.UTC(2026, 0, 1, 13) })
  expect(readdirSync(backups.ctx.paths.backups).sort()).toEqual([backup.name, `${backup.name}.check.json`])
  expect(listAllBackups(backups)).toEqual([backup])
  expect(heard).toContainEqual({ type: 'backups.changed' })
})

test('older backups go, as many as the setting says stay', async () => {
  const { make, backups } = setUp({ backupsKept: 2 })
  for (let count = 0; count < 4; count += 1) await make('daily')
  expect(listAllBackups(backups).map(({ createdAt }) => new Date(createdAt).getUTCHours())).toEqual([16, 15])
})

test('a restore keeps the present library as a backup and takes effect at the next start', async () => {
  const { make, write, backups, db, paths, heard } = setUp()
  write('before')
  const backup = await make()
  write('after')
  expect(await restoreBackup(backups, backup.name)).toEqual({ isRestarting: false })
  expect(heard).toContainEqual(expect.objectContaining({ type: 'notice.raised', code: 'restore-decided' }))
  write('meanwhile')
  db.sqlite.close()
  expect(await startAgain(paths.data)).toEqual(['before'])

  const kept = listAllBackups(backups).find(({ reason }) => reason === 'restore')
  expect(kept).toBeDefined()
  await chooseRestore(backups, kept?.name ?? '')
  expect(await startAgain(paths.data)).toEqual(['after', 'before', 'meanwhile'])
})

test('a library that cannot be opened is replaced without opening it, and kept', async () => {
  const { make, write, backups, db, paths, clock, files } = setUp()
  write('before')
  const backup = await make()
  db.sqlite.close()
  writeFileSync(paths.library, 'spoilt beyond recognition')
  await restoreClosedLibrary({ paths, clock }, { files, latestVersion: migrations.length }, backup.name)
  expect(await startAgain(paths.data)).toEqual(['before'])
  const kept = readdirSync(paths.data).find((name) => name.startsWith('library.damaged-'))
  expect(readFileSync(join(paths.data, kept ?? '-'), 'utf8')).toBe('spoilt beyond recognition')
  expect(backups.isRestoring).toBe(false)
})

test('a host that can start the core again is asked to', async () => {
  const asked = Promise.withResolvers<void>()
  const { make, backups } = setUp({}, async () => asked.resolve())
  const backup = await make()
  expect(await restoreBackup(backups, backup.name)).toEqual({ isRestarting: true })
  await asked.promise
})

test('a damaged backup is not restored, is marked, and changes nothing', async () => {
  const { make, write, damage, backups, db, paths } = setUp()
  write('present')
  const backup = await make()
  damage(backup.path)
  await expect(chooseRestore(backups, backup.name)).rejects.toMatchObject({ code: 'database-damaged', message: expect.stringContaining(backup.name) })
  expect(listAllBackups(backups)).toMatchObject([{ isSound: false }])
  db.sqlite.close()
  expect(await startAgain(paths.data)).toEqual(['present'])
})

test('a backup of a newer Sillon, one that is gone and a name that leads elsewhere are refused', async () => {
  const { make, backups, paths } = setUp()
  const backup = await make()
  const newer = { ...backups, sources: { ...backups.sources, latestVersion: 0 } }
  await expect(chooseRestore(newer, backup.name)).rejects.toMatchObject({ code: 'database-newer' })
  writeFileSync(join(paths.data, 'library-2026-01-01T00-00-00Z-daily.db'), '')
  await expect(chooseRestore(backups, '../library-2026-01-01T00-00-00Z-daily.db')).rejects.toMatchObject({ code: 'not-found' })
  removeBackup(backups, backup.name)
  expect(() => removeBackup(backups, backup.name)).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(readdirSync(paths.backups)).toEqual([])
})

test('backups go to the chosen folder, and back to the data folder while its drive is gone', async () => {
  const folder = join(temporaryFolder(), 'drive')
  mkdirSync(folder)
  const { make, set, backups, heard } = setUp()
  const first = await make()
  set({ backupFolder: folder })
  expect((await make()).path).toContain(folder)
  expect(listAllBackups(backups)).toHaveLength(2)
  rmSync(folder, { recursive: true })
  expect((await make()).path).not.toContain(folder)
  expect(heard).toContainEqual(expect.objectContaining({ code: 'backup-folder', level: 'warning', told: expect.objectContaining({ values: expect.arrayContaining([folder]) }) }))
  expect(listAllBackups(backups).map(({ name }) => name)).toContain(first.name)
})

test('checking a backup remembers what it found, until the file changes', async () => {
  const context = setUp()
  const { make, damage, backups } = context
  const jobs = defineBackupJobs(backups)
  const engine = testJobs(context)
  registerBackupJobs(engine, jobs)
  engine.start()
  const backup = await make()
  expect(await engine.wait(requestCheck(engine, jobs, backup.name))).toMatchObject({ state: 'done', result: { name: backup.name, isSound: true } })
  damage(backup.path)
  expect(listAllBackups(backups)).toMatchObject([{ isSound: null }])
  expect(await engine.wait(requestCheck(engine, jobs, backup.name))).toMatchObject({ state: 'done', result: { isSound: false } })
  expect(listAllBackups(backups)).toMatchObject([{ isSound: false }])
  expect(await engine.wait(requestCheck(engine, jobs, 'library-none'))).toMatchObject({ state: 'failed', errorCode: 'not-found' })
})

test('a requested backup is a job, and a second request meanwhile is the same one', async () => {
  const context = setUp()
  const jobs = defineBackupJobs(context.backups)
  const engine = testJobs(context)
  registerBackupJobs(engine, jobs)
  const id = requestBackup(engine, jobs)
  expect(requestBackup(engine, jobs)).toBe(id)
  engine.start()
  expect(await engine.wait(id)).toMatchObject({ state: 'done', result: { reason: 'request', isSound: true } })
  expect(listAllBackups(context.backups)).toHaveLength(1)
})

test('after an unclean stop the library is checked a little later; damage is told and remembered', async () => {
  const context = setUp()
  const jobs = defineBackupJobs(context.backups)
  const engine = testJobs(context)
  registerBackupJobs(engine, jobs)
  for (let count = 0; count < 2_000; count += 1) context.write(`row.${count}`)
  const sound = checkAfterUncleanStop(engine, jobs, context.clock)
  engine.start()
  await engine.settled()
  context.clock.advance(30_000)
  engine.wake()
  expect(await engine.wait(sound)).toMatchObject({ state: 'done' })

  context.db.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  truncateSync(context.paths.library, 40_000)
  const id = checkAfterUncleanStop(engine, jobs, context.clock)
  context.clock.advance(30_000)
  engine.wake()
  expect(await engine.wait(id)).toMatchObject({ state: 'failed', errorCode: 'database-damaged' })
  expect(context.heard).toContainEqual(expect.objectContaining({ type: 'notice.raised', level: 'error', code: 'library-suspect' }))
  expect(libraryWarnings(context.paths, migrations.length, context.clock.now())).toMatchObject([{ code: 'library-suspect' }])
})
