import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestLibrary, temporaryFolder } from '#tests/factories/library.ts'
import { startScript } from '#tests/factories/processes.ts'
import { openLibraryForReading } from './db/open-library.ts'
import { readMigrations } from './db/migrate.ts'
import { lockDataFolder } from './lock.ts'
import { dataPaths } from './paths.ts'

const script = 'tests/fixtures/kernel/data-folder-process.ts'
const isRoot = process.getuid?.() === 0
const hasModes = process.platform !== 'win32'
const skipped = hasModes ? '' : ' (skipped: Windows has no such modes)'

async function holdInAnotherProcess(folder: string) {
  const owner = startScript(script, ['hold', folder])
  expect(await owner.nextLine()).toBe('"ready"')
  expect(await owner.nextLine()).toBe('"held"')
  return owner
}

test('a second process on the data folder is told that it is in use', async () => {
  const folder = temporaryFolder()
  await holdInAnotherProcess(folder)
  expect(() => lockDataFolder(dataPaths(folder))).toThrow(expect.objectContaining({ code: 'data-folder-in-use', message: expect.stringContaining(folder) }))
})

test('a second owner in the same process is refused too, and released means free', () => {
  const paths = dataPaths(temporaryFolder())
  const lock = lockDataFolder(paths)
  expect(() => lockDataFolder(paths)).toThrow(expect.objectContaining({ code: 'data-folder-in-use' }))
  lock.release()
  lockDataFolder(paths).release()
})

test('a kill frees the folder at once', async () => {
  const folder = temporaryFolder()
  const owner = await holdInAnotherProcess(folder)
  await owner.kill()
  const lock = lockDataFolder(dataPaths(folder))
  expect(lock).toBeDefined()
  lock.release()
})

test('reading beside the owner works', async () => {
  const folder = temporaryFolder()
  openTestLibrary(folder)
  await holdInAnotherProcess(folder)
  const db = openLibraryForReading(dataPaths(folder), readMigrations('migrations/library'))
  expect(db.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
  db.close()
})

test('a file where the data folder should be is named', () => {
  const file = join(temporaryFolder(), 'music')
  writeFileSync(file, '')
  expect(() => lockDataFolder(dataPaths(file))).toThrow(expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('not a folder') }))
})

test.skipIf(!hasModes).each([
  ['read-only', 0o555],
  ['closed', 0o000],
])(`an ordinary user with a %s data folder learns that access was refused${skipped}`, async (_name, mode) => {
  const folder = temporaryFolder()
  chmodSync(folder, mode)
  const user = startScript(script, ['open', folder, ...(isRoot ? ['migrations/library', '', '--as-nobody'] : [])])
  expect(await user.nextLine()).toBe('"ready"')
  expect(JSON.parse(await user.nextLine())).toMatchObject({ code: 'permission', message: expect.stringContaining(folder) })
  expect((await user.ended).exitCode).toBe(1)
  chmodSync(folder, 0o700)
})

test.skipIf(!hasModes)(`an ordinary user with a library that is read-only learns that nothing can be saved${skipped}`, async () => {
  const folder = temporaryFolder()
  const { path } = openTestLibrary(folder)
  lockDataFolder(dataPaths(folder)).release()
  chmodSync(folder, 0o777)
  chmodSync(join(folder, 'lock.db'), 0o666)
  chmodSync(path, 0o444)
  const user = startScript(script, ['open', folder, ...(isRoot ? ['migrations/library', '', '--as-nobody'] : [])])
  await user.nextLine()
  expect(JSON.parse(await user.nextLine())).toMatchObject({ code: 'permission', message: expect.stringMatching(/read-only|refused/) })
})
