import { expect, test } from 'vitest'
import { testContext } from '#tests/factories/library.ts'
import { openNamedLibrary } from '#tests/factories/named-library.ts'
import { settingsSchema } from '#shared/contract/settings.contract.ts'
import { libraryVersion, openCatalogue } from './catalogue.service.ts'

function sample() {
  const ctx = testContext()
  return { ...ctx, ...openNamedLibrary(ctx.db), catalogue: openCatalogue(ctx, () => settingsSchema.parse({})) }
}

test('what is loved is so from a moment, says so once, and lists follow', async () => {
  const { add, catalogue, heard, clock, db } = sample()
  const [one = 0, two = 0] = ['One', 'Two'].map((title) => add({ title, artist: 'Ana' }))
  catalogue.love('track', [one, two], true)
  expect(heard).toEqual([{ type: 'library.changed', version: libraryVersion(db) }])
  const loved = { where: { match: 'all' as const, rules: [{ field: 'loved' as const, op: 'is' as const, value: true }] }, sort: 'title' as const, isDescending: false, seed: 0 }
  expect((await catalogue.tracks(loved, { offset: 0, limit: 10 })).items.map(({ title, isLoved }) => [title, isLoved])).toEqual([['One', true], ['Two', true]])

  const before = db.prepare<[number], number>('SELECT lovedAt FROM tracks WHERE id = ?').pluck().get(one)
  clock.advance(60_000)
  catalogue.love('track', [one], true)
  expect(db.prepare<[number], number>('SELECT lovedAt FROM tracks WHERE id = ?').pluck().get(one)).toBe(before)
  catalogue.love('track', [two], false)
  expect((await catalogue.tracks(loved, { offset: 0, limit: 10 })).total).toBe(1)
})

test('albums and artists are loved and rated alike, and a rating can be taken away', async () => {
  const { add, catalogue } = sample()
  add({ title: 'One', artist: 'Ana', album: 'Red' })
  catalogue.love('album', [1], true)
  catalogue.love('artist', [1], true)
  catalogue.rate('album', [1], 80)
  expect(await catalogue.album(1)).toMatchObject({ isLoved: true, rating: 80 })
  expect(await catalogue.artist(1)).toMatchObject({ isLoved: true })
  catalogue.rate('album', [1], null)
  expect(await catalogue.album(1)).toMatchObject({ rating: null })
})

test('a change that changes nothing is not announced', () => {
  const { add, catalogue, heard } = sample()
  const id = add({ title: 'One' })
  catalogue.love('track', [id], false)
  catalogue.rate('track', [id], null)
  expect(heard).toEqual([])
})

test('rows by id keep the order asked for and leave out what is gone', () => {
  const { add, catalogue } = sample()
  const [one = 0, two = 0] = ['One', 'Two'].map((title) => add({ title }))
  expect(catalogue.tracksByIds([two, 99, one]).map(({ title }) => title)).toEqual(['Two', 'One'])
})
