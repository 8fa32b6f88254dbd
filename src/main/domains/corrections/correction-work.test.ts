import { expect, test } from 'vitest'
import { hear, hearAgain, meet, own, words } from '#tests/factories/heard.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import type { Correction } from '#shared/contract/corrections.contract.ts'
import { makeCorrection, redoCorrection, tryCorrection, undoCorrection } from './correction-work.ts'

function ledger() {
  const db = openTestLibrary()
  const shown = (id: number) => db.prepare<[number], { artist: string; title: string; album: string }>('SELECT artistName AS artist, titleName AS title, albumName AS album FROM heard_texts WHERE id = ?').get(id)
  const artistPlays = (name: string) => db.prepare<[string], number>('SELECT coalesce(sum(plays), 0) FROM artists WHERE name = ? AND mergedIntoId IS NULL').pluck().get(name)
  return {
    db, shown, artistPlays,
    artist: (id: number) => shown(id)?.artist,
    make: (correction: Correction) => makeCorrection(db, correction, 1000),
    undo: (id: number) => undoCorrection(db, id, 2000),
    redo: (id: number) => redoCorrection(db, id, 3000),
    preview: (correction: Correction) => tryCorrection(db, correction, 1000),
    trackOf: (id: number) => db.prepare<[number], number>('SELECT trackId FROM heard_texts WHERE id = ?').pluck().get(id),
  }
}

test('renaming an artist moves past plays and those to come, and undoing brings them back to the same rows', () => {
  const { db, make, undo, artist, artistPlays, trackOf } = ledger()
  const { id, meaning } = hear(db, words('Low Tied', 'Foam', { album: 'Red' }), 3)
  const right = hear(db, words('Low Tide', 'Spray'), 1)
  const { id: correction, effect } = make({ kind: 'rename-artist', artist: 'low tied', to: 'Low Tide' })
  expect(effect).toMatchObject({ texts: 1, plays: 3, examples: [{ before: { artist: 'Low Tied', title: 'Foam', album: 'Red' }, after: { artist: 'Low Tide' }, plays: 3 }] })
  expect([artist(id), artistPlays('Low Tide'), artistPlays('Low Tied')]).toEqual(['Low Tide', 4, 0])
  expect(hear(db, words('Low Tied', 'Later'), 1).meaning.artistId).toBe(right.meaning.artistId)
  expect(undo(correction)).toMatchObject({ texts: 2, plays: 4 })
  expect([artist(id), artistPlays('Low Tide'), artistPlays('Low Tied')]).toEqual(['Low Tied', 1, 4])
  expect(trackOf(id)).toBe(meaning.trackId)
})

test('a preview tells exactly what making does, and changes nothing', () => {
  const { db, make, preview } = ledger()
  hear(db, words('Low Tied', 'Foam', { album: 'Red' }), 3)
  hear(db, words('Low Tied', 'Foam'), 2)
  hear(db, words('Low Tied feat. Bo', 'Spray'), 1)
  const state = () => JSON.stringify(['heard_texts', 'tracks', 'albums', 'artists', 'corrections', 'track_artists'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()))
  const before = state()
  const told = preview({ kind: 'merge-artists', artists: ['Low Tied'], into: 'Low Tide' })
  expect(state()).toBe(before)
  expect(make({ kind: 'merge-artists', artists: ['Low Tied'], into: 'Low Tide' }).effect).toEqual(told)
  expect(told).toMatchObject({ texts: 3, plays: 6 })
})

test('after a preview another correction of the same number holds', () => {
  const { db, make, preview, artist } = ledger()
  const { id } = hear(db, words('A', 'Foam'))
  preview({ kind: 'rename-artist', artist: 'A', to: 'B' })
  make({ kind: 'rename-artist', artist: 'A', to: 'C' })
  expect(artist(id)).toBe('C')
})

