import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { query } from '#main/kernel/db/query.ts'
import { addAlbum } from '#tests/factories/tracks.ts'
import { openTestLibrary, temporaryFolder } from '#tests/factories/library.ts'
import { collectUnusedImages } from './collect-unused.ts'

const aDayMs = 24 * 60 * 60 * 1000
const idle = (): void => undefined

function openedStore() {
  const folder = join(temporaryFolder(), 'images')
  const db = openTestLibrary()
  const put = (hash: string, ...parts: string[]): void => {
    mkdirSync(join(folder, hash.slice(0, 2)), { recursive: true })
    for (const part of parts) writeFileSync(join(folder, hash.slice(0, 2), hash + part), 'bytes')
  }
  return { db, folder, put, names: () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() }
}

const parts = ['.jpg', '-96', '-320', '-1280']
const [inImages, onAlbum, ofArtist, unused] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(64)) as [string, string, string, string]

test('pictures that no row names go a day after they were written, all others stay', () => {
  const { db, folder, put, names } = openedStore()
  const albumId = addAlbum(db)
  db.run(query.insertInto('images').values({ entity: 'album', entityId: albumId, kind: 'front', source: 'embedded', contentHash: inImages, width: 1, height: 1, bytes: 1, paletteJson: '{}', foundAt: 0 }))
  db.run(query.updateTable('albums').set({ coverHash: onAlbum }))
  db.run(query.insertInto('artists').values({ name: 'A', nameKey: 'a', nameSort: 'a', imageHash: ofArtist, addedAt: 0 }))
  for (const hash of [inImages, onAlbum, ofArtist, unused]) put(hash, ...parts)
  put('dd', 'notes.txt', '-96', '.jpg')
  const before = names()
  expect(collectUnusedImages(db, folder, Date.now() + aDayMs / 2, idle)).toBe(0)
  expect(names()).toEqual(before)
  expect(collectUnusedImages(db, folder, Date.now() + 2 * aDayMs, idle)).toBe(1)
  expect(names()).toEqual(before.filter((name) => !name.includes(unused)))
})

test('what a kill left of a removal goes too', () => {
  const { db, folder, put, names } = openedStore()
  put(unused, '-320', '-1280')
  expect(collectUnusedImages(db, folder, Date.now() + 2 * aDayMs, idle)).toBe(1)
  expect(names()).toEqual(['dd'])
})

test('a store that is not there yet has nothing to remove, and stopping is heard', () => {
  const { db, folder, put } = openedStore()
  expect(collectUnusedImages(db, folder, Date.now(), idle)).toBe(0)
  put(unused, ...parts)
  const stop = new Error('stop')
  expect(() => collectUnusedImages(db, folder, Date.now() + 2 * aDayMs, () => { throw stop })).toThrow(stop)
})
