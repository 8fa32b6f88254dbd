import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { manualClock, temporaryFolder } from '#tests/factories/library.ts'
import { makeLibrary, migrationsWith, rowsPerStep } from '#tests/factories/migrations.ts'
import { startScript } from '#tests/factories/processes.ts'
import type { ScriptProcess } from '#tests/factories/processes.ts'
import { seededChance } from '#tests/factories/synthetic-names.ts'
import { lockDataFolder, prepareDataFolder } from '../lock.ts'
import { silentLog } from '../log.ts'
import { dataPaths } from '../paths.ts'
import type { Paths } from '../paths.ts'
import { listBackups } from './backup-file.ts'
import { checkLibrary } from './copy-library.ts'
import { readMigrations } from './migrate.ts'
import type { Migration } from './migrate.ts'
import { openLibrary } from './open-library.ts'

const script = 'tests/fixtures/kernel/data-folder-process.ts'
const rounds = process.env.SILLON_LONG === '1' ? 50 : 5
/** A round takes about two seconds, ten on a busy machine. */
const patience = rounds * 20_000
const chance = seededChance(Number(process.env.SILLON_SEED ?? 20_261_121))
const migrations = readMigrations('migrations/library')

function dataFolder(): Paths {
  const paths = dataPaths(join(temporaryFolder(), 'data'))
  prepareDataFolder(paths)
  return paths
}

/** Lets the process say it is under way, then ends it within `withinMs`. */
async function killSoon(child: ScriptProcess, lines: number, withinMs: number): Promise<void> {
  for (let line = 0; line < lines; line += 1) await child.nextLine()
  await new Promise((resolve) => setTimeout(resolve, chance.next() * withinMs))
  await child.kill()
}

function countRows(path: string, table: string): number {
  const sqlite = new SqliteDatabase(path, { readonly: true })
  try {
    return sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  } finally {
    sqlite.close()
  }
}

/** Opens and closes the library as its owner would after the kill. */
async function openOnce(paths: Paths, known: Migration[]): Promise<void> {
  const lock = lockDataFolder(paths)
  const library = await openLibrary({ paths, migrations: known, clock: manualClock(), log: silentLog, replacesDamaged: false })
  library.close()
  lock.release()
}

test('a migration killed at any moment leaves a sound library, and the next run completes it', { timeout: patience }, async () => {
  const steps = 12
  const later = migrationsWith(join(temporaryFolder(), 'migrations'), steps)
  const old = join(temporaryFolder(), 'old.db')
  makeLibrary(old, migrations, 4_000)
  for (let round = 0; round < rounds; round += 1) {
    const paths = dataFolder()
    copyFileSync(old, paths.library)
    await killSoon(startScript(script, ['open', paths.data, later.folder]), 1, 250)
    expect(checkLibrary(paths.library, 'thorough')).toMatchObject({ isSound: true })

    await openOnce(paths, later.migrations)
    expect(checkLibrary(paths.library, 'thorough')).toEqual({ isSound: true, schemaVersion: later.migrations.length, problems: [] })
    expect(countRows(paths.library, 'settings')).toBe(4_000)
    for (let step = 1; step <= steps; step += 1) expect(countRows(paths.library, `step_${step}`)).toBe(rowsPerStep)
    const sound = listBackups([paths.backups]).filter((backup) => checkLibrary(backup.path, 'thorough').isSound)
    expect(sound.some((backup) => backup.schemaVersion === later.released)).toBe(true)
    expect(readdirSync(paths.backups).filter((name) => name.includes('.partial'))).toEqual([])
  }
})

test('a backup killed at any moment leaves the library sound and no half backup', { timeout: patience }, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const paths = dataFolder()
    makeLibrary(paths.library, migrations, 6_000)
    await killSoon(startScript(script, ['backup', paths.data]), 2, 500)
    await openOnce(paths, migrations)
    expect(checkLibrary(paths.library, 'thorough').isSound).toBe(true)
    for (const backup of listBackups([paths.backups])) expect(checkLibrary(backup.path, 'thorough')).toMatchObject({ isSound: true, problems: [] })
    expect(readdirSync(paths.backups).filter((name) => name.includes('.partial'))).toEqual([])
  }
})

test('a restore killed at any moment leaves the old library or the new one whole, and loses neither', { timeout: patience }, async () => {
  const chosen = join(temporaryFolder(), 'chosen.db')
  makeLibrary(chosen, migrations, 5_000)
  const present = join(temporaryFolder(), 'present.db')
  makeLibrary(present, migrations, 7_000)
  for (let round = 0; round < rounds; round += 1) {
    const paths = dataFolder()
    copyFileSync(present, paths.library)
    const child = startScript(script, ['restore', paths.data, 'migrations/library', chosen])
    await killSoon(child, 1, 60)
    await openOnce(paths, migrations)
    const rows = countRows(paths.library, 'settings')
    expect([5_000, 7_000]).toContain(rows)
    expect(checkLibrary(paths.library, 'thorough').isSound).toBe(true)
    const kept = listBackups([paths.backups])
    expect(kept.map(({ path }) => countRows(path, 'settings'))).toEqual(rows === 5_000 ? [7_000] : [])
    expect(readdirSync(paths.data).filter((name) => name.startsWith('library.rest'))).toEqual([])
  }
})

/** A drive of 5 MB; undefined where this process may not mount one. */
function smallDrive(): string | undefined {
  const folder = join(temporaryFolder(), 'drive')
  mkdirSync(folder)
  if (process.platform !== 'linux' || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=5m', 'tmpfs', folder]).status !== 0) return undefined
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder])
  })
  return folder
}

const isPosix = process.platform !== 'win32'

test.skipIf(process.getuid?.() !== 0)(`a full disk is said so, what was written stays, and freeing room is enough${process.getuid?.() === 0 ? '' : ' (skipped: only root may mount a small drive)'}`, async ({ skip }) => {
  const drive = smallDrive()
  if (!drive) return skip('this machine does not let the tests mount a small drive')
  const filler = join(drive, 'filler')
  writeFileSync(filler, Buffer.alloc(2_000_000))
  const paths = dataPaths(join(drive, 'data'))
  const child = startScript(script, ['fill', paths.data])
  await child.nextLine()
  await child.nextLine()
  const said = JSON.parse(await child.nextLine()) as { written: number; readable: number }
  expect(said).toMatchObject({ code: 'disk-full', message: expect.stringContaining('no room') })
  expect(said.readable).toBe(said.written)
  await child.ended

  rmSync(filler)
  await openOnce(paths, migrations)
  expect(checkLibrary(paths.library, 'thorough').isSound).toBe(true)
  expect(countRows(paths.library, 'settings')).toBe(said.written)
})

test.skipIf(!isPosix)(`a library that may not grow is told apart from one that is damaged${isPosix ? '' : ' (skipped: Windows limits no file sizes)'}`, async () => {
  const paths = dataFolder()
  const child = startScript(script, ['fill', paths.data], { wrapper: ['sh', '-c', 'ulimit -f 2000; exec "$@"', 'sh'] })
  await child.nextLine()
  await child.nextLine()
  const said = JSON.parse(await child.nextLine()) as { written: number; readable: number }
  expect(said).toMatchObject({ code: expect.stringMatching(/^(?:unavailable|disk-full)$/) })
  expect(said.readable).toBe(said.written)
  await child.ended
  await openOnce(paths, migrations)
  expect(checkLibrary(paths.library, 'thorough').isSound).toBe(true)
})
