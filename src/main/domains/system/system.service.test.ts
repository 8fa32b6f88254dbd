import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemContract } from '#shared/contract/system.contract.ts'
import type { HostPorts } from '#main/context.ts'
import { updateLibraryState } from '#main/kernel/db/library-state.ts'
import { temporaryFolder, testContext } from '#tests/factories/library.ts'
import { asOrdinaryUser, hasOrdinaryUsers } from '#tests/factories/processes.ts'
import { listFolders } from './list-folders.ts'
import { openExternal, pickFolder, showFile, systemInfo } from './system.service.ts'
import type { SystemSources } from './system.service.ts'

const sources: SystemSources = {
  version: '1.2.3',
  isDemo: false,
  latestVersion: 3,
  ffmpeg: { current: async () => ({ path: '/usr/bin/ffmpeg', version: '7.0' }), look: async () => null },
  recentLines: () => [],
}

function setUp(ports: Partial<HostPorts> = {}) {
  const host: HostPorts = { name: 'headless', locale: 'fr-FR', hasSystemKeyring: false, ...ports }
  return { ...testContext(), host }
}

/** One file of one folder, with names as given. */
function addFile({ db }: ReturnType<typeof setUp>, folder: string, name: string | Buffer): number {
  const folderId = db.prepare('INSERT INTO library_folders (path, addedAt) VALUES (?, 0)').run(folder).lastInsertRowid
  const directoryId = db.prepare("INSERT INTO directories (folderId, path) VALUES (?, 'Album')").run(folderId).lastInsertRowid
  return Number(db.prepare("INSERT INTO files (directoryId, name, size, mtimeUs, container, codec, tagsJson, addedAt, readAt) VALUES (?, ?, 1, 1, 'flac', 'flac', '{}', 0, 0)").run(directoryId, name).lastInsertRowid)
}

test('what a window is told about this installation fits the contract, warnings included', async () => {
  const ctx = setUp({ name: 'electron' })
  updateLibraryState(ctx.paths, { isOpen: true, setAside: { file: 'library.damaged-x.db', at: ctx.clock.now() } })
  const info = await systemInfo(ctx, sources)
  expect(info).toMatchObject({ version: '1.2.3', host: 'electron', locale: 'fr-FR', dataFolder: ctx.paths.data, canPickFolder: false, ffmpeg: { version: '7.0' } })
  expect(info.warnings.map(({ code }) => code)).toEqual(['library-set-aside', 'no-keyring'])
  expect(await systemContract.info['~orpc'].outputSchema?.['~standard'].validate(info)).toHaveProperty('value')
})

test('a file is shown where there is a file manager', async () => {
  const shown: string[] = []
  const ctx = setUp({ showFile: async (path) => void shown.push(path) })
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'Album'))
  writeFileSync(join(folder, 'Album', 'a.flac'), '')
  await showFile(ctx, addFile(ctx, folder, 'a.flac'))
  expect(shown).toEqual([join(folder, 'Album', 'a.flac')])
})

test('what cannot be shown is said so', async () => {
  const ctx = setUp({ showFile: async () => undefined })
  const gone = addFile(ctx, join(temporaryFolder(), 'gone'), 'a.flac')
  const bytes = addFile(ctx, join(temporaryFolder(), 'bytes'), Buffer.from([0x66, 0xff, 0x2e]))
  await expect(showFile(ctx, gone)).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('a.flac') })
  await expect(showFile(ctx, bytes)).rejects.toMatchObject({ code: 'unsupported' })
  await expect(showFile(ctx, 9_999)).rejects.toMatchObject({ code: 'not-found' })
  const bare = setUp()
  await expect(showFile(bare, 1)).rejects.toMatchObject({ code: 'unsupported' })
  await expect(openExternal(bare, 'https://example.org')).rejects.toMatchObject({ code: 'unsupported' })
  await expect(pickFolder(bare, 'Music')).rejects.toMatchObject({ code: 'unsupported' })
})

test('folders are listed in natural order, links to folders included, files and hidden ones not', async () => {
  const folder = temporaryFolder()
  for (const name of ['CD 10', 'CD 2', 'été', '.hidden']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'file'), '')
  symlinkSync(join(folder, 'CD 2'), join(folder, 'link'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'))
  const listing = await listFolders(folder)
  expect(listing.folders.map(({ name }) => name)).toEqual(['CD 2', 'CD 10', 'été', 'link'])
  expect(listing).toMatchObject({ path: folder, parent: join(folder, '..') })
  expect((await listFolders('/')).parent).toBeNull()
  expect((await listFolders()).places.length).toBeGreaterThan(0)
})

test('a folder that cannot be listed is named', async () => {
  const folder = temporaryFolder()
  await expect(listFolders(join(folder, 'gone'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(listFolders('music')).rejects.toMatchObject({ code: 'invalid-input' })
  writeFileSync(join(folder, 'file'), '')
  await expect(listFolders(join(folder, 'file'))).rejects.toMatchObject({ code: 'not-found' })
})

test.skipIf(!hasOrdinaryUsers)(`a folder the system closes to us is told apart from one that is gone${hasOrdinaryUsers ? '' : ' (skipped: Windows has no such modes)'}`, async () => {
  const folder = join(temporaryFolder(), 'closed')
  mkdirSync(folder)
  chmodSync(folder, 0o000)
  chmodSync(join(folder, '..'), 0o755)
  await asOrdinaryUser(() => expect(listFolders(folder)).rejects.toMatchObject({ code: 'permission', message: expect.stringContaining(folder) }))
  chmodSync(folder, 0o700)
})
