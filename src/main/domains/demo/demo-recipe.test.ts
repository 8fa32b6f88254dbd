import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planAlbum } from './album-plan.ts'
import { readRecipe } from './demo-recipe.ts'

const folder = 'resources/demo'
const albums = (await readRecipe(folder)).map((album) => planAlbum(album, true))
const tracks = albums.flatMap((album) => album.tracks.map((track) => ({ album, track, path: album.isLoose ? album.path : `${album.path}/${track.path}` })))

test('The recipe names eighty works and about nine hundred tracks', () => {
  expect(albums.filter(({ isLoose, isOtherEdition }) => !isLoose && !isOtherEdition)).toHaveLength(80)
  expect(tracks.length).toBeGreaterThan(880)
  expect(tracks.length).toBeLessThan(950)
})

test('Every album has its drawing, save the one that is meant to have none', () => {
  const without = albums.filter(({ id, recipe }) => !existsSync(join(folder, 'covers', `${id}.svg`)) && !(recipe.alsoMp3 && existsSync(join(folder, 'covers', `${recipe.editionOf}.svg`))))
  expect(without.map(({ id, recipe }) => [id, recipe.cover])).toEqual([['attic', 'none']])
})

test('Among them are a live album, a compilation, two discs, an EP, a soundtrack, sides of a record, guests, another edition, a loose track and other scripts', () => {
  const kinds = new Set(albums.map(({ recipe }) => recipe.kind))
  expect([...kinds].sort()).toEqual(['album', 'compilation', 'ep', 'live', 'loose', 'soundtrack'])
  const all = tracks.map(({ track }) => track.tags)
  expect(all.some(({ discTotal }) => discTotal === 2)).toBe(true)
  expect(all.some(({ trackNumber }) => trackNumber === 'B5')).toBe(true)
  expect(all.some(({ artists }) => artists.length === 3)).toBe(true)
  expect(all.some(({ year, originalYear }) => year === 2018 && originalYear === 1978)).toBe(true)
  expect(all.some(({ title }) => /\p{Script=Han}/u.test(title))).toBe(true)
  expect(new Set(tracks.filter(({ track }) => track.tags.isCompilation).map(({ track }) => track.tags.artist)).size).toBeGreaterThan(20)
})

test('No two tracks want the same file, and no name is one that some system refuses', () => {
  expect(new Set(tracks.map(({ path }) => path.toLowerCase())).size).toBe(tracks.length)
  expect(tracks.filter(({ path }) => path.split('/').some((part) => /[<>:"\\|?*]|[. ]$/.test(part)))).toEqual([])
})

test('A remaster holds its first tracks as they were, and the MP3 copy all of them', () => {
  const lengths = (id: string): number[] => albums.find((album) => album.id === id)?.tracks.map(({ seconds }) => Math.round(seconds)) ?? []
  expect(lengths('harbour-remaster').slice(0, 9)).toEqual(lengths('harbour'))
  expect(lengths('copper-mp3')).toEqual(lengths('copper'))
})

test('Without ffmpeg the formats that need it give way to others', async () => {
  const formats = new Set((await readRecipe(folder)).map((album) => planAlbum(album, false).format))
  expect(formats.has('opus')).toBe(false)
  expect(formats.has('m4a')).toBe(false)
})
