// Keys are made by rules that a new version may improve; what is stored of them is brought up to date here.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { isOwned, nearKeysOf } from './owned-tracks.repo.ts'
import type { StoredText } from './stored-texts.ts'
import { firstArtistKey, otherArtistKeys, playTitleKey } from './words.rules.ts'

const tracksPerRead = 500

type Track = { id: number; title: string; artistText: string; isOwned: number; credit: string | null; known: string | null }

/** Yields how many tracks were looked at; writes only where keys differ. */
export function* refreshTrackKeys(db: WriteDb): Generator<{ done: number; total: number }> {
  const total = db.prepare<[], number>('SELECT count(*) FROM tracks WHERE mergedIntoId IS NULL').pluck().get() ?? 0
  const next = db.prepare<[number, number], Track>(
    `SELECT id, title, artistText, ${isOwned} AS isOwned, (SELECT group_concat(creditedName, char(0)) FROM track_artists WHERE trackId = track.id) AS credit,
       (SELECT group_concat(titleKey || char(1) || artistKey, char(0)) FROM track_keys WHERE trackId = track.id) AS known
     FROM tracks AS track WHERE id > ? AND mergedIntoId IS NULL ORDER BY id LIMIT ?`,
  )
  let after = 0
  let done = 0
  for (;;) {
    const tracks = next.all(after, tracksPerRead)
    const last = tracks.at(-1)
    if (!last) return
    const due = tracks.flatMap((track) => {
      const { titleKey, artistKeys } = nearKeysOf(track, track.credit?.split('\0') ?? [])
      const wanted = track.isOwned === 1 ? artistKeys.map((key) => `${titleKey}\u0001${key}`) : []
      const known = track.known?.split('\0') ?? []
      return known.length === wanted.length && wanted.every((key) => known.includes(key)) ? [] : [{ id: track.id, titleKey, artistKeys: track.isOwned === 1 ? artistKeys : [] }]
    })
    if (due.length > 0) db.transaction(() => due.forEach(({ id, titleKey, artistKeys }) => keepTrackKeys(db, id, titleKey, artistKeys)))
    after = last.id
    yield { done: (done += tracks.length), total }
  }
}

export function keepTrackKeys(db: WriteDb, trackId: number, titleKey: string, artistKeys: readonly string[]): void {
  db.prepare<[number], never>('DELETE FROM track_keys WHERE trackId = ?').run(trackId)
  const add = db.prepare<[string, string, number], never>('INSERT OR IGNORE INTO track_keys (titleKey, artistKey, trackId) VALUES (?, ?, ?)')
  for (const artistKey of artistKeys) add.run(titleKey, artistKey, trackId)
}

/** The keys of some texts, and the other artists they tell of. */
export function refreshTextKeys(db: WriteDb, texts: readonly (StoredText & { titleKey: string; artistKey: string })[]): void {
  const namesOf = db.prepare<[number], string>('SELECT artistKey FROM heard_text_names WHERE heardTextId = ?').pluck()
  const due = texts.filter((text) => {
    if (text.titleKey !== playTitleKey(text.title) || text.artistKey !== firstArtistKey(text.artist)) return true
    const names = otherArtistKeys(text.artist, text.albumArtist)
    const known = namesOf.all(text.id)
    return known.length !== names.length || names.some((key) => !known.includes(key))
  })
  if (due.length === 0) return
  const update = db.prepare<[string, string, number], never>('UPDATE heard_texts SET titleKey = ?, artistKey = ? WHERE id = ?')
  const drop = db.prepare<[number], never>('DELETE FROM heard_text_names WHERE heardTextId = ?')
  const add = db.prepare<[string, number], never>('INSERT OR IGNORE INTO heard_text_names (artistKey, heardTextId) VALUES (?, ?)')
  db.transaction(() => {
    for (const { id, title, artist, albumArtist } of due) {
      update.run(playTitleKey(title), firstArtistKey(artist), id)
      drop.run(id)
      for (const key of otherArtistKeys(artist, albumArtist)) add.run(key, id)
    }
  })
}