test('a track on disk stays the one that was heard, whatever its artist is called', () => {
  const { db, make, trackOf, artist } = ledger()
  const track = own(db, { artist: 'Low Tide', title: 'Foam', album: 'Red' })
  meet(db)
  const { id } = hear(db, words('Low Tide', 'Foam', { album: 'Red' }), 2)
  make({ kind: 'rename-artist', artist: 'Low Tide', to: 'High Tide' })
  expect([trackOf(id), artist(id)]).toEqual([track, 'High Tide'])
})

test('corrected words find the track on disk they mean', () => {
  const { db, make, undo, trackOf, shown } = ledger()
  const track = own(db, { artist: 'Low Tide', title: 'Foam', album: 'Red' })
  meet(db)
  const { id, meaning } = hear(db, words('Lo-Tied', 'Fome'), 2)
  const one = make({ kind: 'rename-track', artist: 'Lo-Tied', title: 'Fome', to: 'Foam' })
  const two = make({ kind: 'merge-artists', artists: ['Lo-Tied'], into: 'Low Tide' })
  expect([trackOf(id), shown(id)]).toEqual([track, { artist: 'Low Tide', title: 'Foam', album: 'Red' }])
  undo(one.id)
  undo(two.id)
  expect([trackOf(id), shown(id)]).toEqual([meaning.trackId, { artist: 'Lo-Tied', title: 'Fome', album: '' }])
})

test('a rule made before the files came holds for them', () => {
  const { db, make, trackOf } = ledger()
  const { id } = hear(db, words('Lo-Tied', 'Fome'), 2)
  make({ kind: 'rename-track', artist: 'Lo-Tied', title: 'Fome', to: 'Foam' })
  make({ kind: 'rename-artist', artist: 'Lo-Tied', to: 'Low Tide' })
  const track = own(db, { artist: 'Low Tide', title: 'Foam' })
  meet(db)
  expect(trackOf(id)).toBe(track)
})

test('renaming twice leads on, and undoing the first leaves the second', () => {
  const { db, make, undo, artist } = ledger()
  const { id } = hear(db, words('A', 'Foam'))
  const b = hear(db, words('B', 'Foam'))
  const first = make({ kind: 'rename-artist', artist: 'A', to: 'B' })
  const second = make({ kind: 'rename-artist', artist: 'B', to: 'C' })
  expect([artist(id), artist(b.id)]).toEqual(['C', 'C'])
  undo(first.id)
  expect([artist(id), artist(b.id)]).toEqual(['A', 'C'])
  undo(second.id)
  expect([artist(id), artist(b.id)]).toEqual(['A', 'B'])
})

test('of two rules for one name the later wins; taken up again the earlier is the later', () => {
  const { db, make, undo, redo, artist } = ledger()
  const { id } = hear(db, words('A', 'Foam'))
  const first = make({ kind: 'rename-artist', artist: 'A', to: 'B' })
  make({ kind: 'rename-artist', artist: 'A', to: 'C' })
  expect(artist(id)).toBe('C')
  undo(first.id)
  expect(artist(id)).toBe('C')
  redo(first.id)
  expect(artist(id)).toBe('B')
  expect(() => redo(first.id + 1)).toThrow('in force')
})

test('renaming to another spelling renames the artist', () => {
  const { db, make, undo, artistPlays } = ledger()
  hear(db, words('sigur ros', 'Foam'), 2)
  const { id } = make({ kind: 'rename-artist', artist: 'Sigur Ros', to: 'Sigur Rós' })
  expect(artistPlays('Sigur Rós')).toBe(2)
  undo(id)
  expect(artistPlays('sigur ros')).toBe(2)
})

test('a guest is renamed within the credit', () => {
  const { db, make, undo, artist } = ledger()
  const { id } = hear(db, words('Ana feat. Bo', 'Foam'))
  const correction = make({ kind: 'rename-artist', artist: 'Bo', to: 'Bob' })
  expect(artist(id)).toBe('Ana feat. Bob')
  expect(db.prepare('SELECT creditedName FROM track_artists ORDER BY trackId, position').pluck().all()).toEqual(['Ana', 'Bob'])
  undo(correction.id)
  expect(artist(id)).toBe('Ana feat. Bo')
  expect(db.prepare('SELECT creditedName FROM track_artists ORDER BY trackId, position').pluck().all()).toEqual(['Ana', 'Bo'])
})

