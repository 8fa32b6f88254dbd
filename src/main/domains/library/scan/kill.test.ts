import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock } from '#main/kernel/clock.ts'
import { albumFiles, writeMusic } from '#tests/factories/audio-files.ts'
import type { MusicTags } from '#tests/factories/audio-files.ts'
import { startScript } from '#tests/factories/processes.ts'
import { groupingOf, openScanBench, wrongFigures } from '#tests/factories/scan.ts'
import { seededChance } from '#tests/factories/synthetic-names.ts'
import type { Chance } from '#tests/factories/synthetic-names.ts'

const rounds = process.env.SILLON_LONG ? 50 : 5
const songs = Array.from({ length: 8 }, (_, index) => `Song ${index}`)

function album(number: number, tags: MusicTags = {}): Record<string, MusicTags> {
  const ending = number % 3 === 0 ? 'mp3' : 'flac'
  return albumFiles(`Artist ${number % 6}/Album ${number}`, { artist: `Artist ${number % 6}`, album: `Album ${number}`, genre: [`Genre ${number % 4}`], ...tags }, songs, ending)
}

/** Something for the next scan to do: albums that come, go, move, are copied, or have other tags. */
function change(music: string, aside: string, chance: Chance, round: number): void {
  const artists = readdirSync(music)
  const some = (): string => {
    const artist = chance.pick(artists)
    return join(artist, chance.pick(readdirSync(join(music, artist))))
  }
  for (let count = 0; count < 6; count++) {
    const from = some()
    const kind = chance.below(5)
    if (kind === 0) writeMusic(music, album(100 + round * 10 + count))
    else if (kind === 1) renameSync(join(music, from), join(music, `Artist ${chance.below(6)}`, `Moved ${round}-${count}`))
    else if (kind === 2) cpSync(join(music, from), join(music, `Artist ${chance.below(6)}`, `Copied ${round}-${count}`), { recursive: true })
    else if (kind === 3) writeMusic(music, album(chance.below(40), { year: 1990 + round, genre: ['New'] }))
    else renameSync(join(music, from), join(aside, `${round}-${count}`))
    artists.splice(0, artists.length, ...readdirSync(music).filter((artist) => readdirSync(join(music, artist)).length > 0))
  }
}

function contentOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile())
  return new Map(files.map((path) => [path, createHash('sha256').update(readFileSync(join(folder, path))).digest('hex') + statSync(join(folder, path)).mtimeMs]))
}

test(`killed at ${rounds} random moments, a scan leaves a sound library, and the next one brings everything in order`, { timeout: rounds * 30_000 }, async () => {
  const { db, music, scan, all } = openScanBench()
  const chance = seededChance(7)
  const aside = join(music, '..', 'aside')
  writeMusic(aside, { 'kept.flac': {} })
  for (let number = 0; number < 40; number++) writeMusic(music, album(number))
  let longestMs = 600
  for (let round = 0; round < rounds; round++) {
    const before = contentOf(music)
    const child = startScript('tests/fixtures/library/scan-process.ts', [db.path])
    expect(await child.nextLine()).toBe('scanning')
    const started = performance.now()
    await Promise.race([child.ended, wait(chance.below(longestMs))])
    await child.kill()
    // Where a run came to its end, the next are killed earlier.
    if ((await child.ended).signal === null) longestMs = Math.max(50, Math.round((performance.now() - started) * 0.9))
    expect(db.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.sqlite.pragma('foreign_key_check')).toEqual([])
    expect(wrongFigures(db, { isInterrupted: true })).toEqual([])
    expect(contentOf(music)).toEqual(before)
    change(music, aside, chance, round)
    // What was written twice in one second differs in its time.
    for (const path of contentOf(music).keys()) if (path.includes('Album')) utimesSync(join(music, path), 1_000 + round, 1_000 + round)
  }
  // The processes went by the machine's clock.
  const result = await scan({}, { clock: systemClock })
  expect(result.files).toBe(contentOf(music).size)
  expect(all('SELECT directoryId, name FROM files WHERE missingSince IS NULL GROUP BY directoryId, name HAVING count(*) > 1')).toEqual([])
  expect(wrongFigures(db)).toEqual([])
  expect(await scan({}, { clock: systemClock })).toMatchObject({ added: 0, updated: 0, failed: 0, unchanged: result.files })
  db.prepare('DELETE FROM files WHERE missingSince IS NOT NULL').run()
  const fresh = openScanBench()
  rmSync(fresh.music, { recursive: true })
  cpSync(music, fresh.music, { recursive: true })
  await fresh.scan()
  expect(groupingOf(db).albums.length).toBeGreaterThanOrEqual(groupingOf(fresh.db).albums.length)
  expect(groupingOf(db).tracks.flat()).toHaveLength(groupingOf(fresh.db).tracks.flat().length)
})
