// Tracks that appeared or changed meet the texts heard: what was heard long ago finds its file.
import type { ReadDb, WriteDb } from '#main/kernel/db/database.ts'
import { deriveAgain } from './derive-again.ts'
import { readLedger } from './ledger.repo.ts'
import type { Ledger } from './ledger.rules.ts'
import { isOwned, nearKeysOf } from './owned-tracks.repo.ts'
import { keepTrackKeys } from './refresh-keys.ts'
import { searchAgain } from './search-parts.ts'
import type { TouchedRows } from './stored-texts.ts'
import { firstArtistOfKey, nearTitle, playTitleKey } from './words.rules.ts'

type DueTrack = { id: number; title: string; artistText: string; albumId: number | null; addedAt: number; isOwned: number; recordingMbid: string | null }

/** Of a transaction's 15 ms. */
const targetMs = 9
const tracksPerRead = 100

/** How many are due, counted no further than asked. */
export function countTracksToMatch(db: ReadDb, most = Number.MAX_SAFE_INTEGER): number {
  return db.prepare<[number], number>('SELECT count(*) FROM (SELECT 1 FROM tracks_to_match LIMIT ?)').pluck().get(most) ?? 0
}

/** Grows with everything that changes what was heard, or what it means. */
export function playsVersion(db: ReadDb): number {
  return db.prepare<[], number>('SELECT plays FROM library_version').pluck().get() ?? 0
}

/** Does what is due in short transactions, one a step; yields how many tracks were met. May end after any step. */
export function* meetCatalogue(db: WriteDb): Generator<number> {
  for (;;) {
    const step = db.transaction(() => meetSome(db))
    if (step.met === 0) return
    yield step.met
    for (const _step of searchAgain(db, step.touched)) yield 0
  }
}

function meetSome(db: WriteDb): { met: number; touched: TouchedRows } {
  const until = performance.now() + targetMs
  const ledger = readLedger(db)
  const due = db.prepare<[number], number>('SELECT trackId FROM tracks_to_match ORDER BY trackId LIMIT ?').pluck().all(tracksPerRead)
  const done = db.prepare<[number], never>('DELETE FROM tracks_to_match WHERE trackId = ?')
  const finder = openTextFinder(db, ledger)
  const touched: TouchedRows = { trackIds: new Set(), albumIds: new Set(), artistIds: new Set() }
  let met = 0
  for (const id of due) {
    done.run(id)
    met++
    const textIds = finder.textsFor(id, touched)
    if (textIds.size > 0) {
      const derived = deriveAgain(db, textIds)
      for (const key of ['trackIds', 'albumIds', 'artistIds'] as const) for (const each of derived.touched[key]) touched[key].add(each)
    }
    if (performance.now() > until) break
  }
  return { met, touched }
}

type TextOfArtist = { id: number; title: string }

/** Finds the texts that may mean a track, and keeps the track's keys. */
function openTextFinder(db: WriteDb, ledger: Ledger) {
  const track = db.prepare<[number], DueTrack>(`SELECT id, title, artistText, albumId, addedAt, mergedIntoId IS NULL AND ${isOwned} AS isOwned, musicbrainzRecordingId AS recordingMbid FROM tracks AS track WHERE id = ?`)
  const artistsOf = db.prepare<[number], string>('SELECT creditedName FROM track_artists WHERE trackId = ?').pluck()
  const artistIdsOf = db.prepare<[number], number>('SELECT artistId FROM track_artists WHERE trackId = ?').pluck()
  const keysOf = db.prepare<[number], string>("SELECT titleKey || char(0) || artistKey FROM track_keys WHERE trackId = ?").pluck()
  const textsOf = db.prepare<[string], TextOfArtist>('SELECT id, titleText AS title FROM heard_texts WHERE artistKey = ?')
  const textsOfTrack = db.prepare<[number], number>('SELECT id FROM heard_texts WHERE trackId = ?').pluck()
  const textsOfRecording = db.prepare<[string], number>("SELECT id FROM heard_texts WHERE recordingMbid = ? AND recordingMbid <> ''").pluck()
  const hasTexts = db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM heard_texts)').pluck().get() === 1
  /** Texts of an artist by the song they may be near to; tracks of an album come one after the other. */
  const byArtist = new Map<string, Map<string, number[]>>()

  function songsOf(artistKey: string): Map<string, number[]> {
    let songs = byArtist.get(artistKey)
    if (!songs) {
      songs = new Map()
      for (const { id, title } of textsOf.all(artistKey)) for (const key of new Set([nearTitle(title).key, playTitleKey(title)])) songs.set(key, [...(songs.get(key) ?? []), id])
      if (byArtist.size > 500) byArtist.clear()
      byArtist.set(artistKey, songs)
    }
    return songs
  }

  return {
    textsFor: (id: number, touched: TouchedRows): Set<number> => {
      const row = track.get(id)
      const near = row?.isOwned === 1 ? nearKeysOf(row, artistsOf.all(id)) : undefined
      const wanted = near ? near.artistKeys.map((artistKey) => `${near.titleKey}\u0000${artistKey}`) : []
      const known = keysOf.all(id)
      if (known.length !== wanted.length || wanted.some((key) => !known.includes(key))) {
        keepTrackKeys(db, id, near?.titleKey ?? '', near?.artistKeys ?? [])
      }
      if (row?.addedAt === 0 && !near && known.length === 0) {
        touched.trackIds.add(id)
        if (row.albumId !== null) touched.albumIds.add(row.albumId)
        for (const artistId of artistIdsOf.all(id)) touched.artistIds.add(artistId)
        // Just made for the texts that mean it. Those that tell no album may go by others by now.
        return new Set(row.albumId === null ? textsOfTrack.all(id) : [])
      }
      const found = new Set(hasTexts ? textsOfTrack.all(id) : [])
      if (!row || !near || !hasTexts) return found
      if (row.recordingMbid !== null) for (const textId of textsOfRecording.all(row.recordingMbid)) found.add(textId)
      const titles = new Set([...ledger.titleSources(near.titleKey), ...ledger.titleSources(playTitleKey(row.title))])
      for (const key of near.artistKeys) for (const source of ledger.artistSources(key)) for (const title of titles) for (const textId of songsOf(firstArtistOfKey(source)).get(title) ?? []) found.add(textId)
      return found
    },
  }
}