test('albums and titles are renamed for their artist only, texts without an album follow', () => {
  const { db, make, undo, shown } = ledger()
  const red = hear(db, words('A', 'Foam', { album: 'Red (Deluxe)' }), 2)
  const loose = hear(db, words('A', 'Foam'), 1)
  const other = hear(db, words('B', 'Foam', { album: 'Red (Deluxe)' }), 1)
  const album = make({ kind: 'rename-album', artist: 'A', album: 'Red (Deluxe)', to: 'Blue' })
  expect([red, loose, other].map(({ id }) => shown(id)?.album)).toEqual(['Blue', 'Blue', 'Red (Deluxe)'])
  const title = make({ kind: 'rename-track', artist: 'A', title: 'foam', to: 'Spray' })
  expect([red, loose, other].map(({ id }) => shown(id)?.title)).toEqual(['Spray', 'Spray', 'Foam'])
  undo(album.id)
  undo(title.id)
  expect([red, other].map(({ id }) => shown(id))).toEqual([{ artist: 'A', title: 'Foam', album: 'Red (Deluxe)' }, { artist: 'B', title: 'Foam', album: 'Red (Deluxe)' }])
})

test('a credit is split, and never split after all', () => {
  const { db, make, undo, artistPlays } = ledger()
  hear(db, words('Ana & Bo', 'Foam'), 2)
  const split = make({ kind: 'split-artist', artist: 'Ana & Bo', into: [{ name: 'Ana', joinPhrase: ' & ' }, { name: 'Bo', joinPhrase: '' }] })
  expect([artistPlays('Ana'), artistPlays('Ana & Bo')]).toEqual([2, 0])
  expect(db.prepare('SELECT creditedName FROM track_artists JOIN tracks ON tracks.id = trackId WHERE mergedIntoId IS NULL ORDER BY position').pluck().all()).toEqual(['Ana', 'Bo'])
  const never = make({ kind: 'never-split', artist: 'Ana & Bo' })
  expect([artistPlays('Ana'), artistPlays('Ana & Bo')]).toEqual([0, 2])
  undo(never.id)
  expect([artistPlays('Ana'), artistPlays('Ana & Bo')]).toEqual([2, 0])
  undo(split.id)
  expect([artistPlays('Ana'), artistPlays('Ana & Bo')]).toEqual([0, 2])
})

test('a name with feat. in it can be one artist', () => {
  const { db, make, artistPlays } = ledger()
  hear(db, words('Kid feat. Moon', 'Foam'), 2)
  expect(artistPlays('Kid')).toBe(2)
  make({ kind: 'never-split', artist: 'Kid feat. Moon' })
  expect([artistPlays('Kid'), artistPlays('Kid feat. Moon')]).toEqual([0, 2])
})

test('merges chain, and a circle is refused in plain words', () => {
  const { db, make, artist } = ledger()
  const { id } = hear(db, words('A', 'Foam'))
  make({ kind: 'merge-artists', artists: ['A'], into: 'B' })
  make({ kind: 'merge-artists', artists: ['B', 'D'], into: 'C' })
  expect(artist(id)).toBe('C')
  expect(() => make({ kind: 'merge-artists', artists: ['C'], into: 'A' })).toThrow('A is C by an earlier correction, so C cannot become A. Undo that one first. Nothing was changed.')
  expect(() => make({ kind: 'merge-artists', artists: ['A'], into: 'A' })).toThrow('It is called A already.')
  expect(db.prepare('SELECT count(*) FROM corrections').pluck().get()).toBe(2)
})

