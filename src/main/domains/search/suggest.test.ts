import { expect, test } from 'vitest'
import { openTestLibrary } from '#tests/factories/library.ts'
import { openNamedLibrary } from '#tests/factories/named-library.ts'
import type { NamedTrack } from '#tests/factories/named-library.ts'
import { suggestions } from './search.reads.ts'

function library(tracks: NamedTrack[]) {
  const db = openTestLibrary()
  const named = openNamedLibrary(db)
  db.transaction(() => tracks.forEach((track) => named.add(track)))
  const ask = (text: string, limit = 5) => {
    const { artists, albums, tracks, genres, top, corrected } = suggestions.run(db, { text, limit, now: 0 })
    return { artists: artists.map(({ name }) => name), albums: albums.map(({ title }) => title), tracks: tracks.map(({ title }) => title), genres: genres.map(({ name }) => name), top, corrected }
  }
  return { db, ...named, ask }
}

test('a name itself comes before names that begin so, names with the word, and words with it inside', () => {
  const { ask } = library([{ title: 'Beloved' }, { title: 'Tunnel of Love', plays: 90 }, { title: 'Lovers' }, { title: 'Love' }])
  expect(ask('love').tracks).toEqual(['Love', 'Lovers', 'Tunnel of Love', 'Beloved'])
})

test('a word that half the library has still finds its best match', () => {
  const { db, ask, add, setPlays } = library([])
  db.transaction(() => {
    for (let number = 0; number < 1200; number++) add({ title: `Night ${number}`, artist: 'Night Shift Orchestra', album: `Night Songs ${number % 40}` })
  })
  add({ title: 'Sleepless Night', artist: 'Zed', plays: 900 })
  add({ title: 'Something', artist: 'Night', album: 'Night' })
  setPlays('artists', 'Night Shift Orchestra', 5)
  const found = ask('night')
  expect(found.artists[0]).toBe('Night')
  expect(found.albums[0]).toBe('Night')
  expect(found.top).toMatchObject({ kind: 'artist' })
  expect(ask('sleepless n').tracks).toEqual(['Sleepless Night'])
  expect(ask('nigh').tracks[0]).toBe('Night 0')
})

test('what is played most comes first among equals, and shorter names first where nothing was played', () => {
  const { ask } = library([{ title: 'River Song of the Valley' }, { title: 'River Song' }, { title: 'River Boats', plays: 40 }])
  expect(ask('riv').tracks).toEqual(['River Boats', 'River Song', 'River Song of the Valley'])
})

test('words may come in any order, unfinished, and from title, artist and album together', () => {
  const { ask } = library([{ title: 'Pilot Boat', artist: 'Low Tide Ministry', album: 'Harbour Arithmetic' }, { title: 'Pilot', artist: 'Someone' }])
  expect(ask('tide pil').tracks).toEqual(['Pilot Boat'])
  expect(ask('harb pilot').tracks).toEqual(['Pilot Boat'])
})

test('case, accents, strokes and apostrophes make no difference', () => {
  const { ask } = library([{ title: 'Ágætis byrjun', artist: 'Sigur Rós' }, { title: 'Größe', artist: 'Żółw' }, { title: "Don’t Stop", artist: 'Mø' }, { title: 'Where Is It', artist: 'R.E.M.' }, { title: 'Thunder', artist: 'AC/DC' }])
  expect(ask('AGAETIS').tracks).toEqual(['Ágætis byrjun'])
  expect(ask('sigur ros').artists).toEqual(['Sigur Rós'])
  expect(ask('grosse').tracks).toEqual(['Größe'])
  expect(ask('zolw').artists).toEqual(['Żółw'])
  for (const typed of ['dont stop', "don't stop", 'don’t s']) expect(ask(typed).tracks).toEqual(['Don’t Stop'])
  for (const typed of ['rem', 'r.e.m', 'R.E.M.']) expect(ask(typed).artists).toEqual(['R.E.M.'])
  for (const typed of ['acdc', 'ac/dc', 'ac dc']) expect(ask(typed).artists).toEqual(['AC/DC'])
})

