import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testContext, temporaryFolder } from '#tests/factories/library.ts'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import { say } from '#shared/messages/say.ts'
import type { EnqueueOptions, JobDefinition } from '#main/kernel/jobs/job-definition.ts'
import { openLibraryDomain } from './library.service.ts'

function openMusic() {
  const ctx = testContext()
  const enqueued: { type: string; payload: unknown; subject: string | undefined }[] = []
  const jobs = {
    enqueue: <Payload>(definition: JobDefinition<Payload>, payload: Payload, options?: EnqueueOptions) => enqueued.push({ type: definition.type, payload, subject: options?.subject }),
    wait: async () => ({ state: 'done' as const, result: null, errorCode: null, errorMessage: null, told: null }),
    cancel: () => false,
    retry: () => 0,
  }
  const workers = (name: string) => new URL(`../../${name}.ts`, import.meta.url)
  return { ctx, enqueued, music: openLibraryDomain({ ...ctx, jobs, workers }, () => settingsSchema.parse({}), 'wal') }
}

test('a folder is added with its first scan and listed', async () => {
  const { music, enqueued } = openMusic()
  const folder = temporaryFolder()
  const { folderId } = music.addFolder(folder)
  expect(enqueued).toEqual([{ type: 'library.scan', payload: { folderIds: [folderId], isFull: false }, subject: folder }])
  expect(await music.folders()).toMatchObject([{ id: folderId, path: folder, files: 0, missing: 0, failures: 0, isWatched: true }])
})

test('a folder that is there, holds one that is, or lies inside one is refused and nothing is scanned', () => {
  const { music, enqueued } = openMusic()
  const outer = temporaryFolder()
  const inner = join(outer, 'inner')
  mkdirSync(join(inner, 'deep'), { recursive: true })
  music.addFolder(inner)
  expect(() => music.addFolder(inner)).toThrow('already')
  expect(() => music.addFolder(join(inner, 'deep'))).toThrow('lies inside')
  expect(() => music.addFolder(outer)).toThrow('holds')
  expect(enqueued).toHaveLength(1)
})

test('what is no folder is refused in words', () => {
  const { music } = openMusic()
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'song.mp3'), '')
  expect(() => music.addFolder(join(folder, 'song.mp3'))).toThrow('is not a folder')
  expect(() => music.addFolder(join(folder, 'gone'))).toThrow('is not there')
  expect(() => music.addFolder('music')).toThrow('whole path')
})

test('a directory counts all the files below it, without the missing ones', async () => {
  const { music, ctx } = openMusic()
  const { folderId } = music.addFolder(temporaryFolder())
  ctx.db.transaction(() => {
    ctx.db.prepare("INSERT INTO directories (id, folderId, parentId, path) VALUES (1, ?, NULL, ''), (2, ?, 1, 'A'), (3, ?, 2, 'A/B'), (4, ?, 1, 'C')").run(folderId, folderId, folderId, folderId)
    const addFile = ctx.db.prepare("INSERT INTO files (directoryId, name, size, mtimeUs, container, codec, tagsJson, addedAt, readAt, missingSince) VALUES (?, ?, 1, 1, 'mpeg', 'mp3', '{}', 1, 1, ?)")
    for (const [directoryId, name, missingSince] of [[2, 'one', null], [3, 'two', null], [3, 'three', null], [3, 'gone', 9]]) addFile.run(directoryId, name, missingSince)
  })
  expect((await music.browse({ offset: 0, limit: 10 })).directories).toMatchObject([{ id: 1, directories: 2, files: 3 }])
  expect(await music.browse({ directoryId: 1, offset: 0, limit: 10 })).toMatchObject({ totalFiles: 0, files: [], directories: [{ id: 2, name: 'A', directories: 1, files: 3 }, { id: 4, name: 'C', files: 0 }] })
  expect(await music.browse({ directoryId: 3, offset: 0, limit: 1 })).toMatchObject({ totalFiles: 2, files: [{ name: 'three' }] })
})

test('relocating changes one row and looks at the new place', () => {
  const { music, enqueued, ctx } = openMusic()
  const { folderId } = music.addFolder(temporaryFolder())
  const elsewhere = temporaryFolder()
  expect(music.previewRelocation({ id: folderId, path: elsewhere })).toEqual({ sampled: 0, matching: 0 })
  music.relocateFolder({ id: folderId, path: elsewhere })
  expect(ctx.db.prepare('SELECT path FROM library_folders').pluck().all()).toEqual([elsewhere])
  expect(enqueued.at(-1)?.subject).toBe(elsewhere)
})

test('the library is browsed from its folders downwards', async () => {
  const { music, ctx } = openMusic()
  const folder = temporaryFolder()
  const { folderId } = music.addFolder(folder)
  ctx.db.transaction(() => {
    ctx.db.prepare("INSERT INTO directories (id, folderId, parentId, path) VALUES (1, ?, NULL, ''), (2, ?, 1, 'A'), (3, ?, 2, 'A/B')").run(folderId, folderId, folderId)
    ctx.db.prepare("INSERT INTO file_failures (directoryId, name, size, mtimeUs, reason, toldJson, failedAt) VALUES (3, 'x.mp3', 1, 1, 'empty', ?, 1)").run(JSON.stringify(say`The file is empty.`))
  })
  expect((await music.browse({ offset: 0, limit: 10 })).directories).toEqual([{ id: 1, name: folder, directories: 1, files: 0 }])
  expect(await music.browse({ directoryId: 3, offset: 0, limit: 10 })).toMatchObject({ path: [{ id: 1 }, { id: 2, name: 'A' }, { id: 3, name: 'B' }], directories: [] })
  expect(await music.failures({ offset: 0, limit: 10 })).toMatchObject({ total: 1, items: [{ path: `${folder}/A/B/x.mp3`, reason: 'empty' }] })
  expect(await music.failures({ offset: 0, limit: 10, folderIds: [folderId + 1] })).toMatchObject({ total: 0 })
  expect(await music.missing({ offset: 0, limit: 10 })).toEqual({ total: 0, items: [] })
  expect(await music.moveCandidates({ offset: 0, limit: 10 })).toEqual({ total: 0, items: [] })
  await expect(music.browse({ directoryId: 99, offset: 0, limit: 10 })).rejects.toThrow('not in the library')
})
