import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFile } from 'music-metadata'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locateWorkers } from '#main/kernel/workers/worker-location.ts'
import { hasFfmpeg } from '#tests/factories/ffmpeg.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import { planAlbum } from './album-plan.ts'
import type { PlannedAlbum } from './album-plan.ts'
import { makeDemoMusic } from './demo-music.service.ts'
import type { DemoMusicOptions } from './demo-music.service.ts'
import { readRecipe } from './demo-recipe.ts'

const ctx = { workers: locateWorkers(new URL('../../app.ts', import.meta.url).href, 0) }
const resources = 'resources'
const ffmpegPath = hasFfmpeg ? 'ffmpeg' : null
const noFfmpeg = hasFfmpeg ? '' : ' (skipped: no ffmpeg)'
const make = (folder: string, options: Partial<DemoMusicOptions> = {}) => makeDemoMusic(ctx, folder, { resources, ffmpegPath, ...options })

/** One album of every format, chosen small. */
const ONE_OF_EACH = ['remainder', 'copper', 'attic', 'velvet', 'frost', 'umbrella', 'proving', 'harbour-remaster', ...(hasFfmpeg ? ['saffron', 'autoroute'] : [])]

async function planned(ids: readonly string[]): Promise<PlannedAlbum[]> {
  return (await readRecipe(join(resources, 'demo'))).filter(({ id }) => ids.includes(id)).map((album) => planAlbum(album, hasFfmpeg))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(filesBelow(folder).map((path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')]))
}

describe('One album of every format', () => {
  let folder = ''
  let albums: PlannedAlbum[] = []
  beforeAll(async () => {
    folder = temporaryFolder(afterAll)
    albums = await planned(ONE_OF_EACH)
    await make(folder, { only: ONE_OF_EACH })
  })
  const tracks = () => albums.flatMap((album) => album.tracks.map((track) => ({ album, track, path: join(folder, album.path, album.isLoose ? '' : track.path) })))

  test('is read back with the tags it was given', async () => {
    for (const { album, track, path } of tracks()) {
      const { common } = await parseFile(path)
      expect({ path, ...common }).toMatchObject({ path, title: track.tags.title, artist: track.tags.artist, genre: [...track.tags.genres], year: track.tags.year })
      expect(common.album ?? null).toBe(track.tags.album)
      expect(common.albumartist ?? null).toBe(track.tags.albumArtist)
      expect(common.label?.[0] ?? null).toBe(track.tags.label)
      expect(common.composer?.[0] ?? null).toBe(track.tags.composer)
      expect(common.track.of ?? null).toBe(track.tags.trackTotal)
      expect(common.picture !== undefined).toBe(album.recipe.cover === 'embedded' || album.recipe.cover === 'both')
      expect(common.bpm).toBeGreaterThan(50)
    }
  })

  test('is about as long as planned, and as long as its headers say', async () => {
    for (const { track, path } of tracks()) {
      const { format } = await parseFile(path, { duration: true })
      const seconds = format.duration ?? 0
      expect([path, seconds > track.seconds - 12, seconds < track.seconds + 12]).toEqual([path, true, true])
    }
  })

  test.skipIf(!hasFfmpeg)(`decodes from end to end without a complaint${noFfmpeg}`, () => {
    for (const album of albums) {
      const path = join(folder, album.path, album.isLoose ? '' : (album.tracks[0]?.path ?? ''))
      const { stderr, status } = spawnSync('ffmpeg', ['-v', 'error', '-xerror', '-i', path, '-map', '0:a', '-f', 'null', '-'], { encoding: 'utf8' })
      expect([path, status, stderr]).toEqual([path, 0, ''])
    }
  })

  test.skipIf(!hasFfmpeg)(`carries the loudness that a meter finds${noFfmpeg}`, async () => {
    for (const album of albums.filter(({ format }) => format === 'flac' || format === 'wav')) {
      const path = join(folder, album.path, album.tracks[0]?.path ?? '')
      const { common } = await parseFile(path)
      const { stderr } = spawnSync('ffmpeg', ['-nostats', '-i', path, '-map', '0:a', '-af', 'ebur128', '-f', 'null', '-'], { encoding: 'utf8' })
      const measured = Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1])
      expect(Math.abs(-18 - measured - (common.replaygain_track_gain?.dB ?? 0))).toBeLessThan(1)
    }
  })

  test('has its cover beside it where it is not inside', () => {
    const withFolderPicture = albums.filter((album) => !album.isLoose && existsSync(join(folder, album.path, 'folder.jpg'))).map(({ id }) => id)
    expect(withFolderPicture.sort()).toEqual(albums.filter(({ recipe }) => recipe.cover === 'folder' || recipe.cover === 'both').map(({ id }) => id).sort())
  })
})

const SMALL = ['remainder', 'umbrella', 'attic']

test('What a stopped run left is completed to the same bytes, and what it finished is not made again', async () => {
  const whole = temporaryFolder()
  await make(whole, { only: SMALL })
  const folder = temporaryFolder()
  const stop = new AbortController()
  const onProgress = ({ done }: { done: number }): void => {
    if (done > 0) stop.abort()
  }
  await expect(make(folder, { only: SMALL, signal: stop.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' })
  // As a kill would leave it.
  mkdirSync(join(folder, '.making', 'attic'), { recursive: true })
  writeFileSync(join(folder, '.making', 'attic', '01 Tape 1, Dog Barking.flac'), 'half')
  const finished = filesBelow(folder).filter((path) => !path.includes('.making'))
  const longAgo = new Date(0)
  for (const path of finished) utimesSync(path, longAgo, longAgo)

  const result = await make(folder, { only: SMALL })
  expect(result).toMatchObject({ albums: 2, tracks: 15 })
  expect(contents(folder)).toEqual(contents(whole))
  expect(finished.length).toBeGreaterThan(0)
  expect(finished.every((path) => statSync(path).mtimeMs === 0)).toBe(true)
  expect(existsSync(join(folder, '.making'))).toBe(false)
})

test('A finished library is recognised without making anything', async () => {
  const folder = temporaryFolder()
  const made = await make(folder, { only: ['umbrella'] })
  const reports: { done: number; total: number }[] = []
  expect(await make(folder, { only: ['umbrella'], onProgress: (progress) => reports.push(progress) })).toEqual(made)
  expect(reports).toEqual([{ done: 1, total: 1 }])
})

test('What another version made is made anew, and nothing else is touched', async () => {
  const root = temporaryFolder()
  const folder = join(root, 'music')
  await make(folder, { only: ['umbrella'] })
  const [song = ''] = filesBelow(folder)
  writeFileSync(song, 'old')
  mkdirSync(join(folder, 'My own'))
  writeFileSync(join(folder, 'My own', 'song.mp3'), 'mine')
  writeFileSync(join(root, 'outside.txt'), 'mine')
  writeFileSync(join(folder, '.sillon-demo.json'), JSON.stringify({ version: 0, paths: ['Wexcombe/Umbrella Voicemail.mp3', '../outside.txt', '.'] }))
  await make(folder, { only: ['umbrella'] })
  expect(statSync(song).size).toBeGreaterThan(100_000)
  expect(readFileSync(join(folder, 'My own', 'song.mp3'), 'utf8')).toBe('mine')
  expect(readFileSync(join(root, 'outside.txt'), 'utf8')).toBe('mine')
})

test('An album somebody removed comes back', async () => {
  const folder = temporaryFolder()
  await make(folder, { only: ['umbrella', 'attic'] })
  const [album] = await planned(['attic'])
  rmSync(join(folder, album?.path ?? 'nowhere'), { recursive: true })
  await make(folder, { only: ['umbrella', 'attic'] })
  expect(existsSync(join(folder, album?.path ?? ''))).toBe(true)
})