test('scripts without spaces are found by one character, by two, and by more', () => {
  const { ask } = library([{ title: '東京事変の夜', artist: '椎名林檎' }, { title: '서울의 밤', artist: '아이유' }, { title: 'カメラ', artist: 'さよなら' }])
  for (const typed of ['夜', '京', '京事', '事変の', '東京事変']) expect(ask(typed).tracks).toEqual(['東京事変の夜'])
  expect(ask('林檎').artists).toEqual(['椎名林檎'])
  expect(ask('울의').tracks).toEqual(['서울의 밤'])
  expect(ask('メ').tracks).toEqual(['カメラ'])
})

test('a slip of the finger still finds the name, and says what was looked for', () => {
  const { ask } = library([{ title: 'Enter', artist: 'Metallica' }, { title: 'Yesterday', artist: 'The Beatles' }, { title: 'Jóga', artist: 'Björk' }, { title: 'Whole Lotta', artist: 'Led Zeppelin' }])
  expect(ask('metalica')).toMatchObject({ artists: ['Metallica'], corrected: 'metallica' })
  expect(ask('beatels')).toMatchObject({ artists: ['The Beatles'], corrected: 'beatles' })
  expect(ask('bjrok')).toMatchObject({ artists: ['Björk'], corrected: 'bjork' })
  expect(ask('led zepelin')).toMatchObject({ artists: ['Led Zeppelin'], corrected: 'led zeppelin' })
  expect(ask('mettalic')).toMatchObject({ artists: ['Metallica'] })
  expect(ask('xqzwv')).toEqual({ artists: [], albums: [], tracks: [], genres: [], top: null, corrected: null })
  expect(ask('metallica').corrected).toBeNull()
})

test('names made of signs are found by them', () => {
  const { ask } = library([{ title: 'Myth Takes', artist: '!!!' }, { title: 'Bloodstream', album: '+', artist: 'Ed' }])
  expect(ask('!!!').artists).toEqual(['!!!'])
  expect(ask('+').albums).toEqual(['+'])
})

test('genres, paths, composers and lyrics are looked at too', () => {
  const { ask } = library([{ title: 'One', genres: ['Post-Rock'], path: 'demo tape 1987.flac', composer: 'Erik Satie', lyrics: 'somewhere beyond the marigolds' }])
  expect(ask('rock').genres).toEqual(['Post-Rock'])
  expect(ask('demo tape').tracks).toEqual(['One'])
  expect(ask('satie').tracks).toEqual(['One'])
  expect(ask('marigold').tracks).toEqual(['One'])
})

test('the search syntax narrows suggestions', () => {
  const { ask } = library([{ title: 'Old', artist: 'Ana', album: 'First', year: 1975 }, { title: 'New', artist: 'Ana', album: 'Second', year: 1995 }, { title: 'Other', artist: 'Ben', album: 'Third', year: 1976 }])
  expect(ask('artist:ana year:1970..1979')).toMatchObject({ tracks: ['Old'], albums: ['First'], artists: ['Ana'] })
  expect(ask('-artist:ana')).toMatchObject({ tracks: ['Other'] })
})

test('the best of all stands out when it is the name itself or far ahead', () => {
  const { ask, setPlays, artistId } = library([{ title: 'Harbour', artist: 'Harbour Lights', album: 'Harbour Lights' }, { title: 'Solo', artist: 'Marina' }, { title: 'Duo', artist: 'Marinade' }])
  expect(ask('harbour').top).toMatchObject({ kind: 'track' })
  expect(ask('harbour lights').top).toEqual({ kind: 'artist', id: artistId('Harbour Lights') })
  expect(ask('mari').top).toBeNull()
  setPlays('artists', 'Marinade', 50)
  expect(ask('mari').top).toEqual({ kind: 'artist', id: artistId('Marinade') })
})
