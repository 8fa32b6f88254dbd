import { expect, test } from 'vitest'
import { hear, meet, own, words } from '#tests/factories/heard.ts'
import { openTestLibrary } from '#tests/factories/library.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { rebuildMeanings } from './rebuild-meanings.ts'
import type { RebuildResult } from './rebuild-meanings.ts'

function rebuild(db: WriteDb): RebuildResult {
  const steps = rebuildMeanings(db)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

function heard() {
  const db = openTestLibrary()
  own(db, { artist: 'The Low Tides', title: 'Foam', album: 'Red', kind: 'album' })
  own(db, { artist: 'Low Tide', title: 'Spray (Live)', album: 'Live at Home', kind: 'live' })
  meet(db)
  for (const [index, told] of [
    words('Low Tides', 'Foam', { album: 'Red' }),
    words('Low Tides', 'Foam - Radio Edit'),
    words('Low Tide', 'Spray', { album: 'Live at Home' }),
    words('Ana feat. Bo', 'Surf', { album: 'Blue', albumArtist: 'Various Artists' }),
    words('Ana', 'Surf'),
  ].entries()) hear(db, told, index + 1)
  meet(db)
  return db
}

const state = (db: WriteDb) =>
  JSON.stringify(['heard_texts', 'heard_text_names', 'track_keys', 'tracks', 'albums', 'artists', 'track_artists'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()))

test('where everything is in line a rebuild changes nothing', () => {
  const db = heard()
  const before = state(db)
  expect(rebuild(db)).toEqual({ texts: 5, changed: 0 })
  expect(state(db)).toBe(before)
})

test('whatever was wrong is put right, keys included', () => {
  const db = heard()
  const meanings = db.prepare('SELECT id, artistName, titleName, albumName, trackId, albumId, artistId, matchedBy, titleKey, artistKey, plays FROM heard_texts ORDER BY id')
  const before = meanings.all()
  const keys = db.prepare('SELECT * FROM track_keys').all()
  db.prepare("UPDATE heard_texts SET trackId = 1, titleKey = 'x', artistKey = 'y', artistName = 'Nobody', matchedBy = 'near', isHidden = 1").run()
  db.prepare('DELETE FROM track_keys').run()
  db.prepare('DELETE FROM heard_text_names').run()
  expect(rebuild(db)).toEqual({ texts: 5, changed: 5 })
  expect(meanings.all()).toEqual(before)
  expect(db.prepare('SELECT * FROM track_keys').all()).toEqual(keys)
  expect(db.prepare('SELECT sum(plays) FROM artists').pluck().get()).toBe(15)
  expect(rebuild(db).changed).toBe(0)
})

test('until the swap readers see what was, then what is', () => {
  const db = heard()
  db.prepare("UPDATE heard_texts SET artistName = 'Nobody'").run()
  const nobodies = db.prepare("SELECT count(*) FROM heard_texts WHERE artistName = 'Nobody'").pluck()
  const seen = new Set<unknown>()
  for (const _step of rebuildMeanings(db)) seen.add(nobodies.get())
  expect([...seen]).toEqual([5, 0])
})

test('a rebuild that was ended is begun again', () => {
  const db = heard()
  db.prepare("UPDATE heard_texts SET artistName = 'Nobody'").run()
  const ended = rebuildMeanings(db)
  ended.next()
  ended.next()
  expect(rebuild(db).changed).toBe(5)
})
