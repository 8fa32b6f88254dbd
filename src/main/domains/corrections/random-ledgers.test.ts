import { expect, test } from 'vitest'
import { hear, meet, own, words } from '#tests/factories/heard.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import { deriveTexts, forgetRules } from '#main/domains/plays/ledger.service.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import type { Correction } from '#shared/contract/corrections.contract.ts'
import { isAppError } from '#shared/errors.ts'
import { makeCorrection, redoCorrection, tryCorrection, undoCorrection } from './correction-work.ts'

type Random = { below(end: number): number; of<Value>(values: readonly Value[]): Value }

function seeded(seed: number): Random {
  let state = seed >>> 0
  const below = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
  return { below, of: (values) => values[below(values.length)] as (typeof values)[number] }
}

const artists = ['Ana', 'Bo', 'Ana & Bo', 'The Cays', 'Cays', 'Ana feat. Bo', 'ana', 'Bo ft. Dee', 'Dee']
const titles = ['Foam', 'Spray', 'Foam (Live)', 'foam', 'Foam - Remastered', 'Two']
const albums = ['', '', 'Red', 'Red (Deluxe)', 'Blue']
const names = [...artists, 'Eve', 'Fay']

type Told = ReturnType<typeof words>
type Life = { owned: { artist: string; title: string; album?: string }[]; texts: Told[] }

function someLife(random: Random): Life {
  const owned = new Map<string, Life['owned'][number]>()
  for (let index = random.below(6); index > 0; index--) {
    const track = { artist: random.of(artists), title: random.of(titles), ...(random.below(2) === 0 && { album: random.of(['Red', 'Blue']) }) }
    owned.set(JSON.stringify(track), track)
  }
  const texts = new Map<string, Told>()
  for (let index = 0; index < 14; index++) {
    const told = words(random.of(artists), random.of(titles), { album: random.of(albums), albumArtist: random.below(5) === 0 ? random.of(artists) : '' })
    texts.set(JSON.stringify(told), told)
  }
  return { owned: [...owned.values()], texts: [...texts.values()] }
}

function someCorrection(random: Random, life: Life): Correction {
  const artist = random.of(names)
  switch (random.below(8)) {
    case 0:
    case 1:
      return { kind: 'rename-artist', artist, to: random.of(names) }
    case 2:
      return { kind: 'merge-artists', artists: [artist, random.of(names)], into: random.of(names) }
    case 3:
      return { kind: 'rename-track', artist, title: random.of(titles), to: random.of([...titles, 'Surf']) }
    case 4:
      return { kind: 'rename-album', artist, album: random.of(['Red', 'Red (Deluxe)', 'Blue']), to: random.of(['Red', 'Blue', 'Green']) }
    case 5:
      return random.below(2) === 0 ? { kind: 'split-artist', artist, into: [{ name: random.of(names), joinPhrase: ' & ' }, { name: random.of(names), joinPhrase: '' }] } : { kind: 'never-split', artist }
    case 6:
      return random.below(2) === 0 ? { kind: 'hide', artist } : { kind: 'hide', artist, title: random.of(titles) }
    default:
      // Tracks that only plays made have other numbers in another life.
      return life.owned.length === 0 ? { kind: 'hide', artist } : { kind: 'assign-track', heardTextId: 1 + random.below(life.texts.length), trackId: 1 + random.below(life.owned.length) }
  }
}

/** What texts mean, without ids: rows are told apart by the first text that means them. */
function stateOf(db: WriteDb) {
  type Row = { id: number; artistName: string; titleName: string; albumName: string; trackId: number; albumId: number | null; artistId: number | null; matchedBy: string; isHidden: number }
  const rows = db.prepare<[], Row>('SELECT id, artistName, titleName, albumName, trackId, albumId, artistId, matchedBy, isHidden FROM heard_texts ORDER BY id').all()
  const first = (column: 'trackId' | 'albumId' | 'artistId', value: number | null) => (value === null ? null : rows.find((row) => row[column] === value)?.id)
  const ownedTrack = db.prepare<[number], number>('SELECT CASE WHEN isOnDisk = 1 THEN id END FROM tracks WHERE id = ?').pluck()
  return rows.map(({ trackId, albumId, artistId, ...row }) => ({ ...row, track: first('trackId', trackId), album: first('albumId', albumId), artist: first('artistId', artistId), owned: ownedTrack.get(trackId) }))
}

