// Derives anew what some texts mean, inside the caller's transaction, and leaves the catalogue without rows that only
// they needed.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { leaveHeardRows } from './leave-heard-rows.ts'
import { openMeanings } from './meaning.ts'
import type { Meaning } from './meaning.ts'
import { refreshHeardRows } from './refresh-heard-rows.ts'
import { isAsDerived, namesOfText, storedText } from './stored-texts.ts'
import type { ChangedText, Departures, StoredText, TouchedRows } from './stored-texts.ts'

export type Derived = { changed: ChangedText[]; touched: TouchedRows }

/** A text is looked at again when another one of its song moved, but not for ever. */
const mostLooks = 3
const textsPerRead = 200

function depart(departures: Departures, from: number | null, to: number | null): void {
  if (from === null || from === to) return
  const known = departures.get(from) ?? new Map<number | null, number>()
  departures.set(from, known.set(to, (known.get(to) ?? 0) + 1))
}

/** `planned` is what some of them mean, where that is known to be so still. */
export function deriveAgain(db: WriteDb, textIds: Iterable<number>, planned: ReadonlyMap<number, Meaning> = new Map()): Derived {
  const meanings = openMeanings(db)
  // Those that tell no album come last: they go by the others.
  const findAll = db.prepare<[string], StoredText>(`${storedText} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY albumText = '', id`)
  const update = db.prepare<unknown[], never>('UPDATE heard_texts SET artistName = ?, titleName = ?, albumName = ?, trackId = ?, albumId = ?, artistId = ?, matchedBy = ?, isHidden = ? WHERE id = ?')
  const looseOfSong = db.prepare<[number], number>(
    `SELECT heard_texts.id FROM tracks AS own JOIN tracks AS other ON other.titleKey = own.titleKey AND other.artistKey = own.artistKey
     JOIN heard_texts ON heard_texts.trackId = other.id WHERE own.id = ? AND other.isOnDisk = 0 AND heard_texts.albumText = ''`,
  ).pluck()
  const firstSeen = new Map<number, StoredText>()
  const lastMeant = new Map<number, Meaning>()
  const looks = new Map<number, number>()
  const left = { tracks: new Map() as Departures, albums: new Map() as Departures, artists: new Map() as Departures }
  const touched: TouchedRows = { trackIds: new Set(), albumIds: new Set(), artistIds: new Set() }

  function look(stored: StoredText, due: Set<number>): void {
    const { id } = stored
    if ((looks.get(id) ?? 0) >= mostLooks) return
    looks.set(id, (looks.get(id) ?? 0) + 1)
    const meaning = (looks.get(id) === 1 ? planned.get(id) : undefined) ?? meanings.of(stored)
    if (isAsDerived(stored, meaning)) return
    if (!firstSeen.has(id)) firstSeen.set(id, stored)
    lastMeant.set(id, meaning)
    update.run(meaning.artistName, meaning.titleName, meaning.albumName, meaning.trackId, meaning.albumId, meaning.artistId, meaning.matchedBy, Number(meaning.isHidden), id)
    depart(left.tracks, stored.trackId, meaning.trackId)
    depart(left.albums, stored.albumId, meaning.albumId)
    depart(left.artists, stored.artistId, meaning.artistId)
    for (const { trackId, albumId, artistId, matchedBy } of [stored, meaning]) {
      if (trackId !== null && matchedBy === 'heard') touched.trackIds.add(trackId)
      if (albumId !== null) touched.albumIds.add(albumId)
      if (artistId !== null) touched.artistIds.add(artistId)
    }
    if (stored.album === '' || (stored.trackId === meaning.trackId && stored.albumName === meaning.albumName)) return
    // Texts of this song that tell no album go by those that do.
    const songs = new Set([stored.matchedBy === 'heard' ? stored.trackId : null, meaning.matchedBy === 'heard' ? meaning.trackId : null])
    for (const trackId of songs) if (trackId !== null) for (const other of looseOfSong.all(trackId)) due.add(other)
  }

  let due = new Set(textIds)
  while (due.size > 0) {
    const next = new Set<number>()
    const texts = findAll.all(JSON.stringify([...due]))
    for (let from = 0; from < texts.length; from += textsPerRead) {
      const part = texts.slice(from, from + textsPerRead)
      meanings.expect(part.filter(({ id }) => !planned.has(id)))
      for (const text of part) look(text, next)
    }
    due = next
  }

  const dropped = refreshHeardRows(db, meanings, touched)
  for (const id of dropped) if (!left.artists.has(id)) left.artists.set(id, new Map())
  leaveHeardRows(db, left, touched)
  const changed = [...firstSeen].flatMap(([id, before]) => {
    const after = lastMeant.get(id)
    return after && !isAsDerived(before, after) ? [{ id, plays: before.plays, before: namesOfText(before, before.isHidden === 1), after: namesOfText(after, after.isHidden) }] : []
  })
  return { changed, touched }
}
