import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { libraryVersion } from '#main/domains/catalogue/catalogue.service.ts'
import { openDatabase } from '#main/kernel/db/database.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { addAlbumFiles, detailedPicture, picture, pngClaiming } from '#tests/factories/artwork.ts'
import { testJobs } from '#tests/factories/jobs.ts'
import { openTestLibrary, temporaryFolder, testContext } from '#tests/factories/library.ts'
import { startScript } from '#tests/factories/processes.ts'
import { seededChance } from '#tests/factories/synthetic-names.ts'
import { defineArtworkJob, requestArtwork } from './artwork.jobs.ts'

const workers = (name: string): URL => pathToFileURL(`src/main/${name}.ts`)
const script = 'tests/fixtures/library/artwork-process.ts'

function opened() {
  const ctx = testContext()
  const queue = testJobs(ctx)
  const job = defineArtworkJob({ ...ctx, workers })
  queue.register(job)
  queue.start()
  return { ...ctx, queue, request: () => requestArtwork(queue, job) ?? 0, music: join(ctx.paths.data, 'music') }
}

const drawn = Promise.all(Array.from({ length: 8 }, (_, seed) => detailedPicture(seed)))

/** A picture that no other album has: a comment of its own stands in it. */
async function ownPicture(album: number): Promise<Buffer> {
  const picture = (await drawn)[album % 8] ?? Buffer.alloc(0)
  const comment = Buffer.from(`album ${String(album).padStart(6, '0')}`)
  return Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment, picture.subarray(2)])
}

async function addAlbums(db: WriteDb, music: string, albums: number): Promise<void> {
  for (let album = 0; album < albums; album++) addAlbumFiles(db, music, { title: `Volume ${album}`, files: { [`${album}/1.flac`]: [{ data: await ownPicture(album) }] } })
}

test('covers are found in a thread of its own, and open pages hear of them', async () => {
  const { db, queue, request, heard, music } = opened()
  await addAlbums(db, music, 20)
  const id = request()
  expect(request()).toBe(id)
  expect(await queue.wait(id)).toMatchObject({ state: 'done', result: { albums: 20, covers: 20, problems: 0, unreachable: 0 } })
  expect(db.prepare('SELECT count(*) FROM albums WHERE coverHash IS NULL OR paletteJson IS NULL').pluck().get()).toBe(0)
  await new Promise((resolve) => setTimeout(resolve, 120))
  const changes = heard.filter(({ type }) => type === 'library.changed')
  expect(changes.length).toBeGreaterThan(0)
  expect(changes.length).toBeLessThan(6)
  expect(changes.at(-1)).toEqual({ type: 'library.changed', version: libraryVersion(db) })
  expect(JSON.parse(db.prepare<[number], string>('SELECT progressJson FROM jobs WHERE id = ?').pluck().get(id) ?? '')).toMatchObject({ phase: 'artwork', done: 20, total: 20, ratePerSecond: expect.any(Number) })
})

