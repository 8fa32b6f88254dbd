import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { query } from '#main/kernel/db/query.ts'
import { openImage } from '#main/domains/playback/media/image-file.ts'
import { addAlbumFiles, bitmap, detailedPicture, picture, pngClaiming } from '#tests/factories/artwork.ts'
import type { AlbumFiles } from '#tests/factories/artwork.ts'
import { openTestLibrary, manualClock, temporaryFolder } from '#tests/factories/library.ts'
import { readDueArtwork } from './artwork-run.ts'
import type { ArtworkReport } from './artwork-run.ts'
import { hashOf } from './picture-store.ts'

function openedLibrary() {
  const data = temporaryFolder()
  const db = openTestLibrary(data)
  const [music, folder] = [join(data, 'music'), join(data, 'images')]
  const warnings: Record<string, unknown>[] = []
  const reports: ArtworkReport[] = []
  const note = (_message: string, facts: Record<string, unknown> = {}): void => {
    warnings.push(facts)
  }
  const log = { debug: note, info: note, warn: note, error: note, with: () => log }
  const clock = manualClock()
  const run = (throwIfAborted = (): void => undefined, except: number[] = []) => readDueArtwork({ db, clock, log, folder, throwIfAborted, onReport: (report) => reports.push(report) }, except)
  return {
    db, data, music, folder, warnings, reports, clock, run,
    add: (album: AlbumFiles) => addAlbumFiles(db, music, album),
    album: (id: number) => db.get(query.selectFrom('albums').selectAll().where('id', '=', id)),
    versions: () => db.get(query.selectFrom('library_version').selectAll()),
    images: () => db.all(query.selectFrom('images').selectAll().orderBy('id')),
    isDueAgain: (id: number) => db.run(query.updateTable('albums').set({ artworkCheckedAt: null }).where('id', '=', id)),
    stored: () => (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/')).sort() : []),
  }
}

const red = { r: 200, g: 30, b: 30 }
const green = { r: 30, g: 160, b: 60 }
const blue = { r: 30, g: 60, b: 200 }

test('an album is shown with the front inside its first file, whatever else lies there', async () => {
  const { add, run, album, images, versions, music, clock } = openedLibrary()
  const front = await picture(600, red)
  const id = add({
    files: { 'A/1.flac': [{ data: await picture(900, green), kind: 4 }, { data: await picture(900, blue), kind: 0 }, { data: front }], 'A/2.flac': [{ data: await picture(700, green) }] },
    beside: { 'A/cover.jpg': await picture(1400, green) },
  })
  const before = versions()
  expect(await run()).toEqual({ albums: 1, covers: 1, problems: 0, unreachable: [] })
  expect(album(id)).toMatchObject({ coverHash: hashOf(front), artworkSource: `embedded: ${music}/A/1.flac`, artworkCheckedAt: clock.now() })
  expect(JSON.parse(album(id)?.paletteJson ?? '')).toEqual({ accent: '#c81e1e', colours: ['#c81e1e'], average: '#c81e1e' })
  expect(images()).toMatchObject([{ entity: 'album', entityId: id, kind: 'front', source: 'embedded', contentHash: hashOf(front), width: 600, height: 600, bytes: front.length, isChosen: 0 }])
  // Lists that ask for covers are to be opened anew.
  expect(versions()?.catalogue).toBeGreaterThan(before?.catalogue ?? 0)
})

test('pictures are kept whole under their content, with three small versions that are served', async () => {
  const { add, run, folder, stored } = openedLibrary()
  const [small, large] = [await picture(500, red), await picture(1500, blue, 'png')]
  add({ files: { 'A/1.flac': [{ data: small }] } })
  add({ files: { 'B/1.flac': [{ data: large }] } })
  await run()
  const [one, other] = [hashOf(small), hashOf(large)]
  const expected = [[one, 'jpg'], [other, 'png']].flatMap(([hash = '', ending]) => ['-1280', '-320', '-96', `.${ending}`].map((part) => `${hash.slice(0, 2)}/${hash}${part}`))
  expect(stored()).toEqual(expected.sort())
  expect(readFileSync(join(folder, one.slice(0, 2), `${one}.jpg`))).toEqual(small)
  expect(readFileSync(join(folder, other.slice(0, 2), `${other}.png`))).toEqual(large)
  for (const [hash, size, mediaType] of [[one, '96', 'image/webp'], [one, '320', 'image/webp'], [one, '1280', 'image/jpeg'], [one, 'original', 'image/jpeg'], [other, '1280', 'image/webp'], [other, 'original', 'image/png']] as const) {
    const image = await openImage(folder, hash, size)
    await image.handle.close()
    expect([size, image.mediaType]).toEqual([size, mediaType])
  }
  expect(existsSync(join(folder, '.new'))).toBe(true)
  expect(readdirSync(join(folder, '.new'))).toEqual([])
})

test('a picture that is no front is used where there is no front, a back only where there is nothing else', async () => {
  const { add, run, album } = openedLibrary()
  const [other, back, beside] = [await picture(400, red), await picture(400, green), await picture(400, blue)]
  const first = add({ files: { 'A/1.flac': [{ data: back, kind: 4 }, { data: other, kind: 0 }] }, beside: { 'A/cover.jpg': beside } })
  const second = add({ files: { 'B/1.flac': [{ data: back, kind: 4 }] }, beside: { 'B/cover.jpg': beside } })
  const third = add({ files: { 'C/1.flac': [{ data: back, kind: 4 }] } })
  await run()
  expect([first, second, third].map((id) => album(id)?.coverHash)).toEqual([other, beside, back].map(hashOf))
})

test('beside the music the largest picture that is called a cover is taken', async () => {
  const { add, run, album, music } = openedLibrary()
  const best = await picture(900, red)
  const id = add({
    files: { 'A/1.flac': [] },
    beside: { 'A/AlbumArtSmall.jpg': await picture(75, blue), 'A/Folder.JPG': best, 'A/cover.png': await picture(300, green, 'png'), 'A/artwork.jpg': await picture(2000, blue), 'A/back.jpg': await picture(2000, green), 'A/holiday.jpg': await picture(3000, green) },
  })
  await run()
  expect(album(id)).toMatchObject({ coverHash: hashOf(best), artworkSource: `folder: ${music}/A/Folder.JPG` })
})

test.each(['cover.jpg', 'COVER.JPEG', 'folder.png', 'Front.webp', 'AlbumArt_{0A1B}_Large.gif', 'album.bmp', 'albumart.tif', 'cover.avif', 'Low Tide Ministry - Harbour (front).jpg'])('%s is a cover', async (name) => {
  const { add, run, album } = openedLibrary()
  const format = ({ png: 'png', webp: 'webp', gif: 'gif', tif: 'tiff', avif: 'avif' } as const)[name.split('.').at(-1) ?? '']
  const bytes = name.endsWith('.bmp') ? bitmap(80, Array.from({ length: 80 }, () => Array.from({ length: 240 }, () => 90))) : await picture(300, red, format ?? 'jpeg')
  const id = add({ files: { 'A/1.flac': [] }, beside: { [`A/${name}`]: bytes } })
  await run()
  expect(album(id)?.coverHash).toBe(hashOf(bytes))
})

test('the cover of an album of several discs lies above their folders', async () => {
  const { add, run, album } = openedLibrary()
  const cover = await picture(500, red)
  const discs = add({ files: { 'A/CD1/1.flac': [], 'A/CD2/1.flac': [] }, beside: { 'A/cover.jpg': cover } })
  const album2 = add({ title: 'Another', files: { 'A/Another/1.flac': [] } })
  await run()
  expect(album(discs)?.coverHash).toBe(hashOf(cover))
  expect(album(album2)).toMatchObject({ coverHash: null, artworkCheckedAt: expect.any(Number) })
})

test('a picture in a heap of singles is the cover of none of them', async () => {
  const { add, run, album } = openedLibrary()
  const ids = ['one', 'two', 'three'].map((title) => add({ title, files: { [`Singles/${title}.flac`]: [] }, beside: { 'Singles/folder.jpg': Buffer.from('never opened') } }))
  expect(await run()).toMatchObject({ albums: 3, covers: 0, problems: 0 })
  for (const id of ids) expect(album(id)?.coverHash).toBeNull()
})

test('an icon is taken only where there is nothing larger', async () => {
  const { add, run, album } = openedLibrary()
  const [icon, cover] = [await picture(32, red, 'png'), await picture(300, blue)]
  const first = add({ files: { 'A/1.flac': [{ data: icon }] }, beside: { 'A/cover.jpg': cover } })
  const second = add({ files: { 'B/1.flac': [{ data: icon }] } })
  await run()
  expect([album(first)?.coverHash, album(second)?.coverHash]).toEqual([hashOf(cover), hashOf(icon)])
})

test('damaged pictures are passed over and said so; the next best is taken, or none', async () => {
  const { add, run, album, images, warnings, music } = openedLibrary()
  const [broken, good] = [(await detailedPicture(3)).subarray(0, 90_000), await picture(300, green)]
  const second = add({ files: { 'B/1.flac': [{ data: pngClaiming(30_000, 30_000) }] } })
  const first = add({ files: { 'A/1.flac': [{ data: broken }], 'A/2.flac': [{ data: broken }] }, beside: { 'A/cover.jpg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'A/folder.jpg': good } })
  expect(await run()).toEqual({ albums: 2, covers: 1, problems: 4, unreachable: [] })
  expect(album(first)?.coverHash).toBe(hashOf(good))
  expect(album(second)).toMatchObject({ coverHash: null, paletteJson: null, artworkSource: null, artworkCheckedAt: expect.any(Number) })
  expect(images()).toHaveLength(1)
  expect(warnings).toContainEqual({ albumId: second, path: `${music}/B/1.flac`, reason: expect.stringMatching(/^The picture has 30000 × 30000 pixels/) })
  expect(warnings).toContainEqual({ albumId: first, path: `${music}/A/1.flac`, reason: expect.stringMatching(/^The picture is damaged/) })
  expect(await run()).toMatchObject({ albums: 0 })
})

test('one picture in many albums is stored once', async () => {
  const { add, run, stored, images } = openedLibrary()
  const cover = await detailedPicture(5)
  for (let album = 0; album < 20; album++) add({ title: `Volume ${album}`, files: { [`${album}/1.flac`]: [{ data: cover }] } })
  expect(await run()).toMatchObject({ albums: 20, covers: 20 })
  expect(stored()).toHaveLength(4)
  expect(new Set(images().map(({ contentHash }) => contentHash))).toEqual(new Set([hashOf(cover)]))
})

test('another picture in the files replaces the one before', async () => {
  const { add, run, album, images, isDueAgain, music } = openedLibrary()
  const [before, after] = [await picture(300, red), await picture(301, blue)]
  const id = add({ files: { 'A/1.flac': [{ data: before }] } })
  await run()
  writeFileSync(join(music, 'A/cover.jpg'), after)
  addAlbumFiles(openedLibrary().db, music, { files: { 'A/1.flac': [] } })
  isDueAgain(id)
  expect(await run()).toMatchObject({ covers: 1 })
  expect(album(id)).toMatchObject({ coverHash: hashOf(after), artworkSource: `folder: ${music}/A/cover.jpg` })
  expect(images()).toMatchObject([{ source: 'folder', contentHash: hashOf(after) }])
  rmSync(join(music, 'A/cover.jpg'))
  isDueAgain(id)
  await run()
  expect([album(id)?.coverHash, album(id)?.paletteJson, images()]).toEqual([null, null, []])
})

test('the picture that a person chose stays, and what the files hold is noted beside it', async () => {
  const { db, add, run, album, images, isDueAgain } = openedLibrary()
  const own = await picture(300, red)
  const id = add({ files: { 'A/1.flac': [{ data: own }] } })
  const chosen = { entity: 'album', entityId: id, kind: 'front', contentHash: 'c'.repeat(64), width: 1, height: 1, bytes: 1, foundAt: 0 } as const
  db.run(query.insertInto('images').values({ ...chosen, source: 'person', paletteJson: '"chosen"', isChosen: 1 }))
  await run()
  expect(album(id)).toMatchObject({ coverHash: 'c'.repeat(64), paletteJson: '"chosen"' })
  expect(images().map(({ source }) => source)).toEqual(['person', 'embedded'])
  db.run(query.updateTable('images').set({ isChosen: 0 }).where('source', '=', 'person'))
  isDueAgain(id)
  await run()
  expect(album(id)?.coverHash).toBe(hashOf(own))
})

test('the newest albums come first, and the report tells how far it is', async () => {
  const { db, add, run, reports } = openedLibrary()
  const ids: number[] = []
  for (let album = 0; album < 20; album++) ids.push(add({ title: `Volume ${album}`, files: { [`${album}/1.flac`]: [{ data: await picture(100 + album) }] } }))
  const stop = new Error('enough')
  await expect(run(() => { if (reports.length > 0) throw stop })).rejects.toBe(stop)
  const done = db.prepare('SELECT id FROM albums WHERE coverHash IS NOT NULL ORDER BY id').pluck().all()
  expect(done).toEqual(ids.slice(4))
  expect(reports).toEqual([{ done: 16, total: 20, hasNewCovers: true }])
  expect(await run()).toMatchObject({ albums: 4, covers: 4 })
})

test('beside a scan it goes on until the scan has ended', async () => {
  const { db, add, run, album } = openedLibrary()
  const cover = await picture(300)
  db.prepare("INSERT INTO jobs (type, payloadJson, lane, state, runAfter, createdAt) VALUES ('library.scan', '{}', 'library', 'running', 0, 0)").run()
  const ids: number[] = []
  const hasCover = (index: number): boolean => album(ids[index] ?? 0)?.coverHash === hashOf(cover)
  const scan = (): void => {
    if (ids.length === 0) ids.push(add({ title: 'First', files: { 'A/1.flac': [{ data: cover }] } }))
    else if (ids.length === 1 && hasCover(0)) ids.push(add({ title: 'Last', files: { 'B/1.flac': [{ data: cover }] } }))
    else if (hasCover(1)) db.prepare("UPDATE jobs SET state = 'done'").run()
  }
  expect(await run(scan)).toMatchObject({ albums: 2, covers: 2 })
  expect([hasCover(0), hasCover(1)]).toEqual([true, true])
})

test('an album that changes while it is looked at stays due and is looked at again', async () => {
  const { db, add, run, album } = openedLibrary()
  const id = add({ files: { 'A/1.flac': [{ data: await picture(300) }] } })
  let looks = 0
  const result = await run(() => {
    if (looks++ === 0) db.run(query.updateTable('files').set({ mtimeUs: 5 }))
  })
  expect(result).toMatchObject({ albums: 2, covers: 2 })
  expect(album(id)?.coverHash).not.toBeNull()
})

test('while a drive is away nothing is taken from an album, and it stays due', async () => {
  const { add, run, album, isDueAgain, music } = openedLibrary()
  const id = add({ files: { 'A/1.flac': [{ data: await picture(300) }] } })
  await run()
  renameSync(music, `${music}-away`)
  isDueAgain(id)
  expect(await run()).toEqual({ albums: 0, covers: 0, problems: 0, unreachable: [id] })
  expect(album(id)).toMatchObject({ coverHash: expect.any(String), artworkCheckedAt: null })
  renameSync(`${music}-away`, music)
  expect(await run()).toMatchObject({ albums: 1, covers: 1 })
})

test('a link is followed inside the library and never out of it', async () => {
  const { add, run, album, music, data, warnings } = openedLibrary()
  const [inside, outside] = [await picture(300, red), await picture(300, blue)]
  writeFileSync(join(data, 'private.jpg'), outside)
  const first = add({ files: { 'A/1.flac': [] }, beside: { 'shared.jpg': inside } })
  const second = add({ files: { 'B/1.flac': [] } })
  symlinkSync(join(music, 'shared.jpg'), join(music, 'A/cover.jpg'))
  symlinkSync(join(data, 'private.jpg'), join(music, 'B/cover.jpg'))
  await run()
  expect([album(first)?.coverHash, album(second)?.coverHash]).toEqual([hashOf(inside), null])
  expect(warnings).toMatchObject([{ albumId: second, reason: expect.stringContaining('a link that leads out of the library') }])
})

test.skipIf(process.platform === 'win32')(`a pipe called cover.jpg holds nothing up${process.platform === 'win32' ? ' (skipped: Windows has no such files)' : ''}`, async () => {
  const { add, run, music } = openedLibrary()
  add({ files: { 'A/1.flac': [] } })
  execFileSync('mkfifo', [join(music, 'A/cover.jpg')])
  expect(await run()).toMatchObject({ albums: 1, covers: 0 })
})

test('pictures that were lost from the store are made again', async () => {
  const { add, run, isDueAgain, folder, stored } = openedLibrary()
  const id = add({ files: { 'A/1.flac': [{ data: await picture(300) }] } })
  await run()
  const before = stored()
  rmSync(folder, { recursive: true })
  isDueAgain(id)
  await run()
  expect(stored()).toEqual(before)
})

test('what a kill left half written is swept, and the files of the library are not touched', async () => {
  const { add, run, folder, music } = openedLibrary()
  add({ files: { 'A/1.flac': [{ data: await picture(300) }] }, beside: { 'A/cover.jpg': await picture(200) } })
  const before = ['A/1.flac', 'A/cover.jpg'].map((path) => statSync(join(music, path), { bigint: true }))
  mkdirSync(join(folder, '.new'), { recursive: true })
  writeFileSync(join(folder, '.new', '3-7'), 'half')
  await run()
  expect(existsSync(join(folder, '.new', '3-7'))).toBe(false)
  expect(['A/1.flac', 'A/cover.jpg'].map((path) => statSync(join(music, path), { bigint: true }).mtimeNs)).toEqual(before.map(({ mtimeNs }) => mtimeNs))
})

test('a store that cannot be written ends the run with a sentence, and nothing is lost', async () => {
  const { add, run, folder, album } = openedLibrary()
  const id = add({ files: { 'A/1.flac': [{ data: await picture(300) }] } })
  writeFileSync(folder, 'a file is in the way')
  await expect(run()).rejects.toMatchObject({ code: expect.stringMatching(/^(?:invalid-input|unavailable)$/), message: expect.stringContaining(folder) })
  expect(album(id)).toMatchObject({ coverHash: null, artworkCheckedAt: null })
  rmSync(folder)
  expect(await run()).toMatchObject({ covers: 1 })
})