/** Rows of the catalogue that only plays made. Which of two spellings they bear depends on which was heard first. */
function heardRowsOf(db: WriteDb) {
  const artist = (column: string): string => `replace(${column}, 'the ', '')`
  return {
    artists: db.prepare(`SELECT ${artist('nameKey')}, plays FROM artists WHERE mergedIntoId IS NULL AND addedAt = 0 ORDER BY 1`).all(),
    albums: db.prepare(`SELECT titleKey, ${artist('artistKey')}, plays FROM albums WHERE mergedIntoId IS NULL AND addedAt = 0 ORDER BY 1, 2`).all(),
    tracks: db
      .prepare(`SELECT tracks.title, ${artist('tracks.artistKey')}, albums.titleKey, ${artist('albums.artistKey')}, tracks.plays FROM tracks LEFT JOIN albums ON albums.id = albumId WHERE tracks.mergedIntoId IS NULL AND tracks.addedAt = 0 ORDER BY 1, 2, 3, 4, 5`)
      .all(),
    credits: db
      .prepare(`SELECT tracks.title, ${artist('tracks.artistKey')}, albums.titleKey, ${artist('albums.artistKey')}, position, creditedName FROM track_artists JOIN tracks ON tracks.id = trackId LEFT JOIN albums ON albums.id = albumId WHERE tracks.addedAt = 0 ORDER BY 1, 2, 3, 4, 5, 6`)
      .all(),
  }
}

function settle(db: WriteDb, { owned }: Life): void {
  for (const track of owned) own(db, track)
  meet(db)
}

const tableOf = { track: 'tracks', album: 'albums', artist: 'artists' } as const

function expectExactFigures(db: WriteDb): void {
  for (const [kind, table] of Object.entries(tableOf)) {
    const wrong = db.prepare(`SELECT id FROM ${table} WHERE plays <> (SELECT coalesce(sum(plays), 0) FROM heard_texts WHERE ${kind}Id = ${table}.id AND isHidden = 0)`).pluck().all()
    expect(wrong).toEqual([])
    expect(db.prepare(`SELECT count(*) FROM heard_texts JOIN ${table} ON ${table}.id = heard_texts.${kind}Id WHERE mergedIntoId IS NOT NULL`).pluck().get()).toBe(0)
  }
}

/** Makes, undoes and takes up corrections at random while plays come; returns the rules that hold, in their order. */
function live(db: WriteDb, random: Random, life: Life): Correction[] {
  let holding: { id: number; correction: Correction }[] = []
  const undone: number[] = []
  let heard = 0
  for (let step = 0; step < 22; step++) {
    for (let next = random.below(3); next > 0 && heard < life.texts.length; next--) hear(db, life.texts[heard++] as Told, 1 + random.below(2))
    const what = random.below(6)
    const target = holding[random.below(Math.max(1, holding.length))]
    const again = undone[random.below(Math.max(1, undone.length))]
    try {
      if (what < 3) {
        const correction = someCorrection(random, life)
        const told = tryCorrection(db, correction, step)
        const made = makeCorrection(db, correction, step)
        if (JSON.stringify(made.effect) !== JSON.stringify(told)) throw new Error('a preview told something else than what was done')
        holding.push({ id: made.id, correction })
      } else if (what < 5 && target) {
        undoCorrection(db, target.id, step)
        holding = holding.filter((each) => each !== target)
        undone.push(target.id)
      } else if (again !== undefined) {
        const { id } = redoCorrection(db, again, step)
        const payload = db.prepare<[number], { kind: string; payloadJson: string }>('SELECT kind, payloadJson FROM corrections WHERE id = ?').get(id)
        holding.push({ id, correction: { ...JSON.parse(payload?.payloadJson ?? '{}'), kind: payload?.kind } as Correction })
        undone.splice(undone.indexOf(again), 1)
      }
    } catch (error) {
      // What makes no sense, or closes a circle, is refused; that is tested elsewhere.
      if (!isAppError(error)) throw error
    }
    meet(db)
    expectExactFigures(db)
  }
  while (heard < life.texts.length) hear(db, life.texts[heard++] as Told, 1)
  meet(db)
  return holding.map(({ correction }) => correction)
}

test.each(Array.from({ length: 24 }, (_none, seed) => seed + 1))('whatever was made and undone, what stands is what the remaining rules say (life %i)', (seed) => {
  const random = seeded(seed * 7919)
  const life = someLife(random)
  const lived = openTestLibrary()
  settle(lived, life)
  const rules = live(lived, random, life)

  const fresh = openTestLibrary()
  settle(fresh, life)
  for (const { kind, ...payload } of rules) {
    fresh.prepare<[string, string], never>('INSERT INTO corrections (kind, payloadJson, texts, plays, createdAt) VALUES (?, ?, 0, 0, 0)').run(kind, JSON.stringify(payload))
  }
  const plays = lived.prepare<[], number>('SELECT plays FROM heard_texts ORDER BY id').pluck().all()
  for (const [index, told] of life.texts.entries()) hear(fresh, told, plays[index] ?? 0)
  // Rules may name words by their number: those could not be met before they were there.
  forgetRules(fresh)
  fresh.transaction(() => deriveTexts(fresh, life.texts.keys().map((index) => index + 1)))
  meet(fresh)

  expect({ rules, state: stateOf(lived), rows: heardRowsOf(lived) }).toEqual({ rules, state: stateOf(fresh), rows: heardRowsOf(fresh) })
})