test('where nothing is due no job is made, save one a day that looks for pictures nobody needs', async () => {
  const { db, queue, request, clock } = opened()
  await queue.wait(request())
  expect(request()).toBe(0)
  clock.advance(25 * 60 * 60 * 1000)
  expect(await queue.wait(request())).toMatchObject({ state: 'done', result: { albums: 0 } })
  expect(db.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(2)
})

test('what becomes due while it runs is done in the same run', async () => {
  const { db, queue, request, music, events } = opened()
  await addAlbums(db, music, 3)
  let isAdded = false
  events.subscribe(({ type }) => {
    if (type !== 'library.changed' || isAdded) return
    isAdded = true
    addAlbumFiles(db, music, { title: 'Late', files: { 'Late/1.flac': [] } })
    request()
  })
  await queue.wait(request())
  expect(db.prepare('SELECT artworkCheckedAt IS NOT NULL FROM albums ORDER BY id').pluck().all()).toEqual([1, 1, 1, 1])
  await queue.settled()
  expect(db.prepare("SELECT count(*) FROM jobs WHERE state <> 'done'").pluck().get()).toBe(0)
})

test('cancelling takes less than 200 ms, keeps what was written, and the next run goes on', async () => {
  const { db, queue, request, music, events } = opened()
  await addAlbums(db, music, 100)
  const covers = (): number => db.prepare<[], number>('SELECT count(*) FROM albums WHERE coverHash IS NOT NULL').pluck().get() ?? 0
  const took: number[] = []
  for (let round = 0; round < 3; round++) {
    const before = covers()
    const running = Promise.withResolvers<void>()
    const id = request()
    const unsubscribe = events.subscribe((event) => event.type === 'jobs.changed' && event.active.some((job) => job.id === id && (job.progress?.done ?? 0) > 0) && running.resolve())
    await Promise.race([running.promise, queue.wait(id)])
    unsubscribe()
    const at = performance.now()
    queue.cancel(id)
    expect(await queue.wait(id)).toMatchObject({ state: 'cancelled' })
    took.push(performance.now() - at)
    expect(covers()).toBeGreaterThan(before)
  }
  // A busy machine may hold up one of them.
  expect(Math.min(...took)).toBeLessThan(200)
  expect(covers()).toBeLessThan(100)
  expect(await queue.wait(request())).toMatchObject({ state: 'done' })
  expect(covers()).toBe(100)
})

test('hostile pictures cost neither the memory nor the run', async () => {
  const data = temporaryFolder()
  const db = openTestLibrary(data)
  const music = join(data, 'music')
  for (const [name, bytes] of Object.entries({ bomb: pngClaiming(30_000, 30_000), avif: await picture(3_800, undefined, 'avif'), cut: (await detailedPicture(1)).subarray(0, 50_000), good: await picture(300) })) {
    addAlbumFiles(db, music, { title: name, files: { [`${name}/1.flac`]: [{ data: bytes }] } })
  }
  const child = startScript(script, [data])
  expect(await child.nextLine()).toBe('ready')
  const { end, rssBefore, rssPeak } = JSON.parse(await child.nextLine()) as { end: unknown; rssBefore: number; rssPeak: number }
  expect(end).toMatchObject({ state: 'done', result: { albums: 4, covers: 1, problems: 3 } })
  expect(rssPeak - rssBefore).toBeLessThan(150e6)
  expect(db.prepare('SELECT title FROM albums WHERE coverHash IS NOT NULL').pluck().all()).toEqual(['good'])
})

const rounds = process.env.SILLON_LONG === '1' ? 50 : 5
const chance = seededChance(Number(process.env.SILLON_SEED ?? 20_261_121))

/** Names and contents of all files below a folder. */
function contents(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())
  return files.sort().map((name) => `${name} ${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}`)
}

test('killed at any moment, it leaves a sound library, and the next run completes it with nothing twice', async () => {
  const origin = temporaryFolder()
  const template = openTestLibrary(origin)
  const music = join(origin, 'music')
  await addAlbums(template, music, 40)
  template.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const musicBefore = contents(music)
  const whole = await complete(copyOf(origin))
  for (let round = 0; round < rounds; round++) {
    const data = copyOf(origin)
    const child = startScript(script, [data])
    await child.nextLine()
    await new Promise((resolve) => setTimeout(resolve, 100 + chance.next() * 1_200))
    await child.kill()
    expect(await complete(data)).toEqual(whole)
  }
  expect(contents(music)).toEqual(musicBefore)
}, 30_000 + rounds * 10_000)

/** The music itself stays where it is: its rows say so. */
function copyOf(origin: string): string {
  const data = temporaryFolder()
  copyFileSync(join(origin, 'library.db'), join(data, 'library.db'))
  mkdirSync(join(data, 'images'))
  return data
}

/** Runs it to the end; what lies in the store and what the library says then. */
async function complete(data: string): Promise<unknown> {
  const child = startScript(script, [data])
  await child.nextLine()
  expect(JSON.parse(await child.nextLine())).toMatchObject({ end: { state: 'done' } })
  await child.ended
  const db = openDatabase({ path: join(data, 'library.db') })
  try {
    expect(db.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.sqlite.pragma('foreign_key_check')).toEqual([])
    return {
      pictures: contents(join(data, 'images')),
      albums: db.prepare('SELECT id, coverHash, paletteJson, artworkSource FROM albums ORDER BY id').all(),
      images: db.prepare('SELECT entityId, kind, source, contentHash, width, height, bytes FROM images ORDER BY entityId').all(),
      due: db.prepare('SELECT count(*) FROM albums WHERE artworkCheckedAt IS NULL').pluck().get(),
    }
  } finally {
    db.close()
  }
}