test('hidden plays stay in the history and outside every figure', () => {
  const { db, make, undo, artistPlays } = ledger()
  hear(db, words('Rain Sounds', 'Night'), 4)
  hear(db, words('Rain Sounds', 'Day'), 1)
  const one = make({ kind: 'hide', artist: 'Rain Sounds', title: 'night' })
  expect([artistPlays('Rain Sounds'), one.effect.plays]).toEqual([1, 4])
  const all = make({ kind: 'hide', artist: 'rain sounds' })
  expect([artistPlays('Rain Sounds'), hear(db, words('Rain Sounds', 'Storm')).meaning.isHidden]).toEqual([0, true])
  undo(one.id)
  expect(artistPlays('Rain Sounds')).toBe(0)
  undo(all.id)
  expect(artistPlays('Rain Sounds')).toBe(6)
  expect(db.prepare('SELECT count(*) FROM listening_history').pluck().get()).toBe(6)
})

test('words are given a track, and later rules are about the track', () => {
  const { db, make, undo, shown, trackOf } = ledger()
  const track = own(db, { artist: 'Low Tide', title: 'Foam', album: 'Red' })
  meet(db)
  const { id, meaning } = hear(db, words('???', 'Track 01'), 2)
  const renamed = make({ kind: 'rename-track', artist: '???', title: 'Track 01', to: 'Something' })
  const assigned = make({ kind: 'assign-track', heardTextId: id, trackId: track })
  expect([trackOf(id), shown(id)]).toEqual([track, { artist: 'Low Tide', title: 'Foam', album: 'Red' }])
  make({ kind: 'rename-track', artist: 'Low Tide', title: 'Foam', to: 'Spray' })
  expect(shown(id)?.title).toBe('Spray')
  undo(renamed.id)
  undo(assigned.id)
  expect([trackOf(id), shown(id)]).toEqual([meaning.trackId, { artist: '???', title: 'Track 01', album: '' }])
})

test('single plays are given a track and go back to their words, whichever choice is undone first', () => {
  const { db, make, undo, trackOf } = ledger()
  const red = own(db, { artist: 'Low Tide', title: 'Foam', album: 'Red' })
  const blue = own(db, { artist: 'Low Tide', title: 'Spray', album: 'Blue' })
  meet(db)
  const { id } = hear(db, words('Radio', 'Live'), 2)
  const play = hearAgain(db, id, Date.UTC(2025, 5, 1))
  const textOfPlay = () => db.prepare<[number], number>('SELECT heardTextId FROM listening_history WHERE id = ?').pluck().get(play) ?? 0
  const plays = (trackId: number) => db.prepare<[number], number>('SELECT plays FROM tracks WHERE id = ?').pluck().get(trackId)
  const first = make({ kind: 'assign-track', heardTextId: id, playIds: [play], trackId: red })
  expect(first.effect).toMatchObject({ texts: 1, plays: 1, examples: [{ before: { artist: 'Radio' }, after: { title: 'Foam' } }] })
  expect([trackOf(textOfPlay()), plays(red), plays(blue)]).toEqual([red, 1, 0])
  const second = make({ kind: 'assign-track', heardTextId: textOfPlay(), playIds: [play], trackId: blue })
  expect([plays(red), plays(blue)]).toEqual([0, 1])
  undo(first.id)
  expect([plays(red), plays(blue)]).toEqual([0, 1])
  undo(second.id)
  expect([textOfPlay(), plays(red), plays(blue)]).toEqual([id, 0, 0])
  expect(() => make({ kind: 'assign-track', heardTextId: id, playIds: [999], trackId: red })).toThrow('gone')
})

test('what cannot be is refused', () => {
  const { db, make, undo } = ledger()
  const { id } = hear(db, words('A', 'Foam'))
  expect(() => make({ kind: 'rename-artist', artist: 'A', to: 'A' })).toThrow('already')
  expect(() => make({ kind: 'assign-track', heardTextId: id, trackId: 999 })).toThrow('not in the library')
  expect(() => make({ kind: 'assign-track', heardTextId: 999, trackId: 1 })).toThrow('not in the history')
  expect(() => make({ kind: 'split-artist', artist: 'A', into: [{ name: 'B', joinPhrase: ' & ' }, { name: 'B', joinPhrase: '' }] })).toThrow('only once')
  expect(() => undo(7)).toThrow('does not exist')
  const made = make({ kind: 'hide', artist: 'A' })
  undo(made.id)
  expect(() => undo(made.id)).toThrow('undone already')
})
